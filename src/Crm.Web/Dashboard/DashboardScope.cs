using Crm.Dashboard.Bookkeeping;
using Crm.Dashboard.Figures;
using Crm.Data;
using Crm.Forecasts;
using Crm.Users;

namespace Crm.Dashboard;

/// <summary>
/// What a view looks at and its reader may see. Every figure and the list behind it start here, so that they cannot disagree.
/// The running year goes up to today, an earlier one to its end; what is open is as it is now, or as it was on the day that was asked for.
/// </summary>
public sealed class DashboardScope
{
    readonly Actor reader;
    readonly TimeProvider clock;
    readonly bool countsShares;
    readonly bool[]? seen;
    readonly int group;
    readonly int campaign;
    readonly int source;

    /// <param name="people">Those whose figures count; null is everybody.</param>
    /// <param name="countsShares">Whoever a forecast is shared with has a part of it: for figures per employee. A view of one employee does so by itself.</param>
    DashboardScope(CrmDbContext db, Ledger ledger, DashboardView view, Actor reader, TimeProvider clock, IReadOnlyList<Guid>? people, bool countsShares)
    {
        (Db, Ledger, View, this.reader, this.clock, People) = (db, ledger, view, reader, clock, people);
        this.countsShares = countsShares || view.EmployeeId is not null || reader.Narrowed(view.Whose) == Whose.Mine;
        (Today, Now) = view.On is { } on ? (on, EndOf(on)) : (clock.Today(), clock.UtcNow());
        CodeCount = ledger.Codes.Count;
        (From, Last) = (new(view.Year, view.FirstMonth, 1), new DateOnly(view.Year, view.LastMonth, 1).AddMonths(1).AddDays(-1));
        (Start, End) = (StartOf(From), EndOf(To));
        (group, campaign, source) = (ledger.Codes.Find(view.GroupId), ledger.Codes.Find(view.CampaignId), ledger.Codes.Find(view.SourceId));
        seen = people is null ? null : CodesOf(people);
    }

    public static async Task<DashboardScope> ReadAsync(
        CrmDbContext db, Ledger ledger, DashboardView view, Actor reader, TimeProvider clock, CancellationToken cancellationToken, bool countsShares = false) =>
        new(db, ledger, view, reader, clock, PeopleOf(db, view, reader) is { } people ? await people.ToListAsync(cancellationToken) : null, countsShares);

    public CrmDbContext Db { get; }
    public Ledger Ledger { get; }
    public Codes Codes => Ledger.Codes;
    /// <summary>Room for each code in the ledger. More may be given out while a view is read, of which nothing stands in it.</summary>
    public int CodeCount { get; }
    public DashboardView View { get; }
    public IReadOnlyList<Guid>? People { get; }
    /// <summary>The day that is looked at as if it were today.</summary>
    public DateOnly Today { get; }
    public DateTime Now { get; }
    public DateOnly From { get; }
    /// <summary>The last day of the period, whether it has come or not.</summary>
    public DateOnly Last { get; }
    public DateOnly To => Last < Today ? Last : Today;
    /// <summary>The instants at which the period begins and, as far as it has come, ends.</summary>
    public DateTime Start { get; }
    public DateTime End { get; }

    /// <summary>The same stretch of an earlier year; the end of a month stays the end of that month.</summary>
    public (DateOnly From, DateOnly To) Earlier(int years) => (From.AddYears(-years), IsEndOfMonth ? To.AddDays(1).AddYears(-years).AddDays(-1) : To.AddYears(-years));

    public bool IsEndOfMonth => To.AddDays(1).Day == 1;

    /// <summary>Just before which everything is looked at; on no past day there is no end to it.</summary>
    public DateTime Until => View.On is null ? DateTime.MaxValue : Now;

    public static DateTime StartOf(DateOnly day) => Clock.Utc(day, TimeOnly.MinValue);

    public static DateTime EndOf(DateOnly day) => StartOf(day.AddDays(1));

    /// <summary>Those whose figures count; null is everybody.</summary>
    public static IQueryable<Guid>? PeopleOf(CrmDbContext db, DashboardView view, Actor reader)
    {
        // Whose was asked for, or less when this reader may see less.
        var whose = reader.Narrowed(view.Whose);
        var people = db.Users.AsNoTracking();
        if (view.EmployeeId is { } employee)
            people = people.Where(u => u.Id == employee);
        if (view.DepartmentId is { } department)
            people = people.Where(u => u.DepartmentId == department);
        if (whose == Whose.Mine)
            people = people.Where(u => u.Id == reader.UserId);
        if (whose == Whose.Team)
            people = people.Where(u => db.TeamOf(reader).Contains(u.Id));
        return view.EmployeeId is null && view.DepartmentId is null && whose == Whose.All ? null : people.Select(u => u.Id);
    }

