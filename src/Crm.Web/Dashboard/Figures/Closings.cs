using Crm.Dashboard.Bookkeeping;
using Crm.Forecasts;

namespace Crm.Dashboard.Figures;

/// <summary>What was closed in one month: scored by what was ordered, not scored by what was expected.</summary>
/// <param name="IsInPeriod">Within the months that are looked at, and not after the day of the year that the running year has reached.</param>
public sealed record MonthClosed(int Year, int Month, bool IsInPeriod, ForecastResult Result, Tally Tally);

/// <summary>What was not scored for one reason, in each of the twelve months as far as they are in the period.</summary>
public sealed record ReasonTrend(Guid? Id, LocalText Name, IReadOnlyList<Tally> Months);

/// <summary>Of what was created in the period: how much has been scored, and how much is still open.</summary>
public sealed record Cohort(int Created, int Scored, int Open)
{
    public decimal? WinRate => Ratio.Percent(Scored, Created);
    public decimal? StillOpen => Ratio.Percent(Open, Created);
}

/// <summary>Figures of what was closed in this year and the two before, added up in one go past it.</summary>
public sealed class Closings
{
    const int Months = 12;

    readonly DashboardScope scope;
    readonly (DateOnly From, DateOnly To) years, earlier;
    readonly Sum[] perDay;
    readonly Lengths scored = new(), scoredEarlier = new(), notScored = new();
    readonly Sum[] perEmployee, perGroup, perReason, perWinner, perStatus;
    readonly Dictionary<int, Sum> perReasonAndMonth = [];
    Sum contestedScored, contestedNotScored;

    Closings(DashboardScope scope)
    {
        (this.scope, years, earlier) = (scope, YearsOf(scope), scope.Earlier(1));
        perDay = new Sum[(years.To.DayNumber - years.From.DayNumber + 1) * 2];
        (perEmployee, perGroup, perReason) = (new Sum[scope.CodeCount], new Sum[scope.CodeCount], new Sum[scope.CodeCount]);
        (perWinner, perStatus) = (new Sum[scope.CodeCount], new Sum[scope.CodeCount]);
    }

    public static Closings Of(DashboardScope scope)
    {
        var (from, to) = YearsOf(scope);
        // With everyone's part in what is shared, so that those per employee need no walk of their own.
        return scope.PerEmployee.Closed(from, to).Total(() => new Closings(scope), (closings, line) => closings.Add(line), (some, others) => some.Add(others));
    }

    static (DateOnly From, DateOnly To) YearsOf(DashboardScope scope) => (new(scope.View.Year - 2, 1, 1), new(scope.View.Year, 12, 31));

    /// <summary>Every month of the three years; all yearly figures are sums of these.</summary>
    public IReadOnlyList<MonthClosed> PerMonth => field ??=
    [
        // Per day until here: there are a thousand of them, whatever there is to add up.
        .. perDay.Index().Where(day => day.Item.Number > 0)
            .Select(day => (On: years.From.AddDays(day.Index / 2), Result: day.Index % 2 == 1 ? ForecastResult.Scored : ForecastResult.NotScored, Sum: day.Item))
            .GroupBy(day => (day.On.Year, day.On.Month, IsInPeriod: IsInPeriod(day.On), day.Result))
            .Select(month => new MonthClosed(month.Key.Year, month.Key.Month, month.Key.IsInPeriod, month.Key.Result, month.Aggregate(new Sum(), (sum, day) => sum + day.Sum).Tally)),
    ];

    /// <summary>Of the period that is looked at, in this year or in an earlier one.</summary>
    public WinRate WinRate(int year) => new(Within(year, ForecastResult.Scored), Within(year, ForecastResult.NotScored));

    public CycleTime CycleTime => scored.CycleTime;
    public CycleTime CycleTimeEarlier => scoredEarlier.CycleTime;
    public CycleTime CycleTimeNotScored => notScored.CycleTime;
    /// <summary>From start to closing, of what was scored; null when nothing was.</summary>
    public double? AverageDays => scored.Average;
    public WinRate AgainstCompetitors => new(contestedScored.Tally, contestedNotScored.Tally);

    public Task<IReadOnlyList<Part>> ScoredPerGroupAsync(CancellationToken cancellationToken) => scope.NamedAsync(perGroup, scope.OptionNamesAsync, cancellationToken);

    public Task<IReadOnlyList<Part>> LossReasonsAsync(CancellationToken cancellationToken) => scope.NamedAsync(perReason, scope.OptionNamesAsync, cancellationToken);

