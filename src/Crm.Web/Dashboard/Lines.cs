using System.Collections;
using System.Runtime.InteropServices;
using Crm.Dashboard.Bookkeeping;

namespace Crm.Dashboard;

/// <summary>What a view looks at of the forecasts, page by page, so that all processors add it up at once: there may be hundreds of thousands.</summary>
/// <param name="keeps">Which of them count; null: all.</param>
public sealed class Lines(IReadOnlyList<List<Line>> pages, Func<Line, bool>? keeps = null) : IEnumerable<Line>
{
    /// <summary>So few are added up before another processor has begun.</summary>
    const int FewPages = 8;

    public Lines Where(Func<Line, bool> also) => new(pages, keeps is { } before ? line => before(line) && also(line) : also);

    /// <summary>One total of all, from several that are added up at once.</summary>
    public T Total<T>(Func<T> start, Action<T, Line> add, Func<T, T, T> together) => pages.Count < FewPages
        ? pages.Aggregate(start(), (total, page) => Added(total, page, add))
        : pages.AsParallel().Aggregate(start, (total, page) => Added(total, page, add), together, total => total);

    /// <summary>Added up for each code or day that they are divided by.</summary>
    public Dictionary<int, Sum> SumsBy(Func<Line, int> by) => Total(() => new Dictionary<int, Sum>(), (sums, line) => CollectionsMarshal.GetValueRefOrAddDefault(sums, by(line), out _) += line, Tallying.Together);

    public Sum Sum() => Total(() => new Sum[1], (sum, line) => sum[0] += line, (sum, other) =>
    {
        sum[0] += other[0];
        return sum;
    })[0];

    public Tally Tally() => Sum().Tally;

    T Added<T>(T total, List<Line> page, Action<T, Line> add)
    {
        foreach (var line in CollectionsMarshal.AsSpan(page))
        {
            if (keeps is null || keeps(line))
                add(total, line);
        }
        return total;
    }

    public IEnumerator<Line> GetEnumerator() => pages.SelectMany(page => page).Where(line => keeps is null || keeps(line)).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