    /// <summary>The same, with everyone's part in what is shared. Together these are more than the whole: the main responsible counts for all of it.</summary>
    public DashboardScope PerEmployee => countsShares ? this : field ??= new(Db, Ledger, View, reader, clock, People, countsShares: true);

    /// <summary>A forecast at the moment that is looked at, whoever it belonged to: to look up where it went.</summary>
    public Line? At(Entry entry) => entry.Before(Until);

    /// <summary>What the view keeps of a forecast: all of it, a part, or nothing. There is one answer, but in figures per employee.</summary>
    public Line? Kept(Line line)
    {
        if (Keeps(line))
            return line;
        if (!countsShares)
            return null;
        // Not the first or default: there is no line that stands for none.
        foreach (var part in line.Parts.Where(Keeps))
            return part;
        return null;
    }

    /// <summary>The figures of this view, and not only those per employee.</summary>
    public bool Counts(Line line) => countsShares || !line.IsPart;

    bool Keeps(Line line) => (seen is null || seen[line.Responsible]) && IsOfKind(line);

    bool IsOfKind(Line line) => (group == 0 || line.Group == group) && (campaign == 0 || line.Campaign == campaign) && (source == 0 || line.Source == source);

    /// <summary>0: nothing that is in the ledger ever stood in it.</summary>
    public int CodeOf(ForecastStatus status) => Codes.Find(status.Id) is > 0 and var code && code < CodeCount ? code : 0;

    /// <summary>A question about a forecast: whether what a column says of it lies between two values.</summary>
    sealed record Question(Func<LedgerPage, long[]> Column, long From, long To, Func<Line, bool> Of);

    static readonly Question IsOpen = new(page => page.ClosedOn, LedgerPage.Open, LedgerPage.Open, line => line.IsOpen);

    /// <summary>Works something out for each of some pages, on all processors at once; in the order of the pages.</summary>
    public T[] OnEachPage<T>(Func<LedgerPage, bool> on, Func<LedgerPage, T> work) => [.. Ledger.Pages.Where(on).AsParallel().AsOrdered().Select(work)];

    /// <summary>What the view keeps of the forecasts on some pages, just before an instant.</summary>
    Lines Find(Func<LedgerPage, bool> on, DateTime before, Question question) => new([.. Ledger.Pages.Where(on)], (page, take) => Walk(page, before, question, take));

    /// <summary>A loop, and not a query over them: there may be a million.</summary>
    void Walk(LedgerPage page, DateTime before, Question question, Action<Line> take)
    {
        var (since, column, lines) = (page.Since, question.Column(page), page.Lines);
        for (var place = 0; place < page.Count; place++)
        {
            if (since[place] >= before.Ticks)
            {
                if (new Entry(page, place).Before(before) is { } was && question.Of(was))
                    Keep(was, take);
            }
            else if (column[place] >= question.From && column[place] <= question.To)
                Keep(new(lines, place), take);
        }
    }

    void Keep(Line line, Action<Line> take)
    {
        if (Keeps(line))
            take(line);
        if (!countsShares || !line.IsShared)
            return;
        foreach (var part in line.Parts.Where(Keeps))
            take(part);
    }

    /// <summary>On a past day: a page that cannot be judged by how its forecasts are now.</summary>
    bool HasChanged(LedgerPage page) => View.On is not null && page.LastChange >= Now;

    public Lines Open => Find(page => page.HasOpen || HasChanged(page), Until, IsOpen);

    /// <summary>When the period began.</summary>
    public Lines OpenAtStart => Find(page => page.HasOpen || page.LastChange >= Start, Start, IsOpen);

    /// <summary>Begun in the period: created is the start date.</summary>
    public Lines Created => Find(
        page => page.LastStart >= From || HasChanged(page), Until, new(page => page.StartedOn, From.DayNumber, To.DayNumber, line => line.StartDate >= From && line.StartDate <= To));

    /// <summary>Whose status began in the period, or after it.</summary>
    public Lines MovedSinceStart => Find(
        page => page.LastChange >= Start, Until, new(page => page.Lines.StatusSince, Start.Ticks, long.MaxValue, line => line.StatusSince >= Start));

    public bool IsExpectedInPeriod(Line open) => open.ExpectedDate >= From && open.ExpectedDate <= Last;

    public bool IsOverdue(Line open) => open.ExpectedDate < Today;

