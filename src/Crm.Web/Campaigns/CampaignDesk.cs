using Crm.Audit;
using Crm.Data;
using Crm.Dossiers;
using Crm.Forecasts;
using Crm.Users;

namespace Crm.Campaigns;

/// <summary>Makes and changes campaigns.</summary>
public sealed class CampaignDesk(CrmDatabase database, TimeProvider clock)
{
    public Task<Guid> CreateAsync(CampaignEntry entry, Actor actor, CancellationToken cancellationToken = default) => database.WriteAsync(async db =>
    {
        (await FaultsAsync(db, entry, null, cancellationToken)).RefuseIfAny();
        var campaign = new Campaign
        {
            Number = await NumberAsync(db, cancellationToken),
            Name = "",
            ResponsibleId = actor.UserId ?? Guid.Empty,
            StartDate = entry.StartDate!.Value,
            EndDate = entry.EndDate!.Value,
            CreatedAt = clock.UtcNow(),
        };
        Fill(campaign, entry);
        db.Campaigns.Add(campaign);
        db.Dossier.Add(Dossier.Item(DossierKind.CampaignCreated, actor, clock, new(CampaignId: campaign.Id), new() { [Detail.Number] = campaign.Number, [Detail.Name] = campaign.Name }));
        return campaign.Id;
    }, cancellationToken);

    public Task EditAsync(Guid id, CampaignEntry entry, Actor actor, CancellationToken cancellationToken = default) => database.WriteAsync(async db =>
    {
        var campaign = await db.CampaignToChangeAsync(id, cancellationToken);
        (await FaultsAsync(db, entry, campaign, cancellationToken)).RefuseIfAny();
        if (entry.Revision is { } read && read != campaign.Revision)
            throw RefusedException.Conflict("Iemand anders heeft deze campagne intussen gewijzigd. Laad opnieuw om dat te zien.", "Somebody else changed this campaign in the meantime. Reload to see it.");
        Fill(campaign, entry);
        db.RecordChanges(campaign, Campaign.Watched, actor, clock.UtcNow());
    }, cancellationToken);

    /// <summary>Out of the lists to choose from; its figures stay.</summary>
    public Task ArchiveAsync(Guid id, bool isArchived, Actor actor, CancellationToken cancellationToken = default) => database.WriteAsync(async db =>
    {
        var campaign = await db.CampaignToChangeAsync(id, cancellationToken);
        if (isArchived && await db.CampaignActions.AnyAsync(action => action.CampaignId == id && action.State == ActionState.Running, cancellationToken))
            throw RefusedException.Conflict("Er loopt nog een actie; pauzeer die eerst.", "An action is still running; pause it first.");
        campaign.IsArchived = isArchived;
        db.RecordChanges(campaign, Campaign.Watched, actor, clock.UtcNow());
    }, cancellationToken);

    static void Fill(Campaign campaign, CampaignEntry entry)
    {
        (campaign.Name, campaign.TypeId, campaign.ResponsibleId) = (entry.Name!.Trim(), entry.TypeId, entry.ResponsibleId ?? campaign.ResponsibleId);
        (campaign.StartDate, campaign.EndDate) = (entry.StartDate!.Value, entry.EndDate!.Value);
        (campaign.ExpectedRevenue, campaign.Budget, campaign.Goal) = (entry.ExpectedRevenue, entry.Budget, (entry.Goal ?? "").Trim());
    }

    static async Task<List<Fault>> FaultsAsync(CrmDbContext db, CampaignEntry entry, Campaign? before, CancellationToken cancellationToken)
    {
        var faults = entry.Faults().ToList();
        if (entry.TypeId != before?.TypeId && !await db.HasOptionAsync(ForecastOptionKind.CampaignType, entry.TypeId, cancellationToken))
            faults.Add(new(nameof(entry.TypeId), "Kies een type uit de lijst.", "Choose a type from the list."));
        if (entry.ResponsibleId is { } responsible && responsible != before?.ResponsibleId && !await db.Users.AnyAsync(user => user.Id == responsible && user.IsActive, cancellationToken))
            faults.Add(new(nameof(entry.ResponsibleId), "Kies een medewerker die nog in dienst is.", "Choose an employee who still works here."));
        return faults;
    }

    async Task<string> NumberAsync(CrmDbContext db, CancellationToken cancellationToken)
    {
        var year = clock.Today().Year;
        return $"C-{year}-{await db.NextNumberAsync($"campaign-{year}", cancellationToken):000}";
    }
}
