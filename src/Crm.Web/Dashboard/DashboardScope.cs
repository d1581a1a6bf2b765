using Crm.ContactMoments;
using Crm.Data;
using Crm.Forecasts;
using Crm.Quotes;
using Crm.Users;

namespace Crm.Dashboard;

/// <summary>
/// The rows that a view looks at and its reader may see. Every figure and the list behind it start here, so that they cannot disagree.
/// The running year goes up to today, an earlier one to its end; what is open is as it is now, or as it was on the day that was asked for.
/// </summary>
/// <param name="countsShares">Whoever a forecast is shared with has a part of it: for figures per employee. A view of one employee does so by itself.</param>
public sealed class DashboardScope(CrmDbContext db, DashboardView view, Actor reader, TimeProvider clock, bool countsShares = false)
{
    const int DaysUntilQuoteExpires = 7;

    public CrmDbContext Db => db;
    public DashboardView View => view;
    /// <summary>The day that is looked at as if it were today.</summary>
    public DateOnly Today { get; } = view.On ?? clock.Today();
    public DateTime Now { get; } = view.On is { } on ? EndOf(on) : clock.UtcNow();
    public DateOnly From { get; } = new(view.Year, view.FirstMonth, 1);
    /// <summary>The last day of the period, whether it has come or not.</summary>
    public DateOnly Last { get; } = new DateOnly(view.Year, view.LastMonth, 1).AddMonths(1).AddDays(-1);
    public DateOnly To => Last < Today ? Last : Today;

    /// <summary>The same stretch of an earlier year; the end of a month stays the end of that month.</summary>
    public (DateOnly From, DateOnly To) Earlier(int years) => (From.AddYears(-years), IsEndOfMonth ? To.AddDays(1).AddYears(-years).AddDays(-1) : To.AddYears(-years));

    public bool IsEndOfMonth => To.AddDays(1).Day == 1;

    public static DateTime EndOf(DateOnly day) => Clock.Utc(day.AddDays(1), TimeOnly.MinValue);

    /// <summary>Those whose figures count; null is everybody.</summary>
    public IQueryable<Guid>? People
    {
        get
        {
            var people = db.Users.AsNoTracking();
            if (view.EmployeeId is { } employee)
                people = people.Where(u => u.Id == employee);
            if (view.DepartmentId is { } department)
                people = people.Where(u => u.DepartmentId == department);
            if (Seen == Whose.Mine)
                people = people.Where(u => u.Id == reader.UserId);
            if (Seen == Whose.Team)
                people = people.Where(u => db.TeamOf(reader).Contains(u.Id));
            return view.EmployeeId is null && view.DepartmentId is null && Seen == Whose.All ? null : people.Select(u => u.Id);
        }
    }

    /// <summary>Whose was asked for, or less when this reader may see less.</summary>
    Whose Seen => reader.Narrowed(view.Whose);

    /// <summary>All of them, whoever they belong to: to look up where one went.</summary>
    public IQueryable<Standing> Everything => view.On is null ? Standing.Now(db) : Standing.Before(db, Now);

    public IQueryable<Standing> Forecasts => Narrowed(Everything);

    /// <summary>The same rows, with everyone's part in what is shared. Together these are more than the whole: the main responsible counts for all of it.</summary>
    public DashboardScope PerEmployee => new(db, view, reader, clock, countsShares: true);

    bool IsOfOne => view.EmployeeId is not null || Seen == Whose.Mine;

    /// <summary>What the view keeps of them.</summary>
    public IQueryable<Standing> Narrowed(IQueryable<Standing> forecasts)
    {
        if (countsShares || IsOfOne)
            forecasts = forecasts.Concat(Standing.Shared(db, forecasts));
        if (People is { } people)
            forecasts = forecasts.Where(f => people.Contains(f.ResponsibleId));
        if (view.GroupId is { } group)
            forecasts = forecasts.Where(f => f.GroupId == group);
        if (view.CampaignId is { } campaign)
            forecasts = forecasts.Where(f => f.CampaignId == campaign);
        if (view.SourceId is { } source)
            forecasts = forecasts.Where(f => f.SourceId == source);
        return forecasts;
    }

