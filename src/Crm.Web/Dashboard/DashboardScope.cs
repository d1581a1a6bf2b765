using Crm.ContactMoments;
using Crm.Data;
using Crm.Forecasts;
using Crm.Quotes;

namespace Crm.Dashboard;

/// <summary>
/// The rows that a view looks at. Every figure and the list behind it start here, so that they cannot disagree.
/// The running year goes up to today, an earlier one to its end; what is open is always as it is now.
/// </summary>
public sealed class DashboardScope(CrmDbContext db, DashboardView view, TimeProvider clock)
{
    const int DaysUntilQuoteExpires = 7;

    public CrmDbContext Db => db;
    public DashboardView View => view;
    public DateOnly Today { get; } = clock.Today();
    public DateTime Now { get; } = clock.UtcNow();
    public DateOnly From { get; } = new(view.Year, 1, 1);
    public DateOnly To => view.Year == Today.Year ? Today : new(view.Year, 12, 31);

    /// <summary>The same stretch of an earlier year; 29 February becomes the 28th.</summary>
    public (DateOnly From, DateOnly To) Earlier(int years) => (From.AddYears(-years), To.AddYears(-years));

    public IQueryable<Forecast> Forecasts
    {
        get
        {
            var forecasts = db.Forecasts.AsNoTracking();
            if (view.EmployeeId is { } employee)
                forecasts = forecasts.Where(f => f.ResponsibleId == employee);
            if (view.DepartmentId is { } department)
                forecasts = forecasts.Where(f => db.Users.Any(u => u.Id == f.ResponsibleId && u.DepartmentId == department));
            if (view.GroupId is { } group)
                forecasts = forecasts.Where(f => f.GroupId == group);
            return forecasts;
        }
    }

    public IQueryable<Forecast> Open => Forecasts.Where(f => f.Result == ForecastResult.Open);

    public IQueryable<Forecast> Overdue => Open.Where(f => f.ExpectedDate < Today);

    public IQueryable<Forecast> WithoutNextAppointment => Open.Where(f => !db.ContactMoments.Any(m => m.ForecastId == f.Id && m.IsPlanned && m.At >= Now));

    /// <summary>Longer in their status than the status allows.</summary>
    public IQueryable<Forecast> Stale(IReadOnlyList<ForecastStatus> statuses)
    {
        var limits = statuses.Where(s => s.StaleAfterDays is not null).GroupBy(s => s.StaleAfterDays!.Value);
        // One condition per limit: both databases can then use a plain comparison of instants.
        return limits
            .Select(limit => (Ids: limit.Select(s => s.Id).ToList(), Before: Now.AddDays(-limit.Key)))
            .Select(limit => Open.Where(f => limit.Ids.Contains(f.StatusId) && f.StatusSince < limit.Before))
            .DefaultIfEmpty(Open.Where(_ => false))
            .Aggregate((one, other) => one.Concat(other));
    }

    public IQueryable<Forecast> Scored(DateOnly from, DateOnly to) => Closed(from, to).Where(f => f.Result == ForecastResult.Scored);

    public IQueryable<Forecast> NotScored(DateOnly from, DateOnly to) => Closed(from, to).Where(f => f.Result == ForecastResult.NotScored);

    public IQueryable<Forecast> Closed(DateOnly from, DateOnly to) =>
        Forecasts.Where(f => f.Result != ForecastResult.Open && f.ClosedOn >= from && f.ClosedOn <= to);

    public IQueryable<Quote> QuotesExpiring
    {
        get
        {
            var last = Today.AddDays(DaysUntilQuoteExpires);
            return db.Quotes.AsNoTracking().Where(q => q.Status == QuoteStatus.Sent && q.ValidUntil >= Today && q.ValidUntil <= last && Open.Any(f => f.Id == q.ForecastId));
        }
    }

    public IQueryable<ContactMoment> ContactMoments
    {
        get
        {
            var moments = db.ContactMoments.AsNoTracking();
            if (view.EmployeeId is { } employee)
                moments = moments.Where(m => m.EmployeeId == employee);
            if (view.DepartmentId is { } department)
                moments = moments.Where(m => db.Users.Any(u => u.Id == m.EmployeeId && u.DepartmentId == department));
            if (view.GroupId is { } group)
                moments = moments.Where(m => db.Forecasts.Any(f => f.Id == m.ForecastId && f.GroupId == group));
            return moments;
        }
    }

    public IQueryable<ContactMoment> Held(DateOnly from, DateOnly to)
    {
        var (first, end) = (Clock.Utc(from, TimeOnly.MinValue), Clock.Utc(to.AddDays(1), TimeOnly.MinValue));
        return ContactMoments.Where(m => !m.IsPlanned && m.At >= first && m.At < end);
    }
}
