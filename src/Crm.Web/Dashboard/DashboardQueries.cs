using Crm.Data;
using Crm.Forecasts;
using Crm.Users;

namespace Crm.Dashboard;

/// <summary>The figures of the dashboard. The databases add up; what is divided is divided here.</summary>
public sealed class DashboardQueries(CrmDatabase database, TimeProvider clock)
{
    const int DaysOfNews = 7;

    public Task<SummaryFigures> SummaryAsync(DashboardView view, Actor reader, CancellationToken cancellationToken) => ReadAsync(view, reader, async scope =>
    {
        var months = await Closings.PerMonthAsync(scope, cancellationToken);
        var (from, to) = scope.Earlier(1);
        return new SummaryFigures(
            scope.From, scope.To, months.WinRate(view.Year), months.WinRate(view.Year - 1),
            await Closings.CycleTimeAsync(scope.Scored(scope.From, scope.To), cancellationToken),
            await Closings.CycleTimeAsync(scope.Scored(from, to), cancellationToken),
            months,
            await Pipeline.PerStatusAsync(scope, cancellationToken),
            await TargetFigures.PerEmployeeAsync(scope, await Closings.ScoredPerEmployeeAsync(scope, cancellationToken), cancellationToken),
            await Closings.LossReasonsAsync(scope, cancellationToken),
            await Pipeline.AttentionAsync(scope, cancellationToken),
            await ContactFigures.HeldAsync(scope, 0, cancellationToken),
            await ContactFigures.HeldAsync(scope, 1, cancellationToken),
            await Movements.SinceAsync(scope, scope.Today.AddDays(-DaysOfNews), cancellationToken));
    }, cancellationToken);

    public Task<ScoredFigures> ScoredAsync(DashboardView view, Actor reader, CancellationToken cancellationToken) => ReadAsync(view, reader, async scope =>
    {
        var months = await Closings.PerMonthAsync(scope, cancellationToken);
        var scored = scope.Scored(scope.From, scope.To);
        return new ScoredFigures(
            months.WinRate(view.Year), months.WinRate(view.Year - 1),
            await Closings.CycleTimeAsync(scored, cancellationToken),
            await Closings.CycleTimeAsync(scope.NotScored(scope.From, scope.To), cancellationToken),
            await scored.Select(f => (double?)(f.ClosedOn!.Value.DayNumber - f.StartDate.DayNumber)).AverageAsync(cancellationToken),
            await QualifiedAsync(scope, cancellationToken),
            await Closings.CohortAsync(scope, cancellationToken),
            await Honesty.AccuracyAsync(scope, months.Sum(view.Year, ForecastResult.Scored).Amount, cancellationToken),
            months,
            await Closings.ScoredPerGroupAsync(scope, cancellationToken),
            await Closings.ScoredPerEmployeeAsync(scope, cancellationToken),
            await Honesty.CalibrationAsync(scope, cancellationToken));
    }, cancellationToken);

    public Task<OpenFigures> OpenAsync(DashboardView view, Actor reader, CancellationToken cancellationToken) => ReadAsync(view, reader, async scope => new OpenFigures(
        await Pipeline.PerStatusAsync(scope, cancellationToken),
        await Pipeline.PerExpectedMonthAsync(scope, cancellationToken),
        await Pipeline.AttentionAsync(scope, cancellationToken),
        await scope.ExpectedInPeriod.TallyAsync(cancellationToken),
        await scope.Scored(scope.From, scope.To).TallyAsync(cancellationToken),
        Tally.Sum((await TargetFigures.PerMonthAsync(scope, cancellationToken)).Select(month => month.Target)),
        await Pipeline.AgesAsync(scope, cancellationToken),
        await Pipeline.PushesAsync(scope, cancellationToken),
        await Honesty.SlippageAsync(scope, cancellationToken),
        await Honesty.ConversionAsync(scope, cancellationToken)), cancellationToken);

    public Task<NotScoredFigures> NotScoredAsync(DashboardView view, Actor reader, CancellationToken cancellationToken) => ReadAsync(view, reader, async scope =>
    {
        var months = await Closings.PerMonthAsync(scope, cancellationToken);
        return new NotScoredFigures(
            months.WinRate(view.Year), months.WinRate(view.Year - 1),
            await Closings.LossReasonsAsync(scope, cancellationToken),
            await Closings.LostToAsync(scope, cancellationToken),
            await Closings.LostAtAsync(scope, cancellationToken),
            months);
    }, cancellationToken);

    public Task<TargetsFigures> TargetsAsync(DashboardView view, Actor reader, CancellationToken cancellationToken) => ReadAsync(view, reader, async scope => new TargetsFigures(
        await TargetFigures.PerEmployeeAsync(scope, await Closings.ScoredPerEmployeeAsync(scope, cancellationToken), cancellationToken),
        await TargetFigures.PerMonthAsync(scope, cancellationToken),
        await Closings.PerMonthAsync(scope, cancellationToken)), cancellationToken);

    public Task<ContactSummary> ContactMomentsAsync(DashboardView view, Actor reader, CancellationToken cancellationToken) =>
        ReadAsync(view, reader, scope => ContactFigures.SummaryAsync(scope, cancellationToken), cancellationToken);

    /// <summary>The cross-section that the view asks for.</summary>
    public Task<IReadOnlyList<SectionRow>> SectionAsync(DashboardView view, Actor reader, CancellationToken cancellationToken) =>
        ReadAsync(view, reader, scope => Sections.RowsAsync(scope, cancellationToken), cancellationToken);

    /// <summary>From the end of a day until the moment that is looked at.</summary>
    public Task<Movement> MovementAsync(DashboardView view, DateOnly since, Actor reader, CancellationToken cancellationToken) =>
        since >= (view.On ?? clock.Today())
            ? throw RefusedException.Invalid("since", "Kies een eerdere dag om vanaf te rekenen.", "Choose an earlier day to count from.")
            : ReadAsync(view, reader, scope => Movements.SinceAsync(scope, since, cancellationToken), cancellationToken);

    /// <summary>Past the first status: somebody looked into it.</summary>
    static async Task<int> QualifiedAsync(DashboardScope scope, CancellationToken cancellationToken)
    {
        var first = (await Pipeline.StatusesAsync(scope, cancellationToken)).First(status => !status.IsArchived).Id;
        return await scope.Open.CountAsync(f => f.StatusId != first, cancellationToken);
    }

    Task<T> ReadAsync<T>(DashboardView view, Actor reader, Func<DashboardScope, Task<T>> read, CancellationToken cancellationToken) =>
        database.ReadAsync(db => read(new DashboardScope(db, view, reader, clock)), cancellationToken);
}
