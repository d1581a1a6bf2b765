using Crm.Data;

namespace Crm.Forecasts;

/// <summary>The texts and references of a forecast, as someone filled them in.</summary>
public sealed record ForecastFields(string Description, Guid ResponsibleId, Guid? ContactId, Guid? GroupId, Guid? SourceId, Guid? CampaignId, Guid? CompetitorId, string Remark, string Shared)
{
    public static ForecastFields Of(Forecast forecast) =>
        new(forecast.Description, forecast.ResponsibleId, forecast.ContactId, forecast.GroupId, forecast.SourceId, forecast.CampaignId, forecast.CompetitorId, forecast.Remark, forecast.Shared);

    public void ApplyTo(Forecast forecast)
    {
        (forecast.Description, forecast.Remark, forecast.ResponsibleId) = (Description, Remark, ResponsibleId);
        (forecast.ContactId, forecast.GroupId, forecast.SourceId, forecast.CampaignId, forecast.CompetitorId) = (ContactId, GroupId, SourceId, CampaignId, CompetitorId);
    }

    /// <summary>All that is wrong. What stood there before may stay: a source that was archived since, a colleague who left.</summary>
    public async Task<List<Fault>> FaultsAsync(CrmDbContext db, ForecastFields? before, Guid organisationId, CancellationToken cancellationToken)
    {
        var faults = TextFaults().ToList();
        if (ResponsibleId != before?.ResponsibleId && !await db.Users.AnyAsync(user => user.Id == ResponsibleId && user.IsActive, cancellationToken))
            faults.Add(new(nameof(ResponsibleId), "Kies een medewerker die nog in dienst is.", "Choose an employee who still works here."));
        if (ContactId is { } contactId && contactId != before?.ContactId
            && !await db.Contacts.AnyAsync(contact => contact.Id == contactId && contact.OrganisationId == organisationId, cancellationToken))
            faults.Add(new(nameof(ContactId), "Kies een contactpersoon van deze relatie.", "Choose a contact person of this relation."));
        if (GroupId != before?.GroupId && !await db.HasOptionAsync(ForecastOptionKind.Group, GroupId, cancellationToken))
            faults.Add(new(nameof(GroupId), "Kies een forecastgroep uit de lijst.", "Choose a forecast group from the list."));
        if (SourceId != before?.SourceId && !await db.HasOptionAsync(ForecastOptionKind.Source, SourceId, cancellationToken))
            faults.Add(new(nameof(SourceId), "Kies een bron uit de lijst.", "Choose a source from the list."));
        if (CampaignId is { } campaignId && campaignId != before?.CampaignId && !await db.Campaigns.AnyAsync(campaign => campaign.Id == campaignId && !campaign.IsArchived, cancellationToken))
            faults.Add(new(nameof(CampaignId), "Kies een campagne uit de lijst.", "Choose a campaign from the list."));
        if (CompetitorId != before?.CompetitorId && !await db.HasOptionAsync(ForecastOptionKind.Competitor, CompetitorId, cancellationToken))
            faults.Add(new(nameof(CompetitorId), "Kies een concurrent uit de lijst.", "Choose a competitor from the list."));
        faults.AddRange(await Sharing.FaultsAsync(db, Shared, before?.Shared ?? "", cancellationToken));
        return faults;
    }

    IEnumerable<Fault> TextFaults()
    {
        if (Description.Length == 0)
            yield return new(nameof(Description), "Vul een omschrijving in.", "Enter a description.");
        if (Description.Length > Forecast.DescriptionLength)
            yield return new(nameof(Description), $"De omschrijving is hooguit {Forecast.DescriptionLength} tekens; dit zijn er {Description.Length}.",
                $"The description has at most {Forecast.DescriptionLength} characters; these are {Description.Length}.");
        if (Remark.Length > Forecast.RemarkLength)
            yield return new(nameof(Remark), $"De opmerking is hooguit {Forecast.RemarkLength} tekens; dit zijn er {Remark.Length}.",
                $"The remark has at most {Forecast.RemarkLength} characters; these are {Remark.Length}.");
    }
}
