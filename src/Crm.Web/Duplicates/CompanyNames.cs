using Crm.Relations;

namespace Crm.Duplicates;

/// <summary>Lays two company names beside each other, word by word.</summary>
public static class CompanyNames
{
    public static NameLikeness Best(IReadOnlyList<CompanyName> some, IReadOnlyList<CompanyName> others)
    {
        var best = NameLikeness.Different;
        foreach (var one in some)
        {
            foreach (var other in others)
                best = Compare(one, other) is var likeness && likeness > best ? likeness : best;
        }
        return best;
    }

    public static NameLikeness Compare(CompanyName one, CompanyName other)
    {
        if (one.Plain.Length == 0 || other.Plain.Length == 0)
            return NameLikeness.Different;
        if (one.Plain == other.Plain)
            return NameLikeness.Same;
        if (one.Sorted == other.Sorted || one.Run == other.Run || one.Whole == other.Whole)
            return NameLikeness.Turned;
        if (!HaveOtherInitials(one, other) && (TypingErrors.AreOne(one.Whole, other.Whole) || TypingErrors.AreOne(one.Run, other.Run)))
            return NameLikeness.Misspelt;
        var (shorter, longer) = one.Words.Count <= other.Words.Count ? (one, other) : (other, one);
        var likeness = WordByWord(shorter, longer);
        return likeness == NameLikeness.Different && GarbledNames.AreOne(shorter, longer) ? NameLikeness.Garbled : likeness;
    }

    static NameLikeness WordByWord(CompanyName shorter, CompanyName longer)
    {
        var left = new List<string>(longer.Words);
        var (hasLost, isToldApart) = (false, false);
        foreach (var word in shorter.Words)
        {
            var partner = left.FindIndex(other => other == word) is >= 0 and var same ? same : left.FindIndex(other => IsOneWord(shorter, word, longer, other));
            if (partner < 0 && !NameWords.IsInitials(word))
                return NameLikeness.Different;
            hasLost |= partner < 0;
            if (partner < 0)
                continue;
            isToldApart |= !NameWords.IsTrade(left[partner]);
            left.RemoveAt(partner);
        }
        if (!isToldApart || left.Any(NameWords.IsAnother) || (hasLost && left.Any(NameWords.IsInitials)))
            return NameLikeness.Different;
        if (left.All(word => NameWords.IsInitials(word) || shorter.IsTown(word) || longer.IsTown(word) || NameWords.IsMisspeltForm(word)))
            return NameLikeness.Misspelt;
        return shorter.Words.Count == 1 ? NameLikeness.Word : NameLikeness.Part;
    }

    /// <summary>"J. Jansen" and "P. Jansen" are one letter apart, and two.</summary>
    static bool HaveOtherInitials(CompanyName one, CompanyName other) => Initials(one) is { Length: > 0 } ours && Initials(other) is { Length: > 0 } theirs && ours != theirs;

    static string Initials(CompanyName name) => string.Concat(name.Words.Where(NameWords.IsInitials));

    static bool IsOneWord(CompanyName one, string word, CompanyName other, string otherWord) =>
        (one.IsCut(word) && otherWord.StartsWith(word, StringComparison.Ordinal)) || (other.IsCut(otherWord) && word.StartsWith(otherWord, StringComparison.Ordinal)) || TypingErrors.AreMany(word, otherWord);
}
