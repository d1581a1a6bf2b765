using F23.StringSimilarity;

namespace Crm.Duplicates;

/// <summary>Whether two spellings can be one: a letter too many, too few, wrong, or two in each other's place. In a short word one mistake makes another word.</summary>
public static class TypingErrors
{
    const int ShortestWord = 4;
    const int LongWord = 7;

    static readonly OptimalStringAlignment Typing = new();

    /// <summary>At most one mistake.</summary>
    public static bool AreOne(string one, string other) => Are(one, other, 1);

    /// <summary>Two mistakes in a long word, one in a shorter one.</summary>
    public static bool AreMany(string one, string other) => Are(one, other, Math.Min(one.Length, other.Length) >= LongWord ? 2 : 1);

    /// <summary>As many as one believes where other evidence says that they are one.</summary>
    public static bool AreAny(string one, string other) => Are(one, other, Math.Min(one.Length, other.Length) switch { < 5 => 1, < 12 => 2, _ => 3 }, shortest: 3);

    /// <summary>One wrong digit, or two in each other's place.</summary>
    public static bool InNumber(string one, string other) => one.Length == other.Length && DifferentDigits(one, other) <= 2 && Typing.Distance(one, other) <= 1;

    static int DifferentDigits(string one, string other)
    {
        var different = 0;
        for (var place = 0; place < one.Length; place++)
            different += one[place] == other[place] ? 0 : 1;
        return different;
    }

    static bool Are(string one, string other, int most, int shortest = ShortestWord) =>
        Math.Abs(one.Length - other.Length) <= most
        && Math.Min(one.Length, other.Length) >= shortest
        && System.Numerics.BitOperations.PopCount(Letters(one) ^ Letters(other)) <= 2 * most
        && !one.Any(char.IsAsciiDigit) && !other.Any(char.IsAsciiDigit)
        && Typing.Distance(one, other) <= most;

    /// <summary>Each mistake adds or takes away two letters at most, which is seen at once.</summary>
    static uint Letters(string word)
    {
        var letters = 0u;
        foreach (var letter in word)
            letters |= 1u << (letter & 31);
        return letters;
    }
}
