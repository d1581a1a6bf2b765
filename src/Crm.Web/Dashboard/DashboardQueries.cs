using Crm.Data;
using Crm.Forecasts;

namespace Crm.Dashboard;

/// <summary>The figures of the dashboard. The databases add up; what is divided is divided here.</summary>
public sealed class DashboardQueries(CrmDatabase database, TimeProvider clock)
{
    public sealed record Summary(
        DateOnly From, DateOnly To, Tally Scored, Tally ScoredEarlier, WinRate WinRate, WinRate WinRateEarlier, CycleTime CycleTime, CycleTime CycleTimeEarlier,
        IReadOnlyList<MonthClosed> PerMonth, IReadOnlyList<StatusOpen> Open, IReadOnlyList<Attainment> PerEmployee, IReadOnlyList<Part> LossReasons, Attention Attention,
        int Contacts, int ContactsEarlier)
    {
        public Tally OpenTotal => Tally.Sum(Open.Select(s => s.Tally));
        public decimal Weighted => Open.Sum(s => s.Weighted);
        public Tally Target => Tally.Sum(PerEmployee.Select(e => e.TargetYear));
    }

    public sealed record Scored(
        Tally Total, Tally Earlier, WinRate WinRate, CycleTime CycleTime, IReadOnlyList<MonthClosed> PerMonth, IReadOnlyList<Part> PerGroup, IReadOnlyList<Part> PerEmployee)
    {
        public decimal? AverageOrder => Total.Number == 0 ? null : Math.Round(Total.Amount / Total.Number, 2, MidpointRounding.AwayFromZero);
    }

    public sealed record Open(IReadOnlyList<StatusOpen> PerStatus, IReadOnlyList<MonthExpected> PerMonth, Attention Attention, Tally ExpectedThisYear, Tally Scored, Tally Target)
    {
        /// <summary>How many times the target that is left is covered by what is expected; null when the target is reached.</summary>
        public decimal? Coverage => Target.Amount <= Scored.Amount ? null : Math.Round(ExpectedThisYear.Amount / (Target.Amount - Scored.Amount), 2, MidpointRounding.AwayFromZero);
    }

    public sealed record NotScored(Tally Total, Tally Earlier, WinRate WinRate, IReadOnlyList<Part> Reasons, IReadOnlyList<Part> LostTo, IReadOnlyList<Part> LostAt, IReadOnlyList<MonthClosed> PerMonth);

    public sealed record Choice(Guid Id, LocalText Name);

    /// <summary>The cross-sections that can be chosen.</summary>
    public sealed record Choices(IReadOnlyList<Choice> Departments, IReadOnlyList<Choice> Employees, IReadOnlyList<Choice> Groups, int FirstYear);

    public Task<Summary> SummaryAsync(DashboardView view, CancellationToken cancellationToken) => ReadAsync(view, async scope =>
    {
        var months = await Closings.PerMonthAsync(scope, cancellationToken);
        var (from, to) = scope.Earlier(1);
        return new Summary(
            scope.From, scope.To,
            months.Sum(view.Year, ForecastResult.Scored, upToDay: true),
            months.Sum(view.Year - 1, ForecastResult.Scored, upToDay: true),
            months.WinRate(view.Year),
            months.WinRate(view.Year - 1),
            await Closings.CycleTimeAsync(scope.Scored(scope.From, scope.To), cancellationToken),
            await Closings.CycleTimeAsync(scope.Scored(from, to), cancellationToken),
            months,
            await Pipeline.PerStatusAsync(scope, cancellationToken),
            await TargetFigures.PerEmployeeAsync(scope, await Closings.ScoredPerEmployeeAsync(scope, cancellationToken), cancellationToken),
            await Closings.LossReasonsAsync(scope, cancellationToken),
            await Pipeline.AttentionAsync(scope, cancellationToken),
            await ContactFigures.HeldAsync(scope, 0, cancellationToken),
            await ContactFigures.HeldAsync(scope, 1, cancellationToken));
    }, cancellationToken);

