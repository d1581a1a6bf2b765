using Crm.Dashboard.Bookkeeping;

namespace Crm.Dashboard.Figures;

/// <summary>Contact in one month.</summary>
public sealed record MonthHeld(int Month, int Number);

/// <summary>Open forecasts by how long ago somebody last had contact about them.</summary>
/// <param name="ToDays">Null with a start: longer ago than that. Null with a start of null: never.</param>
public sealed record Silence(int? FromDays, int? ToDays, Tally Tally);

/// <summary>How much contact there was, how, and by whom.</summary>
public sealed record ContactSummary(
    int Held, int HeldEarlier, int Planned, IReadOnlyList<Part> PerForm, IReadOnlyList<Part> PerEmployee, IReadOnlyList<MonthHeld> PerMonth, IReadOnlyList<MonthHeld> PerMonthEarlier,
    Tally WithoutNextAppointment, decimal? PerOpenForecast, IReadOnlyList<Silence> Silences, WinRate WithNextStep, WinRate WithoutNextStep);

/// <summary>Figures of contact moments that took place.</summary>
public static class ContactFigures
{
    static readonly int[] Days = [7, 14, 30, 60];

    /// <summary>What is to be left out of a count.</summary>
    public const int Nothing = -1;
    const int Months = 12;

    public static int Held(DashboardScope scope, int yearsEarlier)
    {
        var (first, end) = Period(scope, yearsEarlier);
        return scope.KeepsAllContact ? scope.Ledger.Pages.Sum(page => page.HeldBetween(first, end).Length) : Held(scope, yearsEarlier, (_, _) => 0).GetValueOrDefault(0);
    }

    /// <summary>Contact in the period, or in the same stretch of an earlier year, counted by a code or a month of each.</summary>
    public static Dictionary<int, int> Held(DashboardScope scope, int yearsEarlier, Func<Entry, Held, int> by) =>
        CountedBy(scope, yearsEarlier, [by])[0];

    /// <summary>
    /// Goes once past all contact that was held in the period, or in the same stretch of an earlier year, and counts it by several things. On all processors at once,
    /// and with loops instead of a query over them: there may be ten million.
    /// </summary>
    static Dictionary<int, int>[] CountedBy(DashboardScope scope, int yearsEarlier, params Func<Entry, Held, int>[] by)
    {
        var (first, end) = Period(scope, yearsEarlier);
        var most = Math.Max(scope.Codes.Count, Months);
        int[][] New() => [.. by.Select(_ => new int[most])];
        var total = New();
        Parallel.ForEach(scope.Ledger.Pages, New, (page, _, counts) =>
        {
            Count(scope, page, page.HeldBetween(first, end), by, counts);
            return counts;
        }, counts =>
        {
            lock (total)
            {
                foreach (var (at, count) in counts.Index())
                    total[at] = [.. total[at].Zip(count, (one, other) => one + other)];
            }
        });
        return [.. total.Select(counts => counts.Index().Where(count => count.Item > 0).ToDictionary(count => count.Index, count => count.Item))];
    }

    static void Count(DashboardScope scope, LedgerPage page, ReadOnlySpan<Held> held, Func<Entry, Held, int>[] by, int[][] counts)
    {
        var ofKind = scope.OfKind(page);
        foreach (ref readonly var contact in held)
        {
            if (!scope.KeepsContactOf(contact.Employee) || (ofKind is not null && !ofKind[contact.Place]))
                continue;
            var about = new Entry(page, contact.Place);
            for (var at = 0; at < by.Length; at++)
            {
                if (by[at](about, contact) is var key and not Nothing)
                    counts[at][key]++;
            }
        }
    }

    static (int First, int End) Period(DashboardScope scope, int yearsEarlier)
    {
        var (from, to) = scope.Earlier(yearsEarlier);
        var first = Bookkeeping.Held.MinuteOf(DashboardScope.StartOf(from));
        // A period that has not begun ends before it does.
        return (first, Math.Max(first, Bookkeeping.Held.MinuteOf(DashboardScope.EndOf(to))));
    }

    public static async Task<ContactSummary> SummaryAsync(DashboardScope scope, CancellationToken cancellationToken)
    {
        var (starts, startsEarlier) = (Starts(scope, 0), Starts(scope, 1));
        var held = CountedBy(scope, 0, (_, contact) => contact.Form, (_, contact) => contact.Employee, (_, contact) => MonthOf(contact.Minute, starts));
        var heldEarlier = Held(scope, 1, (_, contact) => MonthOf(contact.Minute, startsEarlier));
        var open = scope.Open.Total(() => new AboutOpen(scope), (about, line) => about.Add(line), (some, others) => some.Add(others));
        var closed = scope.Closed(scope.From, scope.To).OutcomesBy(line => line.Of.HasNextStep ? 1 : 0, 2);
        return new(
            held[0].Values.Sum(),
            heldEarlier.Values.Sum(),
            Planned(scope),
            await scope.NamedAsync(Tallies(held[0]), scope.FormNamesAsync, cancellationToken),
            await scope.NamedAsync(Tallies(held[1]), scope.EmployeeNamesAsync, cancellationToken),
            PerMonth(scope, 0, held[2]),
            PerMonth(scope, 1, heldEarlier),
            open.WithoutNextAppointment,
            open.PerForecast,
            open.Silences,
            closed[1],
            closed[0]);
    }

