using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using Crm.Dashboard.Behind;
using Crm.Dashboard.Figures;
using Crm.Dashboard;
using Crm.Dashboard.Bookkeeping;
using Crm.Dashboard.Own;
using Crm.Data;
using Crm.Users;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Crm.Benchmarks;

/// <summary>
/// How long each tab's data takes on the database it is pointed at, brought up to date at each request, and some of its figures beside the best SQL that a person would write for
/// them. Says first how long it takes to read them all, and how much memory they take.
/// </summary>
public static class DashboardSpeed
{
    const double Promised = 150;
    const int FewestRounds = 3;
    /// <summary>Some figures take half a minute by hand.</summary>
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(20), ToWarmUp = TimeSpan.FromSeconds(3);

    static readonly (string Name, string Sql, Func<DashboardScope, Task> Ours)[] Figures =
    [
        ("closed per month",
            """
            SELECT substr(CAST("ClosedOn" AS text), 1, 7), "Result", COUNT(*), SUM("OrderAmount"), SUM("ExpectedAmount") FROM "Forecasts"
            WHERE "Result" IN ('Scored', 'NotScored') AND "ClosedOn" >= '{0}-01-01' AND "ClosedOn" <= '{1}-12-31' GROUP BY 1, 2
            """, scope => Task.FromResult(Closings.Of(scope).PerMonth)),
        ("open per status", """SELECT "StatusId", COUNT(*), SUM("ExpectedAmount"), SUM("WeightedAmount") FROM "Forecasts" WHERE "Result" = 'Open' GROUP BY "StatusId" """,
            async scope => _ = (await Pipeline.ReadAsync(scope, CancellationToken.None)).PerStatus),
        ("open without a next appointment",
            """
            SELECT COUNT(*), SUM("ExpectedAmount") FROM "Forecasts" f WHERE "Result" = 'Open'
            AND NOT EXISTS (SELECT 1 FROM "ContactMoments" m WHERE m."ForecastId" = f."Id" AND m."IsPlanned" AND m."At" >= '{2}')
            """, scope => Task.FromResult(scope.Open.Where(line => !scope.HasNextAppointment(line)).Tally())),
        ("quotes answered in the year",
            """
            SELECT "Status", COUNT(*), SUM("NetAmount"), SUM("CostAmount"), SUM("DiscountAmount") FROM "Quotes" q WHERE "Status" IN ('Signed', 'Declined', 'Expired') AND "ClosedAt" >= '{1}-01-01' AND "ClosedAt" < '{2}'
            AND "SentAt" IS NOT NULL AND NOT EXISTS (SELECT 1 FROM "Quotes" later WHERE later."Number" = q."Number" AND later."Version" > q."Version") GROUP BY "Status"
            """, scope => Task.FromResult(QuoteFigures.Of(scope).Acceptance)),
        ("contact held in the year", """SELECT COUNT(*) FROM "ContactMoments" WHERE NOT "IsPlanned" AND "At" >= '{1}-01-01' AND "At" < '{2}' """, scope => Task.FromResult(ContactFigures.Held(scope, 0))),
    ];

