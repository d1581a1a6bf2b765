using System.Globalization;
using Crm.Audit;
using Crm.CustomFields;
using Crm.Data;

namespace Crm.Forecasts;

/// <summary>Says what stands in the history of a forecast in the reader's language: names for ids, amounts and days as they are written.</summary>
public sealed class ForecastValues
{
    static readonly Dictionary<string, LocalText> FieldNames = new()
    {
        [nameof(Forecast.Number)] = new("Aangemaakt", "Created"),
        [nameof(Forecast.Description)] = new("Omschrijving", "Description"),
        [nameof(Forecast.ContactId)] = new("Contactpersoon", "Contact person"),
        [nameof(Forecast.ResponsibleId)] = new("Verantwoordelijke", "Responsible"),
        [nameof(Forecast.Shared)] = new("Ook verantwoordelijk", "Also responsible"),
        [nameof(Forecast.GroupId)] = new("Forecastgroep", "Forecast group"),
        [nameof(Forecast.SourceId)] = new("Bron", "Source"),
        [nameof(Forecast.CampaignId)] = new("Campagne", "Campaign"),
        [nameof(Forecast.CompetitorId)] = new("Concurrent", "Competitor"),
        [nameof(Forecast.StatusId)] = new("Status", "Status"),
        [nameof(Forecast.Chance)] = new("Scoringskans", "Chance"),
        [nameof(Forecast.ExpectedAmount)] = new("Verwacht bedrag", "Expected amount"),
        [nameof(Forecast.AmountFollowsQuotes)] = new("Bedrag volgt offertes", "Amount follows quotes"),
        [nameof(Forecast.StartDate)] = new("Begindatum", "Start date"),
        [nameof(Forecast.ExpectedDate)] = new("Verwachte einddatum", "Expected date"),
        [nameof(Forecast.Result)] = new("Resultaat", "Result"),
        [nameof(Forecast.OrderAmount)] = new("Orderbedrag", "Order amount"),
        [nameof(Forecast.ClosedOn)] = new("Einddatum", "Closing date"),
        [nameof(Forecast.LossReasonId)] = new("Reden", "Reason"),
        [nameof(Forecast.LostToId)] = new("Verloren aan", "Lost to"),
        [nameof(Forecast.ProjectId)] = new("Project", "Project"),
        [nameof(Forecast.Remark)] = new("Opmerking", "Remark"),
    };

    readonly Dictionary<Guid, string> names = [];
    readonly CustomFieldSet custom;

    ForecastValues(CustomFieldSet custom) => this.custom = custom;

    public static async Task<ForecastValues> ReadAsync(CrmDbContext db, IReadOnlyList<FieldChange> changes, CancellationToken cancellationToken)
    {
        var values = new ForecastValues(await CustomFieldSet.ReadAsync(db, cancellationToken));
        var ids = changes.SelectMany(change => new[] { change.Old, change.New }).Where(text => Guid.TryParse(text, out _)).Select(text => Guid.Parse(text!))
            .Concat(changes.Where(change => change.Field == nameof(Forecast.Shared)).SelectMany(change => Sharing.Read(change.Old).Concat(Sharing.Read(change.New))).Select(share => share.EmployeeId))
            .Distinct().ToList();
        if (ids.Count == 0)
            return values;
        values.Add(await db.ForecastStatuses.AsNoTracking().Where(s => ids.Contains(s.Id)).Select(s => new { s.Id, s.Name }).ToListAsync(cancellationToken), s => (s.Id, s.Name.ToString()));
        values.Add(await db.ForecastOptions.AsNoTracking().Where(o => ids.Contains(o.Id)).Select(o => new { o.Id, o.Name }).ToListAsync(cancellationToken), o => (o.Id, o.Name.ToString()));
        values.Add(await db.Users.Where(u => ids.Contains(u.Id)).Select(u => new { u.Id, u.Name }).ToListAsync(cancellationToken), u => (u.Id, u.Name));
        values.Add(await db.Contacts.AsNoTracking().Where(c => ids.Contains(c.Id)).Select(c => new { c.Id, c.Person }).ToListAsync(cancellationToken), c => (c.Id, c.Person!.FullName));
        values.Add(await db.Projects.Where(p => ids.Contains(p.Id)).Select(p => new { p.Id, p.Number }).ToListAsync(cancellationToken), p => (p.Id, p.Number));
        values.Add(await db.Campaigns.Where(c => ids.Contains(c.Id)).Select(c => new { c.Id, c.Name }).ToListAsync(cancellationToken), c => (c.Id, c.Name));
        return values;
    }

    public string FieldName(string field) => (FieldNames.GetValueOrDefault(field) ?? custom.Find(field)?.Name)?.ToString() ?? field;

    public string Shown(string field, string? value) => (field, value) switch
    {
        (_, null) => "–",
        _ when custom.Find(field) is { } own => CustomValue.Shown(own, value),
        (nameof(Forecast.ExpectedAmount) or nameof(Forecast.OrderAmount), _) => Formats.Euro(decimal.Parse(value, CultureInfo.InvariantCulture)),
        (nameof(Forecast.Chance), _) => Formats.Percent(decimal.Parse(value, CultureInfo.InvariantCulture)),
        (nameof(Forecast.StartDate) or nameof(Forecast.ExpectedDate) or nameof(Forecast.ClosedOn), _) => Formats.Date(DateOnly.Parse(value, CultureInfo.InvariantCulture)),
        (nameof(Forecast.AmountFollowsQuotes), _) => value == "true" ? Say("ja", "yes") : Say("nee", "no"),
        (nameof(Forecast.Shared), _) => string.Join(", ", Sharing.Read(value).Select(share => $"{Named(share.EmployeeId)} {Formats.Percent(share.Percent)}")),
        (nameof(Forecast.Result), _) => ForecastResults.Name(Enum.Parse<ForecastResult>(value)),
        _ when Guid.TryParse(value, out var id) => Named(id),
        _ => value,
    };

    string Named(Guid id) => names.GetValueOrDefault(id, Say("onbekend", "unknown"));

    void Add<T>(IEnumerable<T> rows, Func<T, (Guid Id, string Name)> read)
    {
        foreach (var (id, name) in rows.Select(read))
            names[id] = name;
    }
}
