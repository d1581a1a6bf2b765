using Crm.Dashboard.Bookkeeping;
using Crm.Dashboard.Figures;
using Crm.Data;
using Crm.Forecasts;
using Crm.Users;

namespace Crm.Dashboard;

/// <summary>The figures of the dashboard, added up from the <see cref="Ledger"/> as it is at the last commit. Names and targets come from the database.</summary>
public sealed class DashboardQueries(CrmDatabase database, Bookkeeper bookkeeper, TimeProvider clock)
{
    public Task<SummaryFigures> SummaryAsync(DashboardView view, Actor reader, CancellationToken cancellationToken) => ReadAsync(view, reader, async scope =>
    {
        var (closed, open) = (Closings.Of(scope), await Pipeline.ReadAsync(scope, cancellationToken));
        return new SummaryFigures(
            scope.From, scope.To, closed.WinRate(view.Year), closed.WinRate(view.Year - 1), closed.CycleTime, closed.CycleTimeEarlier, closed.PerMonth,
            open.PerStatus,
            await TargetFigures.PerEmployeeAsync(scope, await closed.ScoredPerEmployeeAsync(cancellationToken), cancellationToken),
            await closed.LossReasonsAsync(cancellationToken),
            open.Attention,
            ContactFigures.Held(scope, 0),
            ContactFigures.Held(scope, 1),
            Movements.Since(scope));
    }, cancellationToken);

    public Task<ScoredFigures> ScoredAsync(DashboardView view, Actor reader, CancellationToken cancellationToken) => ReadAsync(view, reader, async scope =>
    {
        var closed = Closings.Of(scope);
        return new ScoredFigures(
            closed.WinRate(view.Year), closed.WinRate(view.Year - 1), closed.CycleTime, closed.CycleTimeNotScored, closed.AverageDays,
            await QualifiedAsync(scope, cancellationToken),
            Closings.CohortOf(scope),
            Honesty.AccuracyOf(scope, closed.WinRate(view.Year).Scored.Amount),
            closed.PerMonth,
            await closed.ScoredPerGroupAsync(cancellationToken),
            await closed.ScoredPerEmployeeAsync(cancellationToken),
            await Honesty.CalibrationAsync(scope, cancellationToken));
    }, cancellationToken);

    public Task<OpenFigures> OpenAsync(DashboardView view, Actor reader, CancellationToken cancellationToken) => ReadAsync(view, reader, async scope =>
    {
        var open = await Pipeline.ReadAsync(scope, cancellationToken);
        return new OpenFigures(
            open.PerStatus, open.PerExpectedMonth, open.Attention, open.ExpectedInPeriod,
            scope.Scored(scope.From, scope.To).Tally(),
            Tally.Sum((await TargetFigures.PerMonthAsync(scope, cancellationToken)).Select(month => month.Target)),
            open.PerAge, open.Pushes,
            Honesty.SlippageOf(scope),
            await Honesty.ConversionAsync(scope, cancellationToken));
    }, cancellationToken);

    public Task<NotScoredFigures> NotScoredAsync(DashboardView view, Actor reader, CancellationToken cancellationToken) => ReadAsync(view, reader, async scope =>
    {
        var closed = Closings.Of(scope);
        return new NotScoredFigures(
            closed.WinRate(view.Year), closed.WinRate(view.Year - 1), closed.AgainstCompetitors,
            await closed.LossReasonsAsync(cancellationToken),
            await closed.LostToAsync(cancellationToken),
            await closed.LostAtAsync(cancellationToken),
            closed.PerMonth,
            await closed.LossTrendAsync(cancellationToken));
    }, cancellationToken);

    public Task<TargetsFigures> TargetsAsync(DashboardView view, Actor reader, CancellationToken cancellationToken) => ReadAsync(view, reader, async scope =>
    {
        var closed = Closings.Of(scope);
        return new TargetsFigures(
            await TargetFigures.PerEmployeeAsync(scope, await closed.ScoredPerEmployeeAsync(cancellationToken), cancellationToken),
            await TargetFigures.PerMonthAsync(scope, cancellationToken),
            closed.PerMonth);
    }, cancellationToken);

    public Task<ContactSummary> ContactMomentsAsync(DashboardView view, Actor reader, CancellationToken cancellationToken) =>
        ReadAsync(view, reader, scope => ContactFigures.SummaryAsync(scope, cancellationToken), cancellationToken);

    public Task<QuoteSummary> QuotesAsync(DashboardView view, Actor reader, CancellationToken cancellationToken) =>
        ReadAsync(view, reader, scope => Task.FromResult(QuoteFigures.Of(scope)), cancellationToken);

    /// <summary>The cross-section that the view asks for.</summary>
    public Task<IReadOnlyList<SectionRow>> SectionAsync(DashboardView view, Actor reader, CancellationToken cancellationToken) =>
        ReadAsync(view, reader, scope => Sections.RowsAsync(scope, cancellationToken), cancellationToken);

    /// <summary>From the end of a day until the moment that is looked at.</summary>
    public Task<Movement> MovementAsync(DashboardView view, DateOnly since, Actor reader, CancellationToken cancellationToken) =>
        since >= (view.On ?? clock.Today())
            ? throw RefusedException.Invalid("since", "Kies een eerdere dag om vanaf te rekenen.", "Choose an earlier day to count from.")
            : ReadAsync(view, reader, scope => Task.FromResult(Movements.Since(scope, since)), cancellationToken);

    /// <summary>Past the first status: somebody looked into it.</summary>
    static async Task<int> QualifiedAsync(DashboardScope scope, CancellationToken cancellationToken)
    {
        var first = (await Pipeline.StatusesAsync(scope, cancellationToken)).First(status => !status.IsArchived).Id;
        return scope.Open.Where(line => line.Status != scope.Codes.Find(first)).Sum().Number;
    }

    async Task<T> ReadAsync<T>(DashboardView view, Actor reader, Func<DashboardScope, Task<T>> read, CancellationToken cancellationToken)
    {
        var ledger = await bookkeeper.UpToDateAsync(cancellationToken);
        return await database.ReadAsync(async db => await read(await DashboardScope.ReadAsync(db, ledger, view, reader, clock, cancellationToken)), cancellationToken);
    }
}
