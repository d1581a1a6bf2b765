using Crm.Data;
using Crm.Forecasts;
using Crm.Users;

namespace Crm.Dashboard;

/// <summary>The forecasts that a figure is made of, so that anyone can add them up again.</summary>
public sealed class DashboardRows(CrmDatabase database, TimeProvider clock)
{
    /// <param name="Percent">How much of the forecast the amount is: less than 100 for whom it is shared with.</param>
    /// <param name="Amount">What the figure counts: the order amount of a scored forecast, the expected amount of any other, the net amount of a quote.</param>
    public sealed record Row(
        Guid ForecastId, string Number, string Description, Guid RelationId, string Relation, string Responsible, int Percent, LocalText Status, string Color, ForecastResult Result,
        decimal Amount, DateOnly ExpectedDate, DateOnly? ClosedOn);

    public sealed record Page(IReadOnlyList<Row> Items, Tally Total);

    /// <summary>The largest first; the total is that of the figure, whatever part of the rows is shown.</summary>
    public Task<Page> FindAsync(DashboardView view, Figure figure, RowsNarrowed narrowed, int skip, int take, Actor reader, CancellationToken cancellationToken) => database.ReadAsync(async db =>
    {
        var scope = new DashboardScope(db, view, reader, clock, countsShares: narrowed is { Part: Section.Employee, PartId: not null });
        var rows = figure == Figure.QuotesExpiring ? OfQuotes(scope) : OfForecasts(scope, await ForecastsAsync(scope, figure, narrowed, cancellationToken));
        var total = await rows.GroupBy(_ => 1).Select(g => new { Number = g.Count(), Amount = g.Sum(r => r.Amount) }).SingleOrDefaultAsync(cancellationToken);
        var page = await rows.OrderByDescending(r => r.Amount).ThenBy(r => r.Number).Skip(skip).Take(take).ToListAsync(cancellationToken);
        return new Page(
            [.. page.Select(r => new Row(r.ForecastId, r.Number, r.Description, r.RelationId, r.Relation, r.Responsible, r.Percent, new(r.StatusNl, r.StatusEn), r.Color, r.Result, r.Amount, r.ExpectedDate, r.ClosedOn))],
            total is null ? Tally.None : new(total.Number, total.Amount));
    }, cancellationToken);

    static async Task<IQueryable<Standing>> ForecastsAsync(DashboardScope scope, Figure figure, RowsNarrowed narrowed, CancellationToken cancellationToken)
    {
        var (from, to) = (narrowed.From ?? scope.From, narrowed.To ?? scope.To);
        var forecasts = figure switch
        {
            Figure.Scored => scope.Scored(from, to),
            Figure.NotScored => scope.NotScored(from, to),
            Figure.Closed => scope.Closed(from, to),
            Figure.Overdue => scope.Overdue,
            Figure.WithoutNextAppointment => scope.WithoutNextAppointment,
            Figure.Stale => scope.Stale(await Pipeline.StatusesAsync(scope, cancellationToken)),
            Figure.ExpectedInPeriod => scope.ExpectedInPeriod,
            Figure.Pushed => scope.Pushed,
            Figure.Slipped => Honesty.Slipped(scope),
            Figure.Created => Closings.Created(scope),
            Figure.WithNextStep => ContactFigures.WithNextStep(scope),
            Figure.WithoutNextStep => ContactFigures.WithoutNextStep(scope),
            _ => Expected(scope.Open, narrowed),
        };
        return OfPart(scope, Narrowed(scope, forecasts, narrowed), narrowed);
    }

