using Crm.CustomFields;
using Crm.Data;
using Crm.Forecasts;
using Crm.Relations;

namespace Crm.EntryProfiles;

/// <summary>What can be chosen in the fields that hold a choice.</summary>
public sealed record EntryChoices(IReadOnlyList<EntryChoices.Choice> Employees, IReadOnlyList<EntryChoices.Choice> Sources, IReadOnlyList<EntryChoices.StatusChoice> Statuses)
{
    /// <summary>What a custom field offers, by its key. Retired values are offered no more.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<Choice>> Custom { get; init; } = new Dictionary<string, IReadOnlyList<Choice>>();

    public sealed record Choice(string Value, string Text);

    public sealed record StatusChoice(string Value, string Text, decimal? Chance);

    public static async Task<EntryChoices> ReadAsync(CrmDbContext db, CancellationToken cancellationToken)
    {
        var employees = await db.Users.Where(user => user.IsActive).OrderBy(user => user.Name).ToListAsync(cancellationToken);
        var sources = await db.ForecastOptions.Where(option => option.Kind == ForecastOptionKind.Source && !option.IsArchived).OrderBy(option => option.Order).ToListAsync(cancellationToken);
        var statuses = await db.ForecastStatuses.Where(status => !status.IsArchived).OrderBy(status => status.Order).ToListAsync(cancellationToken);
        var custom = await CustomFieldSet.ReadAsync(db, cancellationToken);
        return new(
            [.. employees.Select(user => new Choice(user.Id.ToString("D"), user.Name))],
            [.. sources.Select(option => new Choice(option.Id.ToString("D"), option.Name.ToString()))],
            [.. statuses.Select(status => new StatusChoice(status.Key, status.Name.ToString(), status.Chance))])
        {
            Custom = custom.Of(Enum.GetValues<CustomRecord>()).ToDictionary(field => field.Key, IReadOnlyList<Choice> (field) => [.. CustomValue.Offered(field).Select(choice => new Choice(choice.Key, choice.Name.ToString()))]),
        };
    }

    public static async Task RefuseUnknownAsync(CrmDbContext db, IReadOnlyDictionary<string, string> values, CancellationToken cancellationToken)
    {
        var choices = await ReadAsync(db, cancellationToken);
        List<Fault> faults = [];
        void Check(string key, IEnumerable<string> known, string nl, string en)
        {
            if (values.GetValueOrDefault(key) is { Length: > 0 } value && !known.Contains(value, StringComparer.OrdinalIgnoreCase))
                faults.Add(new(key, nl, en));
        }
        Check(RelationFields.Responsible, choices.Employees.Select(choice => choice.Value), "Kies een medewerker uit de lijst.", "Choose an employee from the list.");
        Check(EntryFields.Source, choices.Sources.Select(choice => choice.Value), "Kies een bron uit de lijst.", "Choose a source from the list.");
        Check(EntryFields.Status, choices.Statuses.Select(choice => choice.Value), "Kies een forecaststatus uit de lijst.", "Choose a forecast status from the list.");
        faults.RefuseIfAny();
    }
}
