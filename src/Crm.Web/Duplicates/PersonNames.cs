using Crm.Relations;
using F23.StringSimilarity;

namespace Crm.Duplicates;

/// <summary>
/// How alike the names of two persons are, as Dutch people write them: with an initial, with the prefix in either field or left out,
/// with or without a married name, with a typing error, or with first and last name in each other's place.
/// </summary>
public static class PersonNames
{
    // One mistake in five letters.
    const double MistakesInLetters = 0.2;

    static readonly Damerau Typing = new();

    static readonly HashSet<string> Prefixes =
    [
        "aan", "af", "bij", "d", "da", "de", "den", "der", "des", "di", "do", "dos", "du", "het", "in", "la", "le", "les", "of", "onder", "op", "over", "s", "t", "te", "ten", "ter", "tot",
        "uijt", "uit", "van", "ver", "vom", "von", "voor", "zu", "zum", "zur",
    ];

    public static (Likeness First, Likeness Last) Compare(Person one, Person other) => IsTurnedAround(one, other)
        ? (Likeness.Same, Likeness.Similar)
        : (OfFirst(Plain(one.FirstName), Plain(other.FirstName)), OfLast(Telling(one), Telling(other)));

    static bool IsTurnedAround(Person one, Person other) =>
        Plain(one.FirstName) == Plain(other.LastName) && Plain(one.LastName) == Plain(other.FirstName) && Plain(one.FirstName) != Plain(one.LastName);

    /// <summary>"J." may be Jan, or another J.; no first name may be anyone.</summary>
    static Likeness OfFirst(string one, string other)
    {
        if (one == other && one.Length > 1)
            return Likeness.Same;
        var isInitial = one.Length <= 1 || other.Length <= 1;
        return isInitial && (one.Length == 0 || other.Length == 0 || one[0] == other[0]) ? Likeness.Similar : Likeness.Different;
    }

    static Likeness OfLast(IReadOnlyList<string> one, IReadOnlyList<string> other)
    {
        if (one.SequenceEqual(other))
            return Likeness.Same;
        var isMarriedName = one.All(other.Contains) || other.All(one.Contains);
        return isMarriedName || IsMistyped(Spelt(one), Spelt(other)) ? Likeness.Similar : Likeness.Different;
    }

    static bool IsMistyped(string one, string other) => Typing.Distance(one, other) <= Math.Max(one.Length, other.Length) * MistakesInLetters;

    static string Spelt(IEnumerable<string> words) => string.Concat(words).Replace("ij", "y", StringComparison.Ordinal);

    static string Plain(string name) => string.Concat(SearchName.AllWords(name));

    /// <summary>The words of the last name without its prefixes; all of them when there would be none left.</summary>
    static IReadOnlyList<string> Telling(Person person)
    {
        var all = SearchName.AllWords(person.LastName);
        var telling = all.Where(word => !Prefixes.Contains(word)).ToList();
        return telling.Count > 0 ? telling : all;
    }
}