    static IQueryable<Standing> Narrowed(DashboardScope scope, IQueryable<Standing> forecasts, RowsNarrowed narrowed)
    {
        if (narrowed.StatusId is { } status)
            forecasts = forecasts.Where(f => f.StatusId == status);
        if (narrowed.ReasonId is { } reason)
            forecasts = forecasts.Where(f => f.LossReasonId == (reason == Guid.Empty ? null : reason));
        if (narrowed.CompetitorId is { } competitor)
            forecasts = forecasts.Where(f => f.LostToId == (competitor == Guid.Empty ? null : competitor));
        if (narrowed.FromDays is { } least)
            forecasts = Pipeline.InStatus(scope, forecasts, least, narrowed.ToDays);
        return forecasts;
    }

    static IQueryable<Standing> OfPart(DashboardScope scope, IQueryable<Standing> forecasts, RowsNarrowed narrowed)
    {
        if (narrowed.PartId is not { } given)
            return forecasts;
        var id = given == Guid.Empty ? (Guid?)null : given;
        return narrowed.Part switch
        {
            Section.Department => forecasts.Where(f => scope.Db.Users.Any(u => u.Id == f.ResponsibleId && u.DepartmentId == id)),
            Section.Employee => forecasts.Where(f => f.ResponsibleId == id),
            Section.Campaign => forecasts.Where(f => f.CampaignId == id),
            Section.Source => forecasts.Where(f => f.SourceId == id),
            _ => forecasts.Where(f => f.GroupId == id),
        };
    }

    static IQueryable<Standing> Expected(IQueryable<Standing> open, RowsNarrowed narrowed)
    {
        if (narrowed.From is { } from)
            open = open.Where(f => f.ExpectedDate >= from);
        if (narrowed.To is { } to)
            open = open.Where(f => f.ExpectedDate <= to);
        return open;
    }

    sealed record Flat
    {
        public Guid ForecastId { get; init; }
        public required string Number { get; init; }
        public required string Description { get; init; }
        public Guid RelationId { get; init; }
        public required string Relation { get; init; }
        public required string Responsible { get; init; }
        public int Percent { get; init; }
        public required string StatusNl { get; init; }
        public required string StatusEn { get; init; }
        public required string Color { get; init; }
        public ForecastResult Result { get; init; }
        public decimal Amount { get; init; }
        public DateOnly ExpectedDate { get; init; }
        public DateOnly? ClosedOn { get; init; }
    }

    static IQueryable<Flat> OfForecasts(DashboardScope scope, IQueryable<Standing> standings) =>
        from standing in standings
        join forecast in scope.Db.Forecasts on standing.Id equals forecast.Id
        join status in scope.Db.ForecastStatuses on standing.StatusId equals status.Id
        join responsible in scope.Db.Users on standing.ResponsibleId equals responsible.Id
        select new Flat
        {
            ForecastId = standing.Id, Number = forecast.Number, Description = forecast.Description, RelationId = forecast.RelationId, Relation = forecast.Relation!.Organisation!.Name,
            Responsible = responsible.Name, Percent = standing.Percent, StatusNl = status.Name.Nl, StatusEn = status.Name.En, Color = status.Color, Result = standing.Result,
            Amount = standing.Result == ForecastResult.Scored ? standing.OrderAmount!.Value : standing.ExpectedAmount, ExpectedDate = standing.ExpectedDate, ClosedOn = standing.ClosedOn,
        };

    static IQueryable<Flat> OfQuotes(DashboardScope scope) =>
        from quote in scope.QuotesExpiring
        join responsible in scope.Db.Users on quote.Forecast!.ResponsibleId equals responsible.Id
        select new Flat
        {
            ForecastId = quote.ForecastId, Number = quote.Number, Description = quote.Title, RelationId = quote.RelationId, Relation = quote.Relation!.Organisation!.Name,
            Responsible = responsible.Name, Percent = 100, StatusNl = quote.Forecast!.Status!.Name.Nl, StatusEn = quote.Forecast.Status.Name.En, Color = quote.Forecast.Status.Color, Result = quote.Forecast.Result,
            Amount = quote.NetAmount, ExpectedDate = quote.ValidUntil, ClosedOn = null,
        };
}
