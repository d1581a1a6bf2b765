using System.Text.RegularExpressions;

namespace Crm.Studio;

/// <summary>Names from code and definitions as a person would write them.</summary>
public static partial class Spoken
{
    /// <summary>"MatchFirst", "contact-moment" → "Match first", "Contact moment".</summary>
    public static string Sentence(string name)
    {
        var words = Humps().Replace(name, " ").Replace('-', ' ').ToLowerInvariant();
        return words.Length == 0 ? name : char.ToUpperInvariant(words[0]) + words[1..];
    }

    [GeneratedRegex("(?<=[a-z0-9])(?=[A-Z])")]
    private static partial Regex Humps();
}