    public IQueryable<Standing> Open => Forecasts.Where(f => f.Result == ForecastResult.Open);

    /// <summary>Open, and expected within the period.</summary>
    public IQueryable<Standing> ExpectedInPeriod => Open.Where(f => f.ExpectedDate >= From && f.ExpectedDate <= Last);

    public IQueryable<Standing> Overdue => Open.Where(f => f.ExpectedDate < Today);

    public IQueryable<Standing> Pushed => Open.Where(f => f.TimesPushed > 0);

    public IQueryable<Standing> WithoutNextAppointment
    {
        get
        {
            var planned = Planned.Where(m => m.ForecastId != null);
            return Open.Where(f => !planned.Any(m => m.ForecastId == f.Id));
        }
    }

    /// <summary>Longer in their status than the status allows.</summary>
    public IQueryable<Standing> Stale(IReadOnlyList<ForecastStatus> statuses)
    {
        var limits = statuses.Where(s => s.StaleAfterDays is not null).GroupBy(s => s.StaleAfterDays!.Value);
        // One condition per limit: both databases can then use a plain comparison of instants.
        return limits
            .Select(limit => (Ids: limit.Select(s => s.Id).ToList(), Before: Now.AddDays(-limit.Key)))
            .Select(limit => Open.Where(f => limit.Ids.Contains(f.StatusId) && f.StatusSince < limit.Before))
            .DefaultIfEmpty(Open.Where(_ => false))
            .Aggregate((one, other) => one.Concat(other));
    }

    public IQueryable<Standing> Scored(DateOnly from, DateOnly to) => Closed(from, to).Where(f => f.Result == ForecastResult.Scored);

    public IQueryable<Standing> NotScored(DateOnly from, DateOnly to) => Closed(from, to).Where(f => f.Result == ForecastResult.NotScored);

    // Both results by name: an index on the result cannot be asked for "not open".
    public IQueryable<Standing> Closed(DateOnly from, DateOnly to) =>
        Forecasts.Where(f => (f.Result == ForecastResult.Scored || f.Result == ForecastResult.NotScored) && f.ClosedOn >= from && f.ClosedOn <= to);

    /// <summary>Of quotes no past is kept: they are as they are now.</summary>
    public IQueryable<Quote> QuotesExpiring
    {
        get
        {
            var (today, last) = (Today, Today.AddDays(DaysUntilQuoteExpires));
            return db.Quotes.AsNoTracking().Where(q => q.Status == QuoteStatus.Sent && q.ValidUntil >= today && q.ValidUntil <= last && Open.Any(f => f.Id == q.ForecastId));
        }
    }

    public IQueryable<ContactMoment> ContactMoments
    {
        get
        {
            var moments = db.ContactMoments.AsNoTracking();
            if (People is { } people)
                moments = moments.Where(m => people.Contains(m.EmployeeId));
            if (view.GroupId is { } group)
                moments = moments.Where(m => db.Forecasts.Any(f => f.Id == m.ForecastId && f.GroupId == group));
            if (view.CampaignId is { } campaign)
                moments = moments.Where(m => db.Forecasts.Any(f => f.Id == m.ForecastId && f.CampaignId == campaign));
            if (view.SourceId is { } source)
                moments = moments.Where(m => db.Forecasts.Any(f => f.Id == m.ForecastId && f.SourceId == source));
            return moments;
        }
    }

    public IQueryable<ContactMoment> Held(DateOnly from, DateOnly to)
    {
        var (first, end) = (Clock.Utc(from, TimeOnly.MinValue), EndOf(to));
        return ContactMoments.Where(m => !m.IsPlanned && m.At >= first && m.At < end);
    }

    /// <summary>Appointments that lie ahead, of anybody. On a past day: what had been entered by then for a later moment.</summary>
    public IQueryable<ContactMoment> Planned => view.On is null
        ? db.ContactMoments.AsNoTracking().Where(m => m.IsPlanned && m.At >= Now)
        : db.ContactMoments.AsNoTracking().Where(m => m.CreatedAt < Now && m.At >= Now);
}