    /// <summary>Longer in its status than the status allows.</summary>
    public Func<Line, bool> IsStale(IReadOnlyList<ForecastStatus> statuses)
    {
        // Without a limit it is never before the limit.
        var limits = new DateTime[CodeCount];
        foreach (var status in statuses.Where(status => status.StaleAfterDays is not null && CodeOf(status) > 0))
            limits[CodeOf(status)] = Now.AddDays(-status.StaleAfterDays!.Value);
        return line => line.StatusSince < limits[line.Status];
    }

    public Lines Scored(DateOnly from, DateOnly to) => Closed(from, to).Where(line => line.IsScored);

    public Lines NotScored(DateOnly from, DateOnly to) => Closed(from, to).Where(line => !line.IsScored);

    public Lines Closed(DateOnly from, DateOnly to) => Find(WasClosed(from, to), Until, ClosedBetween(from, to));

    /// <summary>Nothing was closed before it began.</summary>
    Func<LedgerPage, bool> WasClosed(DateOnly from, DateOnly to) => page => (page.LastClosed >= from && page.FirstStart <= to) || HasChanged(page);

    static Question ClosedBetween(DateOnly from, DateOnly to) =>
        new(page => page.ClosedOn, from.DayNumber, to.DayNumber, line => !line.IsOpen && line.ClosedOn >= from && line.ClosedOn <= to);

    /// <summary>One total of all quotes that were sent about what the view keeps, each with the line that it is kept by; from several that are added up at once.</summary>
    public T TotalOfQuotes<T>(Func<T> start, Action<T, SentQuote, Line> add, Func<T, T, T> together) => Ledger.Pages.Where(page => page.HasQuotes).AsParallel().Aggregate(start, (total, page) =>
    {
        WalkQuotes(page, (quote, line) => add(total, quote, line));
        return total;
    }, together, total => total);

    /// <summary>Of forecasts as they are at the moment that is looked at.</summary>
    void WalkQuotes(LedgerPage page, Action<SentQuote, Line> take)
    {
        // Once for the page, and not for each forecast: there may be a million.
        Action<Line> takeAll = line =>
        {
            foreach (ref readonly var quote in line.Of.Quotes)
                take(quote, line);
        };
        for (var place = 0; place < page.Count; place++)
        {
            if (!page.QuotesAt(place).IsEmpty && At(new Entry(page, place)) is { } now)
                Keep(now, takeAll);
        }
    }

    /// <summary>The view keeps contact of everybody about everything.</summary>
    public bool KeepsAllContact => seen is null && IsAnyKind;

    /// <summary>By whoever the view looks at, about what is now of the kind that it looks at.</summary>
    public bool KeepsContact(int employee, Entry about) => KeepsContactOf(employee) && (IsAnyKind || IsOfKind(about));

    public bool KeepsContactOf(int employee) => seen is null || seen[employee];

    /// <summary>Which on a page are now of the kind that the view looks at; null: all.</summary>
    public bool[]? OfKind(LedgerPage page)
    {
        if (IsAnyKind)
            return null;
        var ofKind = new bool[page.Count];
        for (var place = 0; place < page.Count; place++)
            ofKind[place] = IsOfKind(new Entry(page, place));
        return ofKind;
    }

    bool IsAnyKind => group == 0 && campaign == 0 && source == 0;

    bool IsOfKind(Entry entry) => entry.Now is { } now && IsOfKind(now);

    /// <summary>An appointment that lies ahead, of anybody. On a past day: what had been entered by then for a later moment.</summary>
    public bool IsPlanned(Talk contact) => contact.At >= Now && (View.On is null ? contact.IsPlanned : contact.CreatedAt < Now);

    public bool HasNextAppointment(Line line)
    {
        var (page, place) = line.Of;
        return View.On is null ? page.LastPlanned[place] >= Now.Ticks : HadNextAppointment(line.Of);
    }

    bool HadNextAppointment(Entry entry)
    {
        // Of most nothing had been planned ahead by then: their contact need not be fetched.
        if (entry.Page.FirstNextStep[entry.Place] >= Now.Ticks)
            return false;
        foreach (ref readonly var contact in entry.ContactsFrom(Now))
        {
            if (IsPlanned(contact))
                return true;
        }
        return false;
    }

    bool[] CodesOf(IReadOnlyList<Guid> people)
    {
        var theirs = new bool[CodeCount];
        foreach (var code in people.Select(person => Codes.Find(person)).Where(code => code > 0 && code < CodeCount))
            theirs[code] = true;
        return theirs;
    }
}
