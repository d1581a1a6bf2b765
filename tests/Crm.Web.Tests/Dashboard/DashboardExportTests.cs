using System.Net;
using Crm.Dashboard.Figures;
using Crm.Data;
using Crm.Forecasts;
using Crm.Quotes;
using Crm.Targets;
using Crm.Users;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MiniExcelLibs;

namespace Crm.Dashboard;

public sealed class DashboardExportTests
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_export_holds_what_its_reader_may_see_and_nothing_else()
    {
        await using var server = await CrmServer.StartAsync(On.Sqlite, demo: true);
        await server.Database.WriteAsync(async db => (await db.Users.SingleAsync(u => u.Email!.StartsWith("thijs"), Stop)).Sight = Sight.Own, Stop);
        var (own, all) = await server.Database.ReadAsync(async db => (
            await db.Forecasts.Where(f => f.Result == ForecastResult.Open && db.Users.Any(u => u.Id == f.ResponsibleId && u.Email!.StartsWith("thijs"))).SumAsync(f => f.ExpectedAmount, Stop),
            await db.Forecasts.Where(f => f.Result == ForecastResult.Open).SumAsync(f => f.ExpectedAmount, Stop)), Stop);
        Assert.NotEqual(own, all);
        var (ownQuotes, allQuotes) = await server.Database.ReadAsync(async db =>
        {
            var sent = db.Quotes.Where(q => q.SentAt >= new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc) && q.Status != QuoteStatus.Replaced);
            return (await sent.Where(q => db.Users.Any(u => u.Id == q.Forecast!.ResponsibleId && u.Email!.StartsWith("thijs"))).SumAsync(q => q.NetAmount, Stop), await sent.SumAsync(q => q.NetAmount, Stop));
        }, Stop);
        Assert.NotEqual(ownQuotes, allQuotes);
        foreach (var (who, amount, quotes) in new[] { ("thijs", own, ownQuotes), ("ruben", all, allQuotes) })
        {
            var client = await server.SignInAsync(who);
            Assert.Equal(amount, await SumAsync(client, "xlsx?tab=open", "Forecasts"));
            Assert.Equal(amount, await SumAsync(client, "rows?figure=Open", "Forecasts"));
            foreach (var export in new[] { "xlsx?tab=quotes", "quote-rows?figure=Sent" })
                Assert.Equal(quotes, Sum(await LinesAsync(client, export, "Offertes", "Quotes"), "Bedrag", "Amount"));
        }
        var thijs = await server.SignInAsync("thijs");
        Assert.Equal("%PDF"u8.ToArray(), (await thijs.GetByteArrayAsync("/api/dashboard/export/pdf?tab=scored&by=number", Stop))[..4]);
        Assert.Equal(new byte[] { 0x89, 0x50, 0x4E, 0x47 }, (await thijs.GetByteArrayAsync("/api/dashboard/export/png?tab=targets", Stop))[..4]);
        Assert.Equal(HttpStatusCode.NotFound, (await thijs.GetAsync("/api/dashboard/export/xlsx?tab=else", Stop)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await server.Anonymous().GetAsync("/api/dashboard/export/xlsx", Stop)).StatusCode);
    }

    [Theory, InlineData("", 7), InlineData("scored", 5), InlineData("open", 6), InlineData("not-scored", 6), InlineData("targets", 2), InlineData("contact-moments", 6), InlineData("quotes", 7)]
    public async Task A_workbook_has_a_sheet_for_each_panel_besides_the_cross_section_and_the_forecasts(string tab, int panels)
    {
        await using var server = await CrmServer.StartAsync(On.Sqlite, demo: true);
        var ruben = await server.SignInAsync("ruben");
        using var workbook = new MemoryStream(await ruben.GetByteArrayAsync($"/api/dashboard/export/xlsx?tab={tab}", Stop));
        var sheets = workbook.GetSheetNames();
        Assert.Equal(panels + 2, sheets.Count);
        Assert.All(sheets, sheet => Assert.True(workbook.Query(useHeaderRow: true, sheetName: sheet).Cast<IDictionary<string, object?>>().First().Count > 1, $"Nothing stands on {sheet}."));
    }

    [Fact]
    public async Task A_sheet_says_what_its_panel_says()
    {
        await using var server = await CrmServer.StartAsync(On.Sqlite, demo: true);
        var ruben = await server.SignInAsync("ruben");
        var queries = server.Services.GetRequiredService<DashboardQueries>();
        var (contacts, targets) = (await queries.ContactMomentsAsync(new(2026), Actor.System, Stop), await queries.TargetsAsync(new(2026), Actor.System, Stop));
        Assert.Equal(contacts.Held, Sum(await LinesAsync(ruben, "xlsx?tab=contact-moments", "Per maand", "Per month"), "2026"));
        Assert.Equal(contacts.Silences.Sum(silence => silence.Tally.Amount), Sum(await LinesAsync(ruben, "xlsx?tab=contact-moments", "Laatste contact", "Last contact"), "Bedrag", "Amount"));
        Assert.Equal(targets.PerMonth.Sum(month => targets.ScoredIn(2026, month.Month).Amount), Sum(await LinesAsync(ruben, "xlsx?tab=targets", "Per maand", "Per month"), "Bedrag", "Amount"));
    }

    [Fact]
    public void A_year_is_divided_by_the_season_and_adds_up_to_itself()
    {
        decimal[] season = [6, 7, 9, 9, 8, 8, 6, 5, 10, 11, 12, 9];
        var months = TargetSpread.Over(100_000.01m, season, 0.01m);
        Assert.Equal((12, 100_000.01m, 6_000m), (months.Count, months.Sum(), months[0]));
        Assert.Equal(Enumerable.Repeat(1m, 12), TargetSpread.Over(12, [.. Enumerable.Repeat(0m, 12)], 1));
    }

    [Fact]
    public void What_was_copied_from_a_sheet_is_read_whole_or_not_at_all()
    {
        var (sanne, bas) = (Guid.NewGuid(), Guid.NewGuid());
        Dictionary<string, Guid> people = new(StringComparer.OrdinalIgnoreCase) { ["Sanne de Wit"] = sanne, ["Bas Kuiper"] = bas };
        var read = TargetPaste.Read("Naam\tjan\tfeb\nsanne de wit\t1.000\t2\t3\t4\t5\t6\t7\t8\t9\t10\t11\t12,50\t1.077,50\nBas Kuiper\t€ 240.000", people);
        Assert.Equal([sanne, bas], read.Select(one => one.EmployeeId));
        Assert.Equal((1_000m, 12.5m, 240_000m), (read[0].Figures[0], read[0].Figures[11], read[1].Figures.Single()));
        Assert.Equal(2, Assert.Throws<RefusedException>(() => TargetPaste.Read("Sanne de Wit\t1\t2\nIemand\t1", people)).Faults.Count);
    }

    /// <summary>Of the column with amounts, which the language of the reader names.</summary>
    static async Task<decimal> SumAsync(HttpClient client, string path, string sheet) => Sum(await LinesAsync(client, path, sheet), "Bedrag", "Amount");

    static decimal Sum(IReadOnlyList<IDictionary<string, object?>> lines, params string[] headings) =>
        lines.Sum(line => Convert.ToDecimal(line[headings.First(line.ContainsKey)], System.Globalization.CultureInfo.InvariantCulture));

    static async Task<IReadOnlyList<IDictionary<string, object?>>> LinesAsync(HttpClient client, string path, params string[] names)
    {
        using var workbook = new MemoryStream(await client.GetByteArrayAsync("/api/dashboard/export/" + path, Stop));
        var sheets = workbook.GetSheetNames();
        return [.. workbook.Query(useHeaderRow: true, sheetName: names.First(sheets.Contains)).Cast<IDictionary<string, object?>>()];
    }
}
