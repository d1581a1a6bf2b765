using Crm.Dashboard.Bookkeeping;

namespace Crm.Dashboard;

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

    public static int Held(DashboardScope scope, int yearsEarlier) => Held(scope, yearsEarlier, (_, _) => 0).GetValueOrDefault(0);

    /// <summary>Contact in the period, or in the same stretch of an earlier year, counted by a code or a month of each.</summary>
    public static Dictionary<int, int> Held(DashboardScope scope, int yearsEarlier, Func<Entry, Held, int> by)
    {
        var (from, to) = scope.Earlier(yearsEarlier);
        var first = Bookkeeping.Held.MinuteOf(DashboardScope.StartOf(from));
        // A period that has not begun ends before it does.
        var end = Math.Max(first, Bookkeeping.Held.MinuteOf(DashboardScope.EndOf(to)));
        var counts = new int[Math.Max(scope.Codes.Count, Months)];
        // Loops, and not a query over them: there may be ten million.
        foreach (var page in scope.Ledger.Pages)
        {
            foreach (ref readonly var contact in page.HeldBetween(first, end))
            {
                var about = page.Entries[contact.Place];
                if (scope.KeepsContact(contact.Employee, about) && by(about, contact) is var key and not Nothing)
                    counts[key]++;
            }
        }
        return counts.Index().Where(count => count.Item > 0).ToDictionary(count => count.Index, count => count.Item);
    }

    public static async Task<ContactSummary> SummaryAsync(DashboardScope scope, CancellationToken cancellationToken)
    {
        var (perForm, perMonth, perMonthEarlier) = (Held(scope, 0, (_, contact) => contact.Form), PerMonth(scope, 0), PerMonth(scope, 1));
        var aboutOpen = scope.Open.Sum(line => line.Of.Contacts.Count(contact => contact.WasHeldBefore(scope.Now)));
        return new(
            perForm.Values.Sum(),
            perMonthEarlier.Sum(month => month.Number),
            Planned(scope),
            await scope.NamedAsync(Counted(perForm), scope.FormNamesAsync, cancellationToken),
            await scope.NamedAsync(Counted(Held(scope, 0, (_, contact) => contact.Employee)), scope.EmployeeNamesAsync, cancellationToken),
            perMonth,
            perMonthEarlier,
            scope.WithoutNextAppointment.Tally(),
            scope.Open.Count == 0 ? null : Math.Round((decimal)aboutOpen / scope.Open.Count, 1, MidpointRounding.AwayFromZero),
            Silences(scope),
            WinRateOf([.. WithNextStep(scope)]),
            WinRateOf([.. WithoutNextStep(scope)]));
    }

    /// <summary>Closed in the period, and somebody had planned the next contact ahead of it.</summary>
    public static IEnumerable<Line> WithNextStep(DashboardScope scope) => scope.Closed(scope.From, scope.To).Where(HasNextStep);

    public static IEnumerable<Line> WithoutNextStep(DashboardScope scope) => scope.Closed(scope.From, scope.To).Where(line => !HasNextStep(line));

    static bool HasNextStep(Line line) => line.Of.HasNextStep;

    static int Planned(DashboardScope scope)
    {
        var pages = scope.Ledger.Pages.Where(page => page.LastContact >= scope.Now);
        // What was planned on a past day may have been held since.
        var contacts = scope.View.On is null ? pages.SelectMany(page => page.Planned) : pages.SelectMany(page => page.Entries).SelectMany(entry => entry.Contacts, (entry, contact) => (Entry: entry, Contact: contact));
        return contacts.Count(one => scope.IsPlanned(one.Contact) && scope.KeepsContact(one.Contact.Employee, one.Entry));
    }

    static WinRate WinRateOf(IReadOnlyList<Line> closed) => new(closed.Where(line => line.IsScored).Tally(), closed.Where(line => !line.IsScored).Tally());

    static IEnumerable<(int, Tally)> Counted(Dictionary<int, int> counts) => counts.Select(count => (count.Key, new Tally(count.Value, count.Value)));

    /// <summary>By the last time that somebody spoke about each.</summary>
    static IReadOnlyList<Silence> Silences(DashboardScope scope)
    {
        var since = Days.Select(days => scope.Now.AddDays(-days)).ToList();
        var silent = scope.Open.ToLookup(line => LastHeld(scope, line) is { } last ? since.FindIndex(start => last >= start) : Days.Length);
        return
        [
            .. Days.Select((days, index) => new Silence(index == 0 ? 0 : Days[index - 1] + 1, days, silent[index].Tally())),
            new(Days[^1] + 1, null, silent[Nothing].Tally()),
            new(null, null, silent[Days.Length].Tally()),
        ];
    }

    /// <summary>Of which somebody last spoke so many days ago; from nothing: never.</summary>
    public static IEnumerable<Line> Silent(DashboardScope scope, int? fromDays, int? toDays) => scope.Open.Where(line => LastHeld(scope, line) is { } last
        ? fromDays is { } from && (from == 0 || last < scope.Now.AddDays(1 - from)) && (toDays is not { } to || last >= scope.Now.AddDays(-to))
        : fromDays is null);

    static DateTime? LastHeld(DashboardScope scope, Line line)
    {
        var place = Array.FindLastIndex(line.Of.Contacts, contact => contact.WasHeldBefore(scope.Now));
        return place < 0 ? null : line.Of.Contacts[place].At;
    }

    static IReadOnlyList<MonthHeld> PerMonth(DashboardScope scope, int yearsEarlier)
    {
        var (from, to) = scope.Earlier(yearsEarlier);
        List<DateOnly> months = [];
        for (var month = from; month <= to; month = month.AddMonths(1))
            months.Add(month);
        // Months are those of the Netherlands.
        int[] starts = [.. months.Select(month => Bookkeeping.Held.MinuteOf(DashboardScope.StartOf(month)))];
        var held = Held(scope, yearsEarlier, (_, contact) => MonthOf(contact.Minute, starts));
        return [.. months.Select((month, index) => new MonthHeld(month.Month, held.GetValueOrDefault(index)))];
    }

    static int MonthOf(int minute, int[] starts)
    {
        var month = starts.Length - 1;
        while (minute < starts[month])
            month--;
        return month;
    }
}
