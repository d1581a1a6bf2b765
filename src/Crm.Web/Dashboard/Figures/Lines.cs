using System.Collections;
using System.Collections.Concurrent;
using Crm.Dashboard.Bookkeeping;

namespace Crm.Dashboard.Figures;

/// <summary>
/// The lines that figures are told of. They are kept nowhere: whoever asks goes past them page by page, on all processors at once, and adds up on the way. There may be
/// hundreds of thousands, so figures of the same lines go past them together.
/// </summary>
public sealed class Lines(LedgerPage[] pages, Action<LedgerPage, Action<Line>> walk) : IEnumerable<Line>
{
    /// <summary>So few are added up before another processor has begun.</summary>
    const int FewPages = 8;

    public Lines Where(Func<Line, bool> also) => new(pages, (page, take) => walk(page, line =>
    {
        if (also(line))
            take(line);
    }));

    /// <summary>One total of all, from several that are added up at once.</summary>
    public T Total<T>(Func<T> start, Action<T, Line> add, Func<T, T, T> together)
    {
        return pages.Length < FewPages
            ? pages.Aggregate(start(), Added)
            // A few at a time, to whoever is ready for more: most of what is told stands on the last pages.
            : Partitioner.Create(pages, loadBalance: true).AsParallel().Aggregate(start, Added, together, total => total);

        T Added(T total, LedgerPage page)
        {
            walk(page, line => add(total, line));
            return total;
        }
    }

    /// <summary>Added up for each code or day that they are divided by.</summary>
    public Dictionary<int, Sum> SumsBy(Func<Line, int> by) => Total(() => new Dictionary<int, Sum>(), (sums, line) => sums.AddUp(by(line), new(line)), (sums, others) => sums.AddUp(others));

    /// <summary>What became of those that are closed, by a code that they are divided by.</summary>
    public Outcomes OutcomesBy(Func<Line, int> by, int codes) => Total(() => new Outcomes(codes), (outcomes, line) => outcomes.Add(by(line), line.IsScored, new(line)), (some, others) => some.Add(others));

    public Sum Sum() => SumsBy(_ => 0).GetValueOrDefault(0);

    public Tally Tally() => Sum().Tally;

    public IEnumerator<Line> GetEnumerator() => pages.AsParallel().AsOrdered().SelectMany(LinesOn).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    List<Line> LinesOn(LedgerPage page)
    {
        List<Line> lines = [];
        walk(page, lines.Add);
        return lines;
    }
}
