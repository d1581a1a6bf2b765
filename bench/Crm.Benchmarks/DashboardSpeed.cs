using System.Data.Common;
using System.Diagnostics;
using Crm.Dashboard;
using Crm.Data;
using Crm.Users;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Crm.Benchmarks;

/// <summary>How long each tab's data takes on the database it is pointed at, and three of its figures beside the best SQL that a person would write for them.</summary>
public static class DashboardSpeed
{
    const double Promised = 150;

    static readonly (string Name, string Sql, Func<DashboardScope, Task> Ours)[] Figures =
    [
        ("closed per month",
            """
            SELECT substr(CAST("ClosedOn" AS text), 1, 7), "Result", COUNT(*), SUM("OrderAmount"), SUM("ExpectedAmount") FROM "Forecasts"
            WHERE "Result" IN ('Scored', 'NotScored') AND "ClosedOn" >= '{0}-01-01' AND "ClosedOn" <= '{1}-12-31' GROUP BY 1, 2
            """, scope => Closings.PerMonthAsync(scope, CancellationToken.None)),
        ("open per status", """SELECT "StatusId", COUNT(*), SUM("ExpectedAmount"), SUM("WeightedAmount") FROM "Forecasts" WHERE "Result" = 'Open' GROUP BY "StatusId" """,
            scope => Pipeline.PerStatusAsync(scope, CancellationToken.None)),
    ];

    public static async Task PrintAsync(string[] database, int rounds)
    {
        await using var app = CrmHost.Create(["--empty", "true", "--port", "0", .. database], builder => builder.Logging.SetMinimumLevel(LogLevel.Error));
        await CrmHost.PrepareAsync(app);
        var (queries, contexts) = (app.Services.GetRequiredService<DashboardQueries>(), app.Services.GetRequiredService<IDbContextFactory<CrmDbContext>>());
        var view = new DashboardView(TimeProvider.System.GetUtcNow().Year);
        foreach (var (tab, read) in Tabs(queries, view))
            Print($"dashboard: {tab}", await TimesAsync(read, rounds), Promised, "ms p95 promised");
        await using var db = await contexts.CreateDbContextAsync();
        await db.Database.OpenConnectionAsync();
        foreach (var (name, sql, ours) in Figures)
        {
            await using var command = db.Database.GetDbConnection().CreateCommand();
            command.CommandText = string.Format(System.Globalization.CultureInfo.InvariantCulture, sql, view.Year - 2, view.Year);
            var byHand = await TimesAsync(() => ReadAllAsync(command), rounds);
            Print($"dashboard: {name}", await TimesAsync(() => ours(new DashboardScope(db, view, Actor.System, TimeProvider.System)), rounds), At(byHand, 0.5), "ms p50 by hand", compared: 0.5);
        }
    }

    static (string Tab, Func<Task> Read)[] Tabs(DashboardQueries queries, DashboardView view) =>
    [
        ("summary", () => queries.SummaryAsync(view, Actor.System, CancellationToken.None)),
        ("scored", () => queries.ScoredAsync(view, Actor.System, CancellationToken.None)),
        ("open", () => queries.OpenAsync(view, Actor.System, CancellationToken.None)),
        ("not scored", () => queries.NotScoredAsync(view, Actor.System, CancellationToken.None)),
        ("targets", () => queries.TargetsAsync(view, Actor.System, CancellationToken.None)),
        ("contact moments", () => queries.ContactMomentsAsync(view, Actor.System, CancellationToken.None)),
        ("cross-section", () => queries.SectionAsync(view, Actor.System, CancellationToken.None)),
        ("summary, a month ago", () => queries.SummaryAsync(view with { On = DateOnly.FromDateTime(DateTime.UtcNow).AddMonths(-1) }, Actor.System, CancellationToken.None)),
    ];

    static async Task<double[]> TimesAsync(Func<Task> read, int rounds)
    {
        // The first compiles the query and fills the cache of pages.
        await read();
        var times = new double[rounds];
        for (var round = 0; round < rounds; round++)
        {
            var watch = Stopwatch.StartNew();
            await read();
            times[round] = watch.Elapsed.TotalMilliseconds;
        }
        Array.Sort(times);
        return times;
    }

    static double At(double[] sorted, double part) => sorted[Math.Min(sorted.Length - 1, (int)Math.Ceiling(sorted.Length * part) - 1)];

    static void Print(string name, double[] times, double reference, string unit, double compared = 0.95) =>
        new Figure(name, At(times, compared), $"ms p{compared * 100:0}", reference, unit) { P50Milliseconds = At(times, 0.5), P99Milliseconds = At(times, 0.99) }.Print();

    static async Task ReadAllAsync(DbCommand command)
    {
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
        }
    }
}
