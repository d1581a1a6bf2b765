using System.Text.RegularExpressions;
using Crm.Data;

namespace Crm.CustomFields;

/// <summary>A custom field as somebody fills it in.</summary>
public sealed partial record CustomFieldEntry
{
    public const int NameLength = 60;
    const int MostChoices = 200;
    const int KeyLength = 40;

    public CustomRecord Record { get; init; } = CustomRecord.Relation;
    public CustomType Type { get; init; }
    public string NameNl { get; init; } = "";
    public string NameEn { get; init; } = "";
    public bool IsPrivate { get; init; }
    public IReadOnlyList<CustomChoiceEntry> Choices { get; init; } = [];

    public LocalText Name => LocalText.Entered(NameNl, NameEn);

    public static CustomFieldEntry Of(CustomFieldDesk.Row field) => new()
    {
        Record = field.Record, Type = field.Type, NameNl = field.Name.Nl, NameEn = field.Name.En, IsPrivate = field.IsPrivate,
        Choices = [.. field.Choices.Select(choice => new CustomChoiceEntry(choice.Name.Nl, choice.Name.En) { Key = choice.Key, IsRetired = choice.IsRetired })],
    };

    /// <summary>"relation_contract_loopt_af": from the name, once and for all.</summary>
    public string KeyOf() => CustomField.Prefix(Record) + Slug(NameNl, "veld");

    /// <summary>The choices as they are kept: one that was there before keeps its key, whatever it is called now.</summary>
    public List<CustomChoice> ChoicesAfter(IReadOnlyList<CustomChoice> before)
    {
        var kept = Type != CustomType.Choice ? [] : Choices.Where(choice => choice.NameNl.Trim().Length > 0)
            .Select(choice => new CustomChoice(before.Any(old => old.Key == choice.Key) ? choice.Key : Slug(choice.NameNl, "keuze"), LocalText.Entered(choice.NameNl, choice.NameEn), choice.IsRetired)).ToList();
        // One that is left out may stand on a record: it retires.
        kept.AddRange(before.Where(old => kept.TrueForAll(choice => choice.Key != old.Key)).Select(old => old with { IsRetired = true }));
        return kept;
    }

    public void RefuseWrong()
    {
        List<Fault> faults = [];
        if (NameNl.Trim().Length is 0 or > NameLength)
            faults.Add(new(nameof(NameNl), $"Vul een naam in van hooguit {NameLength} tekens.", $"Enter a name of at most {NameLength} characters."));
        if (NameEn.Trim().Length > NameLength)
            faults.Add(new(nameof(NameEn), $"De naam is hooguit {NameLength} tekens.", $"The name has at most {NameLength} characters."));
        if (Type == CustomType.Choice)
            faults.AddRange(WrongChoices());
        faults.RefuseIfAny();
    }

    IEnumerable<Fault> WrongChoices()
    {
        var names = Choices.Select(choice => choice.NameNl.Trim()).Where(name => name.Length > 0).ToList();
        if (names.Count is 0 or > MostChoices)
            yield return new(nameof(Choices), $"Vul 1 tot {MostChoices} waarden in om uit te kiezen.", $"Enter 1 to {MostChoices} values to choose from.");
        if (names.Exists(name => name.Length > NameLength))
            yield return new(nameof(Choices), $"Een waarde is hooguit {NameLength} tekens.", $"A value has at most {NameLength} characters.");
        if (names.GroupBy(name => Slug(name, "keuze")).FirstOrDefault(same => same.Count() > 1) is { } twice)
            yield return new(nameof(Choices), $"“{twice.First()}” staat er twee keer.", $"“{twice.First()}” stands there twice.");
    }

    static string Slug(string name, string otherwise)
    {
        var plain = new string([.. name.Normalize(System.Text.NormalizationForm.FormD).ToLowerInvariant()]);
        var slug = Others().Replace(Accents().Replace(plain, ""), "_").Trim('_');
        return slug.Length == 0 ? otherwise : slug[..Math.Min(slug.Length, KeyLength)].TrimEnd('_');
    }

    [GeneratedRegex(@"\p{M}")]
    private static partial Regex Accents();

    [GeneratedRegex("[^a-z0-9]+")]
    private static partial Regex Others();
}

/// <summary>A value to choose from, as somebody fills it in.</summary>
/// <param name="NameEn">Empty: the Dutch name.</param>
public sealed record CustomChoiceEntry(string NameNl, string NameEn)
{
    /// <summary>Of one that is there already.</summary>
    public string Key { get; init; } = "";
    public bool IsRetired { get; init; }
}
