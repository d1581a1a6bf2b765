using Crm.Data;

namespace Crm.Campaigns;

/// <summary>Books what a campaign costs. An invoice for a cost that was known takes its place, so that no euro counts twice.</summary>
public sealed class CostDesk(CrmDatabase database, TimeProvider clock)
{
    public Task<Guid> BookAsync(Guid campaignId, CostEntry entry, CancellationToken cancellationToken = default) => database.WriteAsync(async db =>
    {
        await db.CampaignToChangeAsync(campaignId, cancellationToken);
        entry.Faults().RefuseIfAny();
        await RefuseTwiceAsync(db, campaignId, entry, null, cancellationToken);
        var cost = new CampaignCost { CampaignId = campaignId, Kind = entry.Kind, Description = "", Amount = entry.Amount, Date = entry.Date ?? clock.Today() };
        Fill(cost, entry);
        db.CampaignCosts.Add(cost);
        return cost.Id;
    }, cancellationToken);

    public Task ChangeAsync(Guid campaignId, Guid costId, CostEntry entry, CancellationToken cancellationToken = default) => database.WriteAsync(async db =>
    {
        var cost = await CostAsync(db, campaignId, costId, cancellationToken);
        var asKept = entry with { Kind = cost.Kind };
        asKept.Faults().RefuseIfAny();
        await RefuseTwiceAsync(db, campaignId, asKept, costId, cancellationToken);
        Fill(cost, asKept);
    }, cancellationToken);

    /// <summary>Booked by mistake. An invoice that was for it stands on its own then.</summary>
    public Task RemoveAsync(Guid campaignId, Guid costId, CancellationToken cancellationToken = default) => database.WriteAsync(async db =>
    {
        db.CampaignCosts.Remove(await CostAsync(db, campaignId, costId, cancellationToken));
        foreach (var invoice in await db.CampaignCosts.Where(cost => cost.SettlesId == costId).ToListAsync(cancellationToken))
            invoice.SettlesId = null;
    }, cancellationToken);

    void Fill(CampaignCost cost, CostEntry entry)
    {
        (cost.Description, cost.Amount, cost.Date) = (entry.Description!.Trim(), entry.Amount, entry.Date ?? clock.Today());
        (cost.Supplier, cost.InvoiceNumber, cost.SettlesId) = ((entry.Supplier ?? "").Trim(), (entry.InvoiceNumber ?? "").Trim(), entry.SettlesId);
    }

    static async Task<CampaignCost> CostAsync(CrmDbContext db, Guid campaignId, Guid costId, CancellationToken cancellationToken)
    {
        await db.CampaignToChangeAsync(campaignId, cancellationToken);
        return await db.CampaignCosts.SingleOrDefaultAsync(cost => cost.Id == costId && cost.CampaignId == campaignId, cancellationToken)
            ?? throw RefusedException.NotFound("Deze kosten bestaan niet.", "This cost does not exist.");
    }

    static async Task RefuseTwiceAsync(CrmDbContext db, Guid campaignId, CostEntry entry, Guid? own, CancellationToken cancellationToken)
    {
        var (supplier, number) = ((entry.Supplier ?? "").Trim(), (entry.InvoiceNumber ?? "").Trim());
        if (number.Length > 0 && await db.CampaignCosts.AnyAsync(c => c.CampaignId == campaignId && c.Supplier == supplier && c.InvoiceNumber == number && c.Id != own, cancellationToken))
            throw RefusedException.Invalid(nameof(entry.InvoiceNumber), $"Factuur {number} van {supplier} is al geboekt.", $"Invoice {number} of {supplier} has been booked already.");
        if (entry.SettlesId is { } id
            && !await db.CampaignCosts.AnyAsync(c => c.Id == id && c.CampaignId == campaignId && c.Kind == CostKind.Fixed, cancellationToken)
            && !await db.CampaignActions.AnyAsync(a => a.Id == id && a.CampaignId == campaignId, cancellationToken))
            throw RefusedException.Invalid(nameof(entry.SettlesId), "Kies de vaste kosten of de actie waar de factuur voor is.", "Choose the fixed cost or the action that the invoice is for.");
    }
}
