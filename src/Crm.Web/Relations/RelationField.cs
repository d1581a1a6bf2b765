namespace Crm.Relations;

/// <summary>One field of a sales relation or its organisation: what it is called, what may stand in it, and where it is kept.</summary>
public sealed record RelationField(
    string Key, LocalText Label, FieldKind Kind, int MaxLength, Func<Relation, string> Read, Action<Relation, string> Write, Func<string, Checked>? Check = null)
{
    /// <summary>The value as it is kept, or what is wrong with it.</summary>
    public Checked Checked(string typed) => FieldCheck.Of(Kind, MaxLength, typed, Check);
}

/// <summary>What every kind of field demands, wherever it is filled in.</summary>
public static class FieldCheck
{
    public static Checked Of(FieldKind kind, int maxLength, string typed, Func<string, Checked>? own)
    {
        var text = typed.Trim();
        if (text.Length > maxLength)
            return new(text, new($"Hooguit {maxLength} tekens; dit zijn er {text.Length}.", $"At most {maxLength} characters; these are {text.Length}."));
        if (text.Any(letter => char.IsControl(letter) && letter is not ('\n' or '\r' or '\t')))
            return new(text, new("Hier staan tekens in die niet te lezen zijn.", "This holds characters that cannot be read."));
        return own is not null ? own(text) : OfKind(kind, text);
    }

    static Checked OfKind(FieldKind kind, string text) => kind switch
    {
        FieldKind.Email => DutchNumbers.Email(text),
        FieldKind.Phone => DutchNumbers.Phone(text),
        FieldKind.Website => DutchNumbers.Website(text),
        FieldKind.YesNo => new(text is "true" or "Ja" or "ja" or "on" ? "true" : "false"),
        FieldKind.Language when text is not ("" or "nl" or "en") => new(text, new("Kies Nederlands of Engels.", "Choose Dutch or English.")),
        FieldKind.Country when text.Length > 0 && !Countries.IsKnown(text) => new(text, new("Kies een land uit de lijst.", "Choose a country from the list.")),
        FieldKind.Employee when text.Length > 0 && !Guid.TryParse(text, out _) => new(text, new("Kies een medewerker uit de lijst.", "Choose an employee from the list.")),
        _ => new(text),
    };
}
