using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization;
using Crm.Dashboard.Behind;
using Crm.Dashboard.Figures;
using Crm.Forecasts;
using Microsoft.EntityFrameworkCore;

namespace Crm.Dashboard;

public sealed class DashboardTests
{
    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };
    static readonly DateOnly Today = new(2026, 11, 23);

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task The_figures_equal_a_reckoning_row_by_row_in_every_section(On on)
    {
        await using var server = await CrmServer.StartAsync(on, demo: true);
        var ruben = await server.SignInAsync("ruben");
        var all = await server.Database.ReadAsync(db => db.Forecasts.ToListAsync(Stop), Stop);
        var users = await server.Database.ReadAsync(db => db.Users.ToListAsync(Stop), Stop);
        var departmentId = users.Single(user => user.Name == "Sanne de Wit").DepartmentId;
        var inDepartment = users.Where(user => user.DepartmentId == departmentId).Select(user => user.Id).ToHashSet();
        (string Query, Func<Forecast, bool> Holds)[] sections =
        [
            ("", _ => true),
            ($"&departmentId={departmentId}", f => inDepartment.Contains(f.ResponsibleId)),
            ($"&groupId={all[0].GroupId}", f => f.GroupId == all[0].GroupId),
        ];
        foreach (var (query, holds) in sections)
        {
            foreach (var year in new[] { 2025, 2026 })
                await CompareAsync(ruben, $"year={year}{query}", all.FindAll(forecast => holds(forecast)), year);
        }
    }

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task Every_figure_opens_the_rows_that_add_up_to_it(On on)
    {
        await using var server = await CrmServer.StartAsync(on, demo: true);
        var ruben = await server.SignInAsync("ruben");
        var summary = await GetAsync<SummaryFigures>(ruben, "summary");
        (Figure Figure, Tally Figured)[] figures =
        [
            (Figure.Scored, summary.Scored), (Figure.NotScored, summary.WinRate.NotScored), (Figure.Open, summary.OpenTotal), (Figure.Overdue, summary.Attention.Overdue),
            (Figure.WithoutNextAppointment, summary.Attention.WithoutNextAppointment), (Figure.Stale, summary.Attention.Stale),
        ];
        foreach (var (figure, figured) in figures)
        {
            var rows = await GetAsync<DashboardRows.Page>(ruben, $"rows?figure={figure}&take=500");
            Assert.Equal(figured, rows.Total);
            Assert.Equal(figured, new Tally(rows.Items.Count, rows.Items.Sum(row => row.Amount)));
        }
        foreach (var reason in summary.LossReasons)
            Assert.Equal(reason.Tally, (await GetAsync<DashboardRows.Page>(ruben, $"rows?figure=NotScored&reasonId={reason.Id}")).Total);
    }

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task Targets_are_set_by_those_who_may_and_by_nobody_else(On on)
    {
        await using var server = await CrmServer.StartAsync(on);
        var (sanne, petra) = (await server.SignInAsync("sanne"), await server.SignInAsync("petra"));
        var employeeId = await server.Database.ReadAsync(db => db.Users.Where(user => user.Name == "Sanne de Wit").Select(user => user.Id).SingleAsync(Stop), Stop);
        object[] entries = [new { employeeId, month = 3, amount = 12_500.50m, number = 2 }];
        Assert.Equal(HttpStatusCode.Forbidden, (await sanne.PutAsJsonAsync("/api/targets/2026", entries, Stop)).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await petra.PutAsJsonAsync("/api/targets/2026", entries, Stop)).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await petra.PutAsJsonAsync("/api/targets/2026", entries, Stop)).StatusCode);
        var target = Assert.Single((await sanne.GetFromJsonAsync<List<Targets.TargetEntry>>("/api/targets/2026", Json, Stop))!);
        Assert.Equal((3, 12_500.50m, 2), (target.Month, target.Amount, target.Number));
        object[] wrong = [new { employeeId, month = 13, amount = -1, number = 2 }];
        Assert.Equal(HttpStatusCode.BadRequest, (await petra.PutAsJsonAsync("/api/targets/2026", wrong, Stop)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await server.Anonymous().GetAsync("/api/dashboard/summary", Stop)).StatusCode);
    }

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task The_demo_company_has_work_waiting_behind_which_processes_run(On on)
    {
        await using var server = await CrmServer.StartAsync(on, demo: true);
        var waiting = await server.Database.ReadAsync(db => db.Tasks.Where(task => db.WorkflowInstances.Any(i => i.Id == task.WorkflowInstanceId && i.Status == "Running")).Select(task => task.SubjectKind).ToListAsync(Stop), Stop);
        Assert.Equal(["contact-moment", "quote", "submission"], waiting.Distinct().Order(StringComparer.Ordinal));
    }

    static async Task CompareAsync(HttpClient client, string query, List<Forecast> forecasts, int year)
    {
        var to = year == Today.Year ? Today : new DateOnly(year, 12, 31);
        var summary = await GetAsync<SummaryFigures>(client, "summary?" + query);
        var scored = Closed(forecasts, ForecastResult.Scored, new(year, 1, 1), to);
        var notScored = Closed(forecasts, ForecastResult.NotScored, new(year, 1, 1), to);
        var open = forecasts.FindAll(f => f.Result == ForecastResult.Open);
        Assert.Equal(new Tally(scored.Count, scored.Sum(f => f.OrderAmount!.Value)), summary.Scored);
        var earlier = Closed(forecasts, ForecastResult.Scored, new(year - 1, 1, 1), to.AddYears(-1));
        Assert.Equal(new Tally(earlier.Count, earlier.Sum(f => f.OrderAmount!.Value)), summary.ScoredEarlier);
        Assert.Equal(new Tally(notScored.Count, notScored.Sum(f => f.ExpectedAmount)), summary.WinRate.NotScored);
        Assert.Equal(scored.Count + notScored.Count == 0 ? null : Math.Round(scored.Count * 100m / (scored.Count + notScored.Count), 1, MidpointRounding.AwayFromZero), summary.WinRate.ByNumber);
        Assert.Equal(new Tally(open.Count, open.Sum(f => f.ExpectedAmount)), summary.OpenTotal);
        Assert.Equal(open.Sum(f => f.WeightedAmount), summary.Weighted);
        var overdue = open.FindAll(f => f.ExpectedDate < Today);
        Assert.Equal(new Tally(overdue.Count, overdue.Sum(f => f.ExpectedAmount)), summary.Attention.Overdue);
        Assert.Equal(Median([.. scored.Select(f => f.ClosedOn!.Value.DayNumber - f.StartDate.DayNumber).Order()]), summary.CycleTime.Median);
    }

    static List<Forecast> Closed(List<Forecast> forecasts, ForecastResult result, DateOnly from, DateOnly to) =>
        forecasts.FindAll(f => f.Result == result && f.ClosedOn >= from && f.ClosedOn <= to);

    static decimal? Median(List<int> days) => days.Count == 0 ? null : (days[(days.Count - 1) / 2] + days[days.Count / 2]) / 2m;

    static async Task<T> GetAsync<T>(HttpClient client, string path) => (await client.GetFromJsonAsync<T>("/api/dashboard/" + path, Json, Stop))!;
}
