using Crm.Relations;

namespace Crm.Duplicates;

/// <summary>Whether two names that differ can be one all the same, for where other evidence says so: mistakes in each word, or a space too many.</summary>
public static class GarbledNames
{
    public static bool AreOne(CompanyName shorter, CompanyName longer)
    {
        if (!shorter.Words.Where(NameWords.IsAnother).Order().SequenceEqual(longer.Words.Where(NameWords.IsAnother).Order()))
            return false;
        if (shorter.Words.Count == longer.Words.Count)
            return AreOne(shorter, longer, longer.Words);
        return TypingErrors.AreAny(shorter.Whole, longer.Whole) || (shorter.Words.Count + 1 == longer.Words.Count && WithTwoJoined(longer.Words).Any(words => AreOne(shorter, longer, words)));
    }

    static IEnumerable<IReadOnlyList<string>> WithTwoJoined(IReadOnlyList<string> words) =>
        Enumerable.Range(0, words.Count - 1).Select(at => (IReadOnlyList<string>)[.. words.Take(at), words[at] + words[at + 1], .. words.Skip(at + 2)]);

    static bool AreOne(CompanyName one, CompanyName other, IReadOnlyList<string> otherWords)
    {
        var left = new List<string>(otherWords);
        foreach (var word in one.Words)
        {
            var partner = left.FindIndex(otherWord => word == otherWord || IsOneWord(one, word, other, otherWord));
            if (partner < 0)
                return false;
            left.RemoveAt(partner);
        }
        return true;
    }

    static bool IsOneWord(CompanyName one, string word, CompanyName other, string otherWord) =>
        TypingErrors.AreAny(word, otherWord) || (one.IsCut(word) && IsCutFrom(word, otherWord)) || (other.IsCut(otherWord) && IsCutFrom(otherWord, word));

    static bool IsCutFrom(string cut, string word) => word.Length > cut.Length && (word.StartsWith(cut, StringComparison.Ordinal) || TypingErrors.AreOne(cut, word[..cut.Length]));
}
