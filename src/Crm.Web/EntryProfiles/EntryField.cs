using Crm.Relations;

namespace Crm.EntryProfiles;

public enum EntrySection { Organisation, Contact, Forecast }

/// <summary>One thing that an entry profile can ask.</summary>
public sealed record EntryField(string Key, EntrySection Section, LocalText Label, FieldKind Kind, int MaxLength, Func<string, Checked>? Check = null)
{
    /// <summary>How a kept value is read, where its kind does not say it.</summary>
    public Func<string, string>? Show { get; init; }

    public Checked Checked(string typed) => FieldCheck.Of(Kind, MaxLength, typed, Check);
}
