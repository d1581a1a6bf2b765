using Crm.Kvk;
using Crm.Relations;

namespace Crm.EntryProfiles;

/// <summary>A new relation while it is being filled in.</summary>
public sealed class EntryDraft
{
    public Dictionary<string, string> Values { get; init; } = [];
    /// <summary>The names of the values that the register gave and nobody changed.</summary>
    public HashSet<string> FromRegister { get; init; } = [];
    public DateTime? RegisterAt { get; set; }
    public DuplicateChoice Choice { get; set; }
    public Guid? ChosenRelationId { get; set; }
    public string Reason { get; set; } = "";

    public string this[string key] => Values.GetValueOrDefault(key, "");

    public void Type(string key, string value)
    {
        Values[key] = value;
        FromRegister.Remove(key);
    }

    /// <summary>What the register says, as far as the profile asks it. Values of an earlier company are cleared, what was typed stays.</summary>
    public void Take(RegisterEntry entry, IReadOnlySet<string> asked, DateTime at)
    {
        foreach (var earlier in FromRegister)
            Values.Remove(earlier);
        FromRegister.Clear();
        foreach (var (key, value) in RegisterValues.Of(entry).Where(pair => pair.Value.Length > 0 && asked.Contains(pair.Key)))
        {
            Values[key] = value;
            FromRegister.Add(key);
        }
        RegisterAt = at;
    }

    public void LetGo() => FromRegister.Clear();

    public NewSubmission ToSubmission(string profile) =>
        new(profile, Values) { Answer = new(Choice, ChosenRelationId, Reason), FromRegister = [.. FromRegister] };
}