    /// <summary>Closed in the period, and somebody had planned the next contact ahead of it.</summary>
    public static Lines WithNextStep(DashboardScope scope) => scope.Closed(scope.From, scope.To).Where(line => line.Of.HasNextStep);

    public static Lines WithoutNextStep(DashboardScope scope) => scope.Closed(scope.From, scope.To).Where(line => !line.Of.HasNextStep);

    static int Planned(DashboardScope scope)
    {
        // What was planned on a past day may have been held since.
        return scope.OnEachPage(page => page.LastContact >= scope.Now, page => Planned(scope, page)).Sum();
    }

    static int Planned(DashboardScope scope, LedgerPage page)
    {
        var planned = 0;
        for (var place = 0; place < page.Count; place++)
        {
            var entry = new Entry(page, place);
            foreach (ref readonly var contact in entry.ContactsFrom(scope.Now))
                planned += scope.IsPlanned(contact) && scope.KeepsContact(contact.Employee, entry) ? 1 : 0;
        }
        return planned;
    }

    static IEnumerable<(int, Tally)> Tallies(Dictionary<int, int> counts) => counts.Select(count => (count.Key, new Tally(count.Value, count.Value)));

    /// <summary>Contact about open forecasts, told in one go past them.</summary>
    sealed class AboutOpen(DashboardScope scope)
    {
        readonly DateTime[] since = [.. Days.Select(days => scope.Now.AddDays(-days))];
        /// <summary>By the last time that somebody spoke about each: within so many days, longer ago, never.</summary>
        readonly Sum[] silent = new Sum[Days.Length + 2];
        Sum withoutNextAppointment;
        int number, held;

        public Tally WithoutNextAppointment => withoutNextAppointment.Tally;

        public decimal? PerForecast => number == 0 ? null : Math.Round((decimal)held / number, 1, MidpointRounding.AwayFromZero);

        public IReadOnlyList<Silence> Silences =>
        [
            .. Days.Select((days, index) => new Silence(index == 0 ? 0 : Days[index - 1] + 1, days, silent[index].Tally)),
            new(Days[^1] + 1, null, silent[Days.Length].Tally),
            new(null, null, silent[Days.Length + 1].Tally),
        ];

        public void Add(Line line)
        {
            var one = new Sum(line);
            number++;
            held += line.Of.HeldBefore(scope.Now);
            silent[line.Of.LastHeldBefore(scope.Now) is { } last ? Reached(last) : Days.Length + 1] += one;
            withoutNextAppointment += scope.HasNextAppointment(line) ? new() : one;
        }

        /// <summary>The first of the instants that lies no later; else how many there are.</summary>
        int Reached(DateTime last)
        {
            var place = 0;
            while (place < since.Length && last < since[place])
                place++;
            return place;
        }

        public AboutOpen Add(AboutOpen others)
        {
            silent.AddUp(others.silent);
            (withoutNextAppointment, number, held) = (withoutNextAppointment + others.withoutNextAppointment, number + others.number, held + others.held);
            return this;
        }
    }

    /// <summary>Of which somebody last spoke so many days ago; from nothing: never.</summary>
    public static IEnumerable<Line> Silent(DashboardScope scope, int? fromDays, int? toDays) => scope.Open.Where(line => line.Of.LastHeldBefore(scope.Now) is { } last
        ? fromDays is { } from && (from == 0 || last < scope.Now.AddDays(1 - from)) && (toDays is not { } to || last >= scope.Now.AddDays(-to))
        : fromDays is null);

    static IReadOnlyList<MonthHeld> PerMonth(DashboardScope scope, int yearsEarlier, Dictionary<int, int> held) =>
        [.. MonthsOf(scope, yearsEarlier).Select((month, index) => new MonthHeld(month.Month, held.GetValueOrDefault(index)))];

    /// <summary>The minute at which each month of the period begins; months are those of the Netherlands.</summary>
    static int[] Starts(DashboardScope scope, int yearsEarlier) => [.. MonthsOf(scope, yearsEarlier).Select(month => Bookkeeping.Held.MinuteOf(DashboardScope.StartOf(month)))];

    static IEnumerable<DateOnly> MonthsOf(DashboardScope scope, int yearsEarlier)
    {
        var (from, to) = scope.Earlier(yearsEarlier);
        for (var month = from; month <= to; month = month.AddMonths(1))
            yield return month;
    }

    static int MonthOf(int minute, int[] starts)
    {
        var month = starts.Length - 1;
        while (minute < starts[month])
            month--;
        return month;
    }
}
