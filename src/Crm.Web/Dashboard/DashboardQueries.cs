using Crm.Dashboard.Bookkeeping;
using Crm.Data;
using Crm.Forecasts;
using Crm.Users;

namespace Crm.Dashboard;

/// <summary>The figures of the dashboard, added up from the <see cref="Ledger"/> as it is at the last commit. Names and targets come from the database.</summary>
public sealed class DashboardQueries(CrmDatabase database, Bookkeeper bookkeeper, TimeProvider clock)
{
    public Task<SummaryFigures> SummaryAsync(DashboardView view, Actor reader, CancellationToken cancellationToken) => ReadAsync(view, reader, async scope =>
    {
        var months = Closings.PerMonth(scope);
        var (from, to) = scope.Earlier(1);
        return new SummaryFigures(
            scope.From, scope.To, months.WinRate(view.Year), months.WinRate(view.Year - 1),
            Closings.CycleTimeOf(scope.Scored(scope.From, scope.To)),
            Closings.CycleTimeOf(scope.Scored(from, to)),
            months,
            await Pipeline.PerStatusAsync(scope, cancellationToken),
            await TargetFigures.PerEmployeeAsync(scope, await Closings.ScoredPerEmployeeAsync(scope, cancellationToken), cancellationToken),
            await Closings.LossReasonsAsync(scope, cancellationToken),
            await Pipeline.AttentionAsync(scope, cancellationToken),
            ContactFigures.Held(scope, 0),
            ContactFigures.Held(scope, 1),
            Movements.Since(scope, scope.Today.AddDays(-Movements.DaysOfNews)));
    }, cancellationToken);

    public Task<ScoredFigures> ScoredAsync(DashboardView view, Actor reader, CancellationToken cancellationToken) => ReadAsync(view, reader, async scope =>
    {
        var months = Closings.PerMonth(scope);
        var scored = scope.Scored(scope.From, scope.To);
        return new ScoredFigures(
            months.WinRate(view.Year), months.WinRate(view.Year - 1),
            Closings.CycleTimeOf(scored),
            Closings.CycleTimeOf(scope.NotScored(scope.From, scope.To)),
            Closings.AverageDays(scored),
            await QualifiedAsync(scope, cancellationToken),
            Closings.CohortOf(scope),
            Honesty.AccuracyOf(scope, months.Sum(view.Year, ForecastResult.Scored).Amount),
            months,
            await Closings.ScoredPerGroupAsync(scope, cancellationToken),
            await Closings.ScoredPerEmployeeAsync(scope, cancellationToken),
            await Honesty.CalibrationAsync(scope, cancellationToken));
    }, cancellationToken);

    public Task<OpenFigures> OpenAsync(DashboardView view, Actor reader, CancellationToken cancellationToken) => ReadAsync(view, reader, async scope => new OpenFigures(
        await Pipeline.PerStatusAsync(scope, cancellationToken),
        Pipeline.PerExpectedMonth(scope),
        await Pipeline.AttentionAsync(scope, cancellationToken),
        scope.ExpectedInPeriod.Tally(),
        scope.Scored(scope.From, scope.To).Tally(),
        Tally.Sum((await TargetFigures.PerMonthAsync(scope, cancellationToken)).Select(month => month.Target)),
        Pipeline.PerAge(scope),
        Pipeline.PushesOf(scope),
        Honesty.SlippageOf(scope),
        await Honesty.ConversionAsync(scope, cancellationToken)), cancellationToken);

    public Task<NotScoredFigures> NotScoredAsync(DashboardView view, Actor reader, CancellationToken cancellationToken) => ReadAsync(view, reader, async scope =>
    {
        var months = Closings.PerMonth(scope);
        return new NotScoredFigures(
            months.WinRate(view.Year), months.WinRate(view.Year - 1),
            Closings.Contested(scope, scope.From, scope.To).WinRate(),
            await Closings.LossReasonsAsync(scope, cancellationToken),
            await Closings.LostToAsync(scope, cancellationToken),
            await Closings.LostAtAsync(scope, cancellationToken),
            months);
    }, cancellationToken);

    public Task<TargetsFigures> TargetsAsync(DashboardView view, Actor reader, CancellationToken cancellationToken) => ReadAsync(view, reader, async scope => new TargetsFigures(
        await TargetFigures.PerEmployeeAsync(scope, await Closings.ScoredPerEmployeeAsync(scope, cancellationToken), cancellationToken),
        await TargetFigures.PerMonthAsync(scope, cancellationToken),
        Closings.PerMonth(scope)), cancellationToken);

    public Task<ContactSummary> ContactMomentsAsync(DashboardView view, Actor reader, CancellationToken cancellationToken) =>
        ReadAsync(view, reader, scope => ContactFigures.SummaryAsync(scope, cancellationToken), cancellationToken);

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