    public static async Task PrintAsync(string[] database, int rounds)
    {
        await using var app = CrmHost.Create(["--empty", "true", "--port", "0", .. database], builder => builder.Logging.SetMinimumLevel(LogLevel.Error));
        await CrmHost.PrepareAsync(app);
        var bookkeeper = app.Services.GetRequiredService<Bookkeeper>();
        await FirstReadAsync(bookkeeper);
        var (queries, contexts) = (app.Services.GetRequiredService<DashboardQueries>(), app.Services.GetRequiredService<IDbContextFactory<CrmDbContext>>());
        await using var db = await contexts.CreateDbContextAsync();
        await db.Database.OpenConnectionAsync();
        var any = await db.Forecasts.AsNoTracking().Where(forecast => forecast.GroupId != null).FirstAsync();
        var view = new DashboardView(TimeProvider.System.GetUtcNow().Year);
        (string Name, DashboardView View)[] views =
        [
            ("", view), (", one employee", view with { EmployeeId = any.ResponsibleId }), (", one group", view with { GroupId = any.GroupId }),
            (", a month ago", view with { On = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).AddMonths(-1) }),
        ];
        foreach (var one in views)
            foreach (var (tab, read) in Tabs(queries, one.View))
                Print($"dashboard: {tab}{one.Name}", await TimesAsync(read, rounds), Promised, "ms p95 promised");
        Print("dashboard: summary after a change", await TimesAsync(() => queries.SummaryAsync(view, Actor.System, CancellationToken.None), rounds, () => ChangeAsync(db, any.Id)), Promised, "ms p95 promised");
        Print("dashboard: summary, what moved this year", await TimesAsync(() => queries.SummaryAsync(view with { Moved = MovementSpan.Year }, Actor.System, CancellationToken.None), rounds), Promised, "ms p95 promised");
        Print("dashboard: one's own, six panels of four tabs", await TimesAsync(() => OwnAsync(queries, view), rounds), Promised, "ms p95 promised of a tab");
        foreach (var (name, sql, ours) in Figures)
            await BesideSqlAsync(db, bookkeeper, name, string.Format(CultureInfo.InvariantCulture, sql, view.Year - 2, view.Year, TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)), view, ours, rounds);
    }

    static async Task FirstReadAsync(Bookkeeper bookkeeper)
    {
        var (before, watch) = (GC.GetTotalMemory(forceFullCollection: true), Stopwatch.StartNew());
        await bookkeeper.UpToDateAsync(CancellationToken.None);
        new Figure("dashboard: all figures read for the first time", watch.Elapsed.TotalSeconds, "s", (GC.GetTotalMemory(forceFullCollection: true) - before) / 1e6, "MB kept").Print();
    }

    static async Task BesideSqlAsync(CrmDbContext db, Bookkeeper bookkeeper, string name, string sql, DashboardView view, Func<DashboardScope, Task> ours, int rounds)
    {
        await using var command = db.Database.GetDbConnection().CreateCommand();
        (command.CommandText, command.CommandTimeout) = (sql, 600);
        var byHand = await TimesAsync(() => ReadAllAsync(command), rounds);
        var times = await TimesAsync(async () => await ours(await DashboardScope.ReadAsync(db, await bookkeeper.UpToDateAsync(CancellationToken.None), view, Actor.System, TimeProvider.System, CancellationToken.None)), rounds);
        Print($"dashboard: {name}", times, At(byHand, 0.5), "ms p50 by hand", compared: 0.5);
    }

    static (string Tab, Func<Task> Read)[] Tabs(DashboardQueries queries, DashboardView view) =>
    [
        ("summary", () => queries.SummaryAsync(view, Actor.System, CancellationToken.None)),
        ("scored", () => queries.ScoredAsync(view, Actor.System, CancellationToken.None)),
        ("open", () => queries.OpenAsync(view, Actor.System, CancellationToken.None)),
        ("not scored", () => queries.NotScoredAsync(view, Actor.System, CancellationToken.None)),
        ("targets", () => queries.TargetsAsync(view, Actor.System, CancellationToken.None)),
        ("contact moments", () => queries.ContactMomentsAsync(view, Actor.System, CancellationToken.None)),
        ("quotes", () => queries.QuotesAsync(view, Actor.System, CancellationToken.None)),
        ("cross-section", () => queries.SectionAsync(view, Actor.System, CancellationToken.None)),
    ];

    /// <summary>As the page of one's own asks: for each panel, of which those of one tab and view have the same answer.</summary>
    static Task OwnAsync(DashboardQueries queries, DashboardView view)
    {
        var once = new FiguresOnce();
        Task Summary() => once.ReadAsync(view, () => queries.SummaryAsync(view, Actor.System, CancellationToken.None));
        return Task.WhenAll(
            Summary(), Summary(), Summary(), once.ReadAsync(view, () => queries.ScoredAsync(view, Actor.System, CancellationToken.None)),
            once.ReadAsync(view, () => queries.OpenAsync(view, Actor.System, CancellationToken.None)), once.ReadAsync(view, () => queries.ContactMomentsAsync(view, Actor.System, CancellationToken.None)));
    }

    /// <summary>Nothing that anyone sees, but a change.</summary>
    static Task<int> ChangeAsync(CrmDbContext db, Guid forecastId) => db.Forecasts.Where(forecast => forecast.Id == forecastId).ExecuteUpdateAsync(set => set.SetProperty(forecast => forecast.Remark, forecast => forecast.Remark));

    static async Task<double[]> TimesAsync(Func<Task> read, int rounds, Func<Task>? between = null)
    {
        // The first compile the query, fill the cache of pages and are run by code that is not compiled with care yet.
        var warming = Stopwatch.GetTimestamp();
        do
            await read();
        while (Stopwatch.GetElapsedTime(warming) < ToWarmUp);
        var (times, begun) = (new List<double>(rounds), Stopwatch.GetTimestamp());
        while (times.Count < rounds && (times.Count < FewestRounds || Stopwatch.GetElapsedTime(begun) < Patience))
        {
            if (between is not null)
                await between();
            var watch = Stopwatch.StartNew();
            await read();
            times.Add(watch.Elapsed.TotalMilliseconds);
        }
        return [.. times.Order()];
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
