using System.Globalization;
using System.Text;

namespace Crm.Relations;

/// <summary>
/// A company's name reduced to what tells it apart, so that "Kaasmakerij Het Anker B.V." and "kaasmakerij het anker" are one name:
/// lower case, without legal form, accents and punctuation, "&amp;" as "en".
/// </summary>
public static class SearchName
{
    static readonly HashSet<string> LegalForms =
    [
        "bv", "nv", "vof", "cv", "ua", "ba", "wa", "stichting", "cooperatie", "cooperatief", "cooperatieve", "maatschap", "eenmanszaak", "vereniging",
        "fa", "firma", "gmbh", "ag", "kg", "ltd", "limited", "inc", "llc", "plc", "sa", "sarl", "srl", "bvba", "vzw", "io",
    ];

    static readonly Dictionary<string, string> Abbreviations = new()
    {
        ["zn"] = "zonen", ["zoon"] = "zonen", ["gebr"] = "gebroeders", ["mij"] = "maatschappij", ["ned"] = "nederland", ["int"] = "international",
        ["internationaal"] = "international", ["and"] = "en", ["und"] = "en",
    };

    // What .NET's decomposition leaves whole.
    static readonly Dictionary<char, string> Undecomposed = new()
    {
        ['ß'] = "ss", ['æ'] = "ae", ['œ'] = "oe", ['ø'] = "o", ['đ'] = "d", ['ł'] = "l", ['ı'] = "i", ['ĳ'] = "ij", ['&'] = " en ", ['+'] = " en ",
    };

    public static string Of(string name) => string.Join(' ', Words(name));

    /// <summary>The words that tell the company apart; all of them when there would be none left.</summary>
    public static IReadOnlyList<string> Words(string name)
    {
        var all = AllWords(name);
        var telling = all.Where(word => !LegalForms.Contains(word)).Select(word => Abbreviations.GetValueOrDefault(word, word)).ToList();
        return telling.Count > 0 ? telling : all;
    }

    /// <summary>All words, legal form included, in plain lower-case letters and digits.</summary>
    public static IReadOnlyList<string> AllWords(string name)
    {
        var plain = new StringBuilder();
        foreach (var letter in name.ToLowerInvariant().Normalize(NormalizationForm.FormD))
            Append(plain, letter);
        return plain.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>How a word sounds, roughly: its consonants, so that most typing errors fall away.</summary>
    public static string Sound(string word)
    {
        var sound = new StringBuilder();
        foreach (var letter in word.Replace("ph", "f", StringComparison.Ordinal).Replace("ck", "k", StringComparison.Ordinal).Replace("ij", "y", StringComparison.Ordinal))
        {
            var heard = letter switch { 'c' or 'q' => 'k', 'z' => 's', 'v' => 'f', 'd' => 't', _ => letter };
            if (!"aeiouy".Contains(heard, StringComparison.Ordinal) && (sound.Length == 0 || sound[^1] != heard))
                sound.Append(heard);
        }
        return sound.ToString();
    }

    static void Append(StringBuilder plain, char letter)
    {
        if (char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter))
            plain.Append(letter);
        else if (Undecomposed.TryGetValue(letter, out var replacement))
            plain.Append(replacement);
        // Accents and the points of "B.V." vanish; anything else ends the word.
        else if (CharUnicodeInfo.GetUnicodeCategory(letter) != UnicodeCategory.NonSpacingMark && letter is not ('.' or '\'' or '’' or '`'))
            plain.Append(' ');
    }
}
