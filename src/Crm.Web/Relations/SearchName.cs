using System.Globalization;
using System.Text;

namespace Crm.Relations;

/// <summary>
/// A company's name reduced to what tells it apart, so that "Kaasmakerij Het Anker B.V." and "kaasmakerij het anker" are one name:
/// lower case, without legal form, accents and punctuation, "&amp;" as "en".
/// </summary>
public static class SearchName
{
    public const int MostTyped = 8;

    static readonly HashSet<string> LegalForms =
    [
        "bv", "nv", "vof", "cv", "ua", "ba", "wa", "stichting", "cooperatie", "cooperatief", "cooperatieve", "maatschap", "eenmanszaak", "vereniging",
        "fa", "firma", "gmbh", "ag", "kg", "ltd", "limited", "inc", "llc", "plc", "sa", "sarl", "srl", "bvba", "vzw", "io",
        "stg", "coop", "besloten", "naamloze", "commanditaire", "vennootschap",
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
        var all = Joined(AllWords(name));
        var telling = all.Where(word => !LegalForms.Contains(word)).Select(word => Abbreviations.GetValueOrDefault(word, word)).ToList();
        return telling.Count > 0 ? telling : all;
    }

    /// <summary>What someone typed to find something by, word by word; of a whole text that was pasted, the first eight.</summary>
    public static IReadOnlyList<string> Typed(string? text) =>
        [.. (text ?? "").ToLowerInvariant().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Distinct().Take(MostTyped)];

    /// <summary>The same, for relations: a legal form, in letters or as "b.v.", asks nothing beside other words, since none is kept of a name.</summary>
    public static IReadOnlyList<string> Asked(string text)
    {
        var all = AllWords(text);
        List<string> telling = [];
        for (var at = 0; at < all.Count;)
        {
            var letters = all.Skip(at).TakeWhile(word => word.Length == 1).ToList();
            List<string> together = letters.Count > 1 ? letters : [all[at]];
            at += together.Count;
            if (!LegalForms.Contains(string.Concat(together)))
                telling.AddRange(together);
        }
        return [.. (telling.Count > 0 ? telling : all).Distinct().Take(MostTyped)];
    }

    /// <summary>All words, legal form included, in plain lower-case letters and digits.</summary>
    public static IReadOnlyList<string> AllWords(string name)
    {
        var plain = new StringBuilder();
        foreach (var letter in name.ToLowerInvariant().Normalize(NormalizationForm.FormD))
            Append(plain, letter);
        return plain.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>"B V" is "bv", and "J P" is "jp".</summary>
    static List<string> Joined(IReadOnlyList<string> words)
    {
        List<string> joined = [];
        var isOpen = false;
        foreach (var word in words)
        {
            var isLetter = word.Length == 1 && char.IsAsciiLetter(word[0]);
            if (isLetter && isOpen)
                joined[^1] += word;
            else
                joined.Add(word);
            isOpen = isLetter;
        }
        return joined;
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
