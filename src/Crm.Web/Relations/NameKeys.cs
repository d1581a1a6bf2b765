namespace Crm.Relations;

/// <summary>
/// Keys by which a name is found again in its town though it was misspelt. Of a name cut in three pieces two mistakes leave one whole
/// (Pass-Join: Li, Deng, Wang and Feng, 2011), so whoever asks for each piece at each place where two mistakes can have moved it to, finds it.
/// A name with words left out or cut off is found by the beginnings of two of its words.
/// </summary>
public static class NameKeys
{
    public const int Mistakes = 2;

    const int Pieces = Mistakes + 1;
    const int ShortestName = 4;
    const int Beginning = 3;
    const int MostWords = 4;

    public static IEnumerable<string> Kept(CompanyName name, string town) => town.Length == 0
        ? []
        : name.Sorted.Length < ShortestName ? Pairs(name, town) : Cuts(name.Sorted.Length).Select((cut, piece) => Key(town, name.Sorted.Length, piece, name.Sorted.Substring(cut.Start, cut.Length))).Concat(Pairs(name, town));

    public static IEnumerable<string> Asked(CompanyName name, string town) => town.Length == 0
        ? []
        : Enumerable.Range(name.Sorted.Length - Mistakes, 2 * Mistakes + 1).Where(length => length >= ShortestName).SelectMany(length => PiecesOf(name.Sorted, length, town)).Concat(Pairs(name, town)).Distinct();

    /// <summary>The pieces that a name of that length would have, wherever they may stand in this one.</summary>
    static IEnumerable<string> PiecesOf(string name, int length, string town) =>
        from cut in Cuts(length).Select((cut, piece) => (cut.Start, cut.Length, Piece: piece))
        from start in Enumerable.Range(cut.Start - Mistakes, 2 * Mistakes + 1)
        where start >= 0 && start + cut.Length <= name.Length && CanHaveMoved(cut.Piece, start - cut.Start, name.Length - length)
        select Key(town, length, cut.Piece, name.Substring(start, cut.Length));

    /// <summary>The mistakes before the piece and those behind it are two together, and the first piece that is whole has a mistake in each before it.</summary>
    static bool CanHaveMoved(int piece, int moved, int longer) => Math.Abs(moved) <= piece && Math.Abs(longer - moved) <= Mistakes - piece;

    static IEnumerable<(int Start, int Length)> Cuts(int length)
    {
        for (var (piece, start) = (0, 0); piece < Pieces; piece++)
        {
            var part = (length + piece) / Pieces;
            yield return (start, part);
            start += part;
        }
    }

    static IEnumerable<string> Pairs(CompanyName name, string town)
    {
        var beginnings = name.Words.Where(word => word.Length >= Beginning).Select(word => word[..Beginning]).Distinct().Order(StringComparer.Ordinal).Take(MostWords).ToList();
        return from first in beginnings
               from second in beginnings
               where string.CompareOrdinal(first, second) < 0
               select $"two:{town}:{first}{second}";
    }

    static string Key(string town, int length, int piece, string text) => $"in:{town}:{length}.{piece}:{text}";
}
