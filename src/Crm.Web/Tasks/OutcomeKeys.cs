namespace Crm.Tasks;

/// <summary>A key for each answer: the first letter of its label that is still free.</summary>
public static class OutcomeKeys
{
    // Taken by the shell: go to, browse, new, cancel.
    const string Taken = "gjkn";

    public static IReadOnlyList<string> For(IReadOnlyList<TaskOutcome> outcomes)
    {
        var free = Enumerable.Range('a', 26).Select(letter => (char)letter).Except(Taken).ToHashSet();
        return [.. outcomes.Select(outcome => Take(outcome.Label.ToString(), free))];
    }

    static string Take(string label, HashSet<char> free)
    {
        var key = label.ToLowerInvariant().FirstOrDefault(free.Contains);
        if (key == default)
            key = free.Order().FirstOrDefault();
        free.Remove(key);
        return key == default ? "" : key.ToString();
    }
}
