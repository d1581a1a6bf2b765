using System.Text.Json;

namespace Crm.Merging;

/// <summary>What a merge remembers while it goes on.</summary>
public sealed class MergeNotes
{
    static readonly JsonSerializerOptions Json = JsonSerializerOptions.Web;

    public MergeMemory Memory { get; } = new();

    public HashSet<Guid> Traces { get; } = [];

    public static T Read<T>(RemovedRow row) => JsonSerializer.Deserialize<T>(row.Json, Json)!;

    /// <summary>Remembers a row that is about to go. What the others hang on has to be put back first.</summary>
    public void Removed<T>(T row, Guid id)
    {
        Memory.Removed.Insert(0, new(typeof(T).Name, id, JsonSerializer.Serialize(row, Json)));
        Traces.Add(id);
    }

    public void Moved(IReadOnlyCollection<MovedRows> moved)
    {
        Memory.Moved.AddRange(moved);
        // Contacts can be merged themselves; a forecast or a mail cannot.
        Traces.UnionWith(moved.Where(rows => rows.Table == "Contacts").SelectMany(rows => rows.Ids));
    }

    /// <summary>Gives the record that stays the values that were chosen from the one that goes.</summary>
    public void Take<T>(IReadOnlyList<MergeChoice<T>> choices, T source, T target, Guid targetId, Func<MergeChoice<T>, bool> isTaken)
    {
        foreach (var field in choices.Where(isTaken).SelectMany(choice => choice.Fields))
            Set(field, target, targetId, field.Read(source));
    }

    public void Set<T>(MergeField<T> field, T target, Guid targetId, string value)
    {
        var before = field.Read(target);
        if (before == value)
            return;
        field.Write(target, value);
        Memory.Fields.Add(new(typeof(T).Name, targetId, field.Key, before, value));
    }
}
