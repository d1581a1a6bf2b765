using Crm.Dashboard.Bookkeeping;
using Crm.Dashboard.Figures;
using Crm.Data;
using Crm.Forecasts;
using Crm.Users;

namespace Crm.Dashboard.Behind;

/// <summary>The forecasts that a figure is made of, so that anyone can add them up again.</summary>
public sealed class DashboardRows(CrmDatabase database, Bookkeeper bookkeeper, TimeProvider clock)
{
    const int Portion = 1_000;

    /// <param name="Percent">How much of the forecast the amount is: less than 100 for whom it is shared with.</param>
    /// <param name="Amount">What the figure counts: the order amount of a scored forecast, the expected amount of any other.</param>
    /// <param name="Weighted">The expected amount by its chance.</param>
    public sealed record Row(
        Guid ForecastId, string Number, string Description, Guid RelationId, string Relation, string Responsible, int Percent, LocalText Status, string Color, ForecastResult Result,
        decimal Amount, decimal Weighted, DateOnly ExpectedDate, DateOnly? ClosedOn);

    public sealed record Page(IReadOnlyList<Row> Items, Tally Total, decimal Weighted);

    /// <summary>The largest first; the total is that of the figure, whatever part of the rows is shown.</summary>
    public async Task<Page> FindAsync(DashboardView view, Figure figure, RowsNarrowed narrowed, int skip, int take, Actor reader, CancellationToken cancellationToken)
    {
        var ledger = await bookkeeper.UpToDateAsync(cancellationToken);
        return await database.ReadAsync(async db =>
        {
            var scope = await DashboardScope.ReadAsync(db, ledger, view, reader, clock, cancellationToken, countsShares: narrowed.Part == Section.Employee);
            var lines = (await ForecastsAsync(scope, figure, narrowed, cancellationToken)).ToList();
            var page = lines.OrderByDescending(line => line.Counts).ThenBy(line => line.Of.Id).ThenBy(line => line.Responsible).Skip(skip).Take(take).ToList();
            var sum = lines.Aggregate(new Sum(), (sum, line) => sum + line);
            return new Page(await RowsAsync(scope, page, cancellationToken), sum.Tally, sum.Weighted);
        }, cancellationToken);
    }

    static async Task<IEnumerable<Line>> ForecastsAsync(DashboardScope scope, Figure figure, RowsNarrowed narrowed, CancellationToken cancellationToken)
    {
        var (from, to) = (narrowed.From ?? scope.From, narrowed.To ?? scope.To);
        var lines = figure switch
        {
            Figure.Scored => scope.Scored(from, to),
            Figure.NotScored => scope.NotScored(from, to),
            Figure.Closed => scope.Closed(from, to),
            Figure.Contested => Closings.Contested(scope, from, to),
            Figure.Overdue => scope.Open.Where(scope.IsOverdue),
            Figure.WithoutNextAppointment => scope.Open.Where(line => !scope.HasNextAppointment(line)),
            Figure.Stale => scope.Open.Where(scope.IsStale(await Pipeline.StatusesAsync(scope, cancellationToken))),
            Figure.ExpectedInPeriod => scope.Open.Where(scope.IsExpectedInPeriod),
            Figure.Pushed => scope.Open.Where(line => line.IsPushed),
            Figure.Slipped => Honesty.Slipped(scope),
            Figure.Created => scope.Created,
            Figure.WithNextStep => ContactFigures.WithNextStep(scope),
            Figure.WithoutNextStep => ContactFigures.WithoutNextStep(scope),
            Figure.Silent => ContactFigures.Silent(scope, narrowed.FromDays, narrowed.ToDays),
            Figure.Entered => await Honesty.EnteredAsync(scope, narrowed.StatusId ?? Guid.Empty, onlyPassed: false, cancellationToken),
            Figure.Passed => await Honesty.EnteredAsync(scope, narrowed.StatusId ?? Guid.Empty, onlyPassed: true, cancellationToken),
            Figure.StoodIn => Honesty.StoodIn(scope, narrowed.StatusId ?? Guid.Empty),
            Figure.Moved => Movements.Lines(scope, narrowed.From ?? Movements.DayBefore(scope.View.Moved, scope.Today), narrowed.Step ?? MovementStep.Closing),
            _ => scope.Open.Where(line => (narrowed.From is not { } first || line.ExpectedDate >= first) && (narrowed.To is not { } last || line.ExpectedDate <= last)),
        };
        // What tells the parts of these apart has been used above: it is not the status that they stand in now.
        if (figure is Figure.Silent or Figure.Entered or Figure.Passed or Figure.StoodIn)
            narrowed = narrowed with { StatusId = null, FromDays = null };
        return Narrowed(scope, lines, narrowed).Where(await Sections.KeepsAsync(scope, narrowed.Part, narrowed.PartId, cancellationToken));
    }

    static IEnumerable<Line> Narrowed(DashboardScope scope, IEnumerable<Line> lines, RowsNarrowed narrowed)
    {
        if (narrowed.StatusId is { } status)
            lines = lines.Where(line => line.Status == CodeOf(scope, status));
        if (narrowed.ReasonId is { } reason)
            lines = lines.Where(line => line.LossReason == CodeOf(scope, reason));
        if (narrowed.CompetitorId is { } competitor)
            lines = lines.Where(line => line.LostTo == CodeOf(scope, competitor));
        if (narrowed.FromDays is { } least)
            lines = Pipeline.InStatus(scope, lines, least, narrowed.ToDays);
        return lines;
    }

    /// <summary>An empty id asks for what has none.</summary>
    static int CodeOf(DashboardScope scope, Guid id) => scope.Codes.Find(id == Guid.Empty ? null : id);

    sealed record Told(string Number, string Description, Guid RelationId, string Relation);

    static async Task<IReadOnlyList<Row>> RowsAsync(DashboardScope scope, IReadOnlyList<Line> lines, CancellationToken cancellationToken)
    {
        var (people, statuses) = (await scope.EmployeeNamesAsync(cancellationToken), (await Pipeline.StatusesAsync(scope, cancellationToken)).ToDictionary(status => status.Id));
        var told = new Dictionary<Guid, Told>();
        foreach (var ids in lines.Select(line => line.Of.Id).Distinct().Chunk(Portion))
        {
            var some = scope.Db.Forecasts.Where(f => ids.Contains(f.Id)).Select(f => new { f.Id, Told = new Told(f.Number, f.Description, f.RelationId, f.Relation!.Organisation!.Name) });
            foreach (var one in await some.ToListAsync(cancellationToken))
                told[one.Id] = one.Told;
        }
        return
        [
            // One that was removed after the figures were read is in their total still.
            .. from line in lines
               where told.ContainsKey(line.Of.Id)
               let forecast = told[line.Of.Id]
               let status = statuses[scope.Codes[line.Status]!.Value]
               select new Row(
                   line.Of.Id, forecast.Number, forecast.Description, forecast.RelationId, forecast.Relation, people[scope.Codes[line.Responsible]!.Value].Nl, line.Percent, status.Name, status.Color,
                   line.Result, line.Counts.Euros(), line.Weighted.Euros(), line.ExpectedDate, line.IsOpen ? null : line.ClosedOn),
        ];
    }
}
