using System.Globalization;
using Crm.Data;
using Crm.Relations;
using Crm.Users;

namespace Crm.EntryProfiles;

/// <summary>Reads what was filled in on a profile: checked, completed with defaults, and without what the profile does not ask.</summary>
public sealed class EntryForm
{
    const decimal LargestAmount = 1_000_000_000m;
    const int LongestAheadInYears = 10;

    readonly List<Fault> faults = [];
    readonly Dictionary<string, string> kept = [];
    readonly EntryFieldSet fields;
    readonly DateOnly today;

    EntryForm(EntryFieldSet fields, DateOnly today) => (this.fields, this.today) = (fields, today);

    /// <summary>The values as they are kept. All that is wrong is refused at once.</summary>
    public static Dictionary<string, string> Checked(EntryProfile profile, EntryFieldSet fields, IReadOnlyDictionary<string, string> typed, Actor actor, TimeProvider clock)
    {
        var form = new EntryForm(fields, clock.Today());
        foreach (var asked in profile.AskedFields(fields))
            form.Read(asked, typed, EntryDefaults.Of(asked.Default, actor, clock));
        form.RefuseUnknown(typed);
        RelationFields.CheckPostalCode(form.kept, form.kept.GetValueOrDefault(RelationFields.Country) is { Length: > 0 } country ? country : Countries.Netherlands, form.faults);
        form.RequireNameWithContact();
        return form.faults.Count == 0 ? form.kept : throw new RefusedException(Refusal.Invalid, form.faults);
    }

    void Read(AskedField asked, IReadOnlyDictionary<string, string> typed, string otherwise)
    {
        var key = asked.Field.Key;
        var isFixed = asked.Mode == FieldMode.ReadOnly && otherwise.Length > 0;
        // Left out is not the same as emptied: only what the caller does not mention gets the default.
        var text = !isFixed && typed.TryGetValue(key, out var given) ? (given ?? "").Trim() : otherwise;
        if (text.Length == 0)
        {
            if (asked.Mode == FieldMode.Required)
                faults.Add(new(key, $"{asked.Field.Label.Nl} ontbreekt nog.", $"{asked.Field.Label.En} is still missing."));
            return;
        }
        var value = asked.Field switch
        {
            { Check: null, Kind: FieldKind.Amount } => Amount(text),
            { Check: null, Kind: FieldKind.Date } => Date(text),
            _ => asked.Field.Checked(text),
        };
        kept[key] = value.Value;
        if (value.Wrong is { } wrong)
            faults.Add(new(key, wrong.Nl, wrong.En));
    }

    static Checked Amount(string typed) => Entries.Figure(typed) switch
    {
        null => new(typed, new("Vul een bedrag in, zoals 36.000,00.", "Enter an amount, such as 36,000.00.")),
        < 0 => new(typed, new("Een verwacht bedrag is niet negatief.", "An expected amount is not negative.")),
        >= LargestAmount => new(typed, new("Dit bedrag is te groot.", "This amount is too large.")),
        { } amount => new(amount.ToString("0.00", CultureInfo.InvariantCulture)),
    };

    Checked Date(string typed) => Entries.Date(typed, today) switch
    {
        null => new(typed, new("Vul een datum in als dd-mm-jjjj.", "Enter a date as dd-mm-yyyy.")),
        { } day when day < today => new(typed, new("Deze datum ligt in het verleden.", "This date lies in the past.")),
        { } day when day > today.AddYears(LongestAheadInYears) => new(typed, new("Deze datum ligt te ver vooruit.", "This date lies too far ahead.")),
        { } day => new(day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
    };

    void RefuseUnknown(IReadOnlyDictionary<string, string> typed)
    {
        foreach (var key in typed.Keys.Where(key => fields.Find(key) is null))
            faults.Add(new(key, $"Het veld “{key}” bestaat niet.", $"The field “{key}” does not exist."));
    }

    /// <summary>A mail address or a phone number belongs to someone.</summary>
    void RequireNameWithContact()
    {
        var mentionsSomeone = kept.Keys.Any(key => key != EntryFields.Source && fields.Find(key)!.Section == EntrySection.Contact);
        if (mentionsSomeone && !kept.ContainsKey(EntryFields.LastName) && faults.TrueForAll(fault => fault.Field != EntryFields.LastName))
            faults.Add(new(EntryFields.LastName, "Vul de achternaam van de contactpersoon in.", "Enter the last name of the contact person."));
    }
}
