using System.Text.RegularExpressions;

namespace Crm.Relations;

/// <summary>A company's name as it is looked up and laid beside another: without legal form, and without the little words that people leave out.</summary>
public sealed partial class CompanyName
{
    static readonly HashSet<string> Little =
        ["de", "het", "een", "en", "van", "der", "den", "des", "d", "t", "s", "te", "ter", "ten", "in", "op", "aan", "voor", "bij", "onder"];

    static readonly HashSet<string> None = [];

    readonly HashSet<string> cut;
    readonly IReadOnlyList<string> towns;

    /// <param name="town">People put it behind a name or leave it out.</param>
    public CompanyName(string name, string town = "")
    {
        var words = SearchName.Words(name);
        cut = name.Contains('.', StringComparison.Ordinal) ? [.. CutWord().Matches(name).SelectMany(match => SearchName.Words(match.Value))] : None;
        towns = SearchName.AllWords(town);
        var telling = words.Where(word => !Little.Contains(word) || cut.Contains(word)).ToList();
        if (telling.Count > towns.Count)
            telling.RemoveAll(towns.Contains);
        Words = telling.Count > 0 ? telling : words;
        Plain = string.Join(' ', words);
        Whole = string.Concat(words);
        Run = string.Concat(Words);
        Sorted = string.Concat(Words.Order(StringComparer.Ordinal));
    }

    /// <summary>With the little words.</summary>
    public string Plain { get; }

    /// <summary>The same without spaces, so that a space or a hyphen more or less is nothing.</summary>
    public string Whole { get; }

    /// <summary>What tells it apart.</summary>
    public IReadOnlyList<string> Words { get; }

    /// <summary>These as one word.</summary>
    public string Run { get; }

    /// <summary>The same in the order of the alphabet: people turn words around.</summary>
    public string Sorted { get; }

    public bool IsTown(string word) => towns.Contains(word);

    /// <summary>"Bouwbedr." stands for a longer word.</summary>
    public bool IsCut(string word) => cut.Contains(word);

    [GeneratedRegex(@"\p{L}{3,}(?=\.(\W|$))")]
    private static partial Regex CutWord();
}