    public Task<Scored> ScoredAsync(DashboardView view, CancellationToken cancellationToken) => ReadAsync(view, async scope =>
    {
        var months = await Closings.PerMonthAsync(scope, cancellationToken);
        return new Scored(
            months.Sum(view.Year, ForecastResult.Scored, upToDay: true),
            months.Sum(view.Year - 1, ForecastResult.Scored, upToDay: true),
            months.WinRate(view.Year),
            await Closings.CycleTimeAsync(scope.Scored(scope.From, scope.To), cancellationToken),
            months,
            await Closings.ScoredPerGroupAsync(scope, cancellationToken),
            await Closings.ScoredPerEmployeeAsync(scope, cancellationToken));
    }, cancellationToken);

    public Task<Open> OpenAsync(DashboardView view, CancellationToken cancellationToken) => ReadAsync(view, async scope =>
    {
        var scored = await Closings.ScoredPerEmployeeAsync(scope, cancellationToken);
        var targets = await TargetFigures.PerEmployeeAsync(scope, scored, cancellationToken);
        return new Open(
            await Pipeline.PerStatusAsync(scope, cancellationToken),
            await Pipeline.PerExpectedMonthAsync(scope, cancellationToken),
            await Pipeline.AttentionAsync(scope, cancellationToken),
            await Pipeline.ExpectedThisYearAsync(scope, cancellationToken),
            Tally.Sum(scored.Select(p => p.Tally)),
            Tally.Sum(targets.Select(t => t.TargetYear)));
    }, cancellationToken);

    public Task<NotScored> NotScoredAsync(DashboardView view, CancellationToken cancellationToken) => ReadAsync(view, async scope =>
    {
        var months = await Closings.PerMonthAsync(scope, cancellationToken);
        return new NotScored(
            months.Sum(view.Year, ForecastResult.NotScored, upToDay: true),
            months.Sum(view.Year - 1, ForecastResult.NotScored, upToDay: true),
            months.WinRate(view.Year),
            await Closings.LossReasonsAsync(scope, cancellationToken),
            await Closings.LostToAsync(scope, cancellationToken),
            await Closings.LostAtAsync(scope, cancellationToken),
            months);
    }, cancellationToken);

    public Task<IReadOnlyList<Attainment>> TargetsAsync(DashboardView view, CancellationToken cancellationToken) => ReadAsync(view, async scope =>
        await TargetFigures.PerEmployeeAsync(scope, await Closings.ScoredPerEmployeeAsync(scope, cancellationToken), cancellationToken), cancellationToken);

    public Task<ContactSummary> ContactMomentsAsync(DashboardView view, CancellationToken cancellationToken) =>
        ReadAsync(view, scope => ContactFigures.SummaryAsync(scope, cancellationToken), cancellationToken);

    public Task<Choices> ChoicesAsync(CancellationToken cancellationToken) => database.ReadAsync(async db => new Choices(
        await db.Departments.OrderBy(d => d.Name).Select(d => new Choice(d.Id, new LocalText(d.Name, d.Name))).ToListAsync(cancellationToken),
        await db.Users.Where(u => u.IsActive && db.Forecasts.Any(f => f.ResponsibleId == u.Id)).OrderBy(u => u.Name).Select(u => new Choice(u.Id, new LocalText(u.Name, u.Name))).ToListAsync(cancellationToken),
        await db.ForecastOptions.AsNoTracking().Where(o => o.Kind == ForecastOptionKind.Group).OrderBy(o => o.Order).Select(o => new Choice(o.Id, new LocalText(o.Name.Nl, o.Name.En))).ToListAsync(cancellationToken),
        (await db.Forecasts.MinAsync(f => (DateOnly?)f.StartDate, cancellationToken) ?? clock.Today()).Year), cancellationToken);

    Task<T> ReadAsync<T>(DashboardView view, Func<DashboardScope, Task<T>> read, CancellationToken cancellationToken) =>
        database.ReadAsync(db => read(new DashboardScope(db, view, clock)), cancellationToken);
}
