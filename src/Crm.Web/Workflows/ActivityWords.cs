using System.Collections.Frozen;
using System.Text.Json;

namespace Crm.Workflows;

/// <summary>
/// What activities, their inputs and outcomes are called, in the reader's language. The English stands with each activity; the Dutch of all of it is one file, where it can be
/// read as a whole. Only what is shown is translated: definitions hold type names, which are the same everywhere.
/// </summary>
public static class ActivityWords
{
    static readonly FrozenDictionary<string, string> Dutch = Read();

    /// <summary>The text itself when it has no Dutch, e.g. the name of a protocol.</summary>
    public static string Say(string english) => Words.Say(Dutch.GetValueOrDefault(english, english), english);

    static FrozenDictionary<string, string> Read()
    {
        using var file = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "Workflows", "activities.nl.json"));
        return JsonSerializer.Deserialize<Dictionary<string, string>>(file)!.ToFrozenDictionary();
    }
}