    /// <summary>Of each reason, the largest first, what was not scored in each month of the period.</summary>
    public async Task<IReadOnlyList<ReasonTrend>> LossTrendAsync(CancellationToken cancellationToken) =>
        [.. (await LossReasonsAsync(cancellationToken)).Select(reason => (Reason: reason, Code: scope.Codes.Find(reason.Id)))
            .Select(one => new ReasonTrend(one.Reason.Id, one.Reason.Name, [.. Enumerable.Range(1, Months).Select(month => perReasonAndMonth.GetValueOrDefault(KeyOf(one.Code, month)).Tally)]))];

    static int KeyOf(int reason, int month) => reason * Months + month - 1;

    public Task<IReadOnlyList<Part>> LostToAsync(CancellationToken cancellationToken) => scope.NamedAsync(perWinner, scope.OptionNamesAsync, cancellationToken);

    public Task<IReadOnlyList<Part>> LostAtAsync(CancellationToken cancellationToken) => scope.NamedAsync(perStatus, scope.StatusNamesAsync, cancellationToken);

    /// <summary>With everyone's part in what is shared, which the other figures leave out.</summary>
    public Task<IReadOnlyList<Part>> ScoredPerEmployeeAsync(CancellationToken cancellationToken) => scope.NamedAsync(perEmployee, scope.EmployeeNamesAsync, cancellationToken);

    /// <summary>Closed, and another was known to offer for it as well.</summary>
    public static Lines Contested(DashboardScope scope, DateOnly from, DateOnly to) => scope.Closed(from, to).Where(line => line.IsContested);

    public static Cohort CohortOf(DashboardScope scope)
    {
        var created = scope.Created.SumsBy(line => (int)line.Result);
        return new(created.Values.Sum(sum => sum.Number), Of(ForecastResult.Scored), Of(ForecastResult.Open));

        int Of(ForecastResult result) => created.GetValueOrDefault((int)result).Number;
    }

    /// <summary>In whatever year: within the months that are looked at, and not after the day that the running year has reached.</summary>
    bool IsInPeriod(DateOnly day) =>
        scope.To >= scope.From && day.Month >= scope.View.FirstMonth && (day.Month < scope.To.Month || (day.Month == scope.To.Month && (scope.IsEndOfMonth || day.Day <= scope.To.Day)));

    Tally Within(int year, ForecastResult result) => Tally.Sum(PerMonth.Where(m => m.Year == year && m.Result == result && m.IsInPeriod).Select(m => m.Tally));

    void Add(Line line)
    {
        var (one, isInPeriod) = (new Sum(line), line.ClosedOn >= scope.From && line.ClosedOn <= scope.To);
        if (isInPeriod && line.IsScored)
            perEmployee[line.Responsible] += one;
        if (!scope.Counts(line))
            return;
        perDay[(line.ClosedOn.DayNumber - years.From.DayNumber) * 2 + (line.IsScored ? 1 : 0)] += one;
        if (isInPeriod)
            AddOfPeriod(line, one);
        else if (line.IsScored && line.ClosedOn >= earlier.From && line.ClosedOn <= earlier.To)
            scoredEarlier.Add(line.Days);
    }

    void AddOfPeriod(Line line, Sum one)
    {
        if (line.IsScored)
        {
            scored.Add(line.Days);
            perGroup[line.Group] += one;
            contestedScored += line.IsContested ? one : new();
            return;
        }
        notScored.Add(line.Days);
        perReason[line.LossReason] += one;
        perReasonAndMonth.AddUp(KeyOf(line.LossReason, line.ClosedOn.Month), one);
        perWinner[line.LostTo] += one;
        perStatus[line.Status] += one;
        contestedNotScored += line.IsContested ? one : new();
    }

    Closings Add(Closings others)
    {
        perDay.AddUp(others.perDay);
        scored.Add(others.scored);
        scoredEarlier.Add(others.scoredEarlier);
        notScored.Add(others.notScored);
        perEmployee.AddUp(others.perEmployee);
        perGroup.AddUp(others.perGroup);
        perReason.AddUp(others.perReason);
        perReasonAndMonth.AddUp(others.perReasonAndMonth);
        perWinner.AddUp(others.perWinner);
        perStatus.AddUp(others.perStatus);
        (contestedScored, contestedNotScored) = (contestedScored + others.contestedScored, contestedNotScored + others.contestedNotScored);
        return this;
    }
}
