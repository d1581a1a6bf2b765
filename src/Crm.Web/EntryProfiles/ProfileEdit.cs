using System.Globalization;
using System.Text.RegularExpressions;
using Crm.Data;
using Crm.Relations;
using Crm.Users;

namespace Crm.EntryProfiles;

/// <summary>An entry profile as a process owner fills it in.</summary>
public sealed partial record ProfileEdit
{
    const int LongestName = 80;
    const int LongestDefault = 200;

    public string Key { get; init; } = "";
    public string NameNl { get; init; } = "";
    public string NameEn { get; init; } = "";
    public LookUp LookUp { get; init; }
    /// <summary>The workflow that reviews what comes in; null: created at once.</summary>
    public string? ReviewDefinitionId { get; init; }
    public bool WithContact { get; init; } = true;
    public bool WithForecast { get; init; } = true;
    public IReadOnlyList<string> RoleNames { get; init; } = [];
    public IReadOnlyList<FieldRule> Fields { get; init; } = [];
    /// <summary>The revision that was read; what someone else saved since is not overwritten.</summary>
    public int Revision { get; init; }

    public static ProfileEdit Of(EntryProfile profile) => new()
    {
        Key = profile.Key, NameNl = profile.Name.Nl, NameEn = profile.Name.En, LookUp = profile.LookUp, ReviewDefinitionId = profile.ReviewDefinitionId, WithContact = profile.WithContact,
        WithForecast = profile.WithForecast, RoleNames = [.. profile.RoleNames], Fields = [.. profile.Fields], Revision = profile.Revision,
    };

    public void ApplyTo(EntryProfile profile, EntryFieldSet fields)
    {
        (profile.Name, profile.LookUp, profile.ReviewDefinitionId) = (new(NameNl.Trim(), NameEn.Trim()), LookUp, string.IsNullOrEmpty(ReviewDefinitionId) ? null : ReviewDefinitionId);
        (profile.WithContact, profile.WithForecast) = (WithContact, WithForecast);
        profile.RoleNames = [.. Roles.All.Where(RoleNames.Contains)];
        // What is hidden needs no rule; the order is that of the form.
        profile.Fields = [.. fields.All.Select(field => Fields.FirstOrDefault(rule => rule.Field == field.Key)).OfType<FieldRule>().Where(rule => rule.Mode != FieldMode.Hidden).Select(rule => rule with { Default = rule.Default.Trim() })];
    }

    /// <summary>The profile as it would be, to show how its form looks.</summary>
    public EntryProfile ToProfile(EntryFieldSet fields)
    {
        var profile = new EntryProfile { Key = Key, Name = new(NameNl, NameEn) };
        ApplyTo(profile, fields);
        return profile;
    }

    /// <summary>All that is wrong is refused at once.</summary>
    public void RefuseWrong(EntryFieldSet fields, Actor actor, TimeProvider clock)
    {
        List<Fault> faults = [];
        if (!AddressPart().IsMatch(Key))
            faults.Add(new("key", "Gebruik 2 tot 40 kleine letters, cijfers en streepjes.", "Use 2 to 40 small letters, digits and hyphens."));
        foreach (var (field, name) in new[] { ("nameNl", NameNl), ("nameEn", NameEn) })
        {
            if (string.IsNullOrWhiteSpace(name) || name.Length > LongestName)
                faults.Add(new(field, $"Vul een naam in van hooguit {LongestName} tekens.", $"Enter a name of at most {LongestName} characters."));
        }
        if (!RoleNames.Any(Roles.All.Contains))
            faults.Add(new("roleNames", "Kies wie dit profiel mag gebruiken.", "Choose who may use this profile."));
        faults.AddRange(Fields.Where(rule => fields.Find(rule.Field) is null).Select(rule => new Fault(rule.Field, $"Het veld “{rule.Field}” bestaat niet.", $"The field “{rule.Field}” does not exist.")));
        faults.AddRange(Fields.Where(rule => rule.Default.Length > 0).Select(rule => fields.Find(rule.Field) is { } field ? WrongDefault(field, rule, actor, clock) : null).OfType<Fault>());
        faults.RefuseIfAny();
    }

    static Fault? WrongDefault(EntryField field, FieldRule rule, Actor actor, TimeProvider clock)
    {
        var text = EntryDefaults.Of(rule.Default, actor, clock);
        if (rule.Default.Length > LongestDefault)
            return new(rule.Field, $"{field.Label.Nl}: hooguit {LongestDefault} tekens.", $"{field.Label.En}: at most {LongestDefault} characters.");
        var wrong = field.Kind switch
        {
            FieldKind.Date => DateOnly.TryParse(text, CultureInfo.InvariantCulture, out _) && IsDay().IsMatch(rule.Default) ? null : new LocalText("kies een aantal dagen vanaf vandaag, zoals today+30", "choose a number of days from today, such as today+30"),
            FieldKind.Amount => Entries.Figure(text) is >= 0 ? null : new LocalText("vul een bedrag in", "enter an amount"),
            _ => field.Checked(text).Wrong,
        };
        return wrong is null ? null : new(rule.Field, $"{field.Label.Nl}: {wrong.Nl}", $"{field.Label.En}: {wrong.En}");
    }

    [GeneratedRegex("^[a-z0-9][a-z0-9-]{1,39}$")]
    private static partial Regex AddressPart();

    // A fixed day would be in the past before long.
    [GeneratedRegex(@"^today(\+\d{1,4})?$")]
    private static partial Regex IsDay();
}
