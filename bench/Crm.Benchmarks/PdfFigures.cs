using System.Diagnostics;
using Crm.Data;
using Crm.Documents;
using Crm.Forecasts;
using Crm.Quotes;
using Crm.Quotes.Prices;
using Crm.Quotes.Templates;
using Crm.Relations;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;

namespace Crm.Benchmarks;

/// <summary>How many quotes of fifty lines are printed in a second, from the database to the PDF, beside a bare Chromium that prints the same HTML.</summary>
public static class PdfFigures
{
    const int Lines = 50, AtOnce = 2;

    public static async Task PrintAsync(BenchServer server, Pace pace)
    {
        var quoteId = await server.Database.WriteAsync(AddQuoteAsync);
        var documents = server.Get<QuoteDocuments>();
        var html = await documents.HtmlForPaperAsync(quoteId, default);
        using var playwright = await Playwright.CreateAsync();
        await using var chromium = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = server.Get<CrmSettings>().Chromium, ChromiumSandbox = false, Args = ["--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-dev-shm-usage"],
        });
        var bare = new List<IPage>();
        for (var page = 0; page < AtOnce; page++)
            bare.Add(await chromium.NewPageAsync());
        await documents.RenderAsync(quoteId, default);
        await BareAsync(bare[0], html);
        var (ours, theirs) = (new Pages(), new Pages());
        // In turns, so that whatever else the machine does hits both.
        for (var slice = 0; slice < pace.Slices * 2; slice++)
        {
            await ours.MeasureAsync(pace.Slice * 2, _ => documents.RenderAsync(quoteId, default));
            await theirs.MeasureAsync(pace.Slice * 2, at => BareAsync(bare[at], html));
        }
        new Figure("Quotes of 50 lines printed", ours.PerSecond, "quotes/s", theirs.PerSecond, "bare Chromium, same HTML, pages kept open/s").Print();
    }

    static async Task<byte[]> BareAsync(IPage page, string html)
    {
        await page.SetContentAsync(html);
        return await page.PdfAsync(new() { PreferCSSPageSize = true, PrintBackground = true, Tagged = true, Outline = true });
    }

    /// <summary>Documents made, and in how long.</summary>
    sealed class Pages
    {
        int made;
        TimeSpan taken;

        public double PerSecond => made / taken.TotalSeconds;

        public async Task MeasureAsync(TimeSpan atLeast, Func<int, Task<byte[]>> make)
        {
            var begun = Stopwatch.GetTimestamp();
            await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(async at =>
            {
                while (Stopwatch.GetElapsedTime(begun) < atLeast)
                {
                    await make(at);
                    Interlocked.Increment(ref made);
                }
            }));
            taken += Stopwatch.GetElapsedTime(begun);
        }
    }

    static async Task<Guid> AddQuoteAsync(CrmDbContext db)
    {
        var author = await db.Users.OrderBy(user => user.Id).Select(user => user.Id).FirstAsync();
        var now = new DateTime(2026, 11, 23, 9, 0, 0, DateTimeKind.Utc);
        var organisation = new Organisation { Name = "Kaasmakerij Het Anker B.V.", Address = new() { Street = "Waagplein", HouseNumber = 3, PostalCode = "2801JE", Town = "Gouda" } };
        var relation = new Relation { Number = 1, OrganisationId = organisation.Id, ResponsibleId = author, CreatedAt = now };
        var forecast = new Forecast
        {
            Number = "2026-0001", RelationId = relation.Id, Description = "Klimaatinstallatie", ResponsibleId = author, StatusId = await db.ForecastStatuses.OrderBy(status => status.Id).Select(status => status.Id).FirstAsync(),
            StatusSince = now, StartDate = new(2026, 11, 1), ExpectedDate = new(2026, 12, 18), CreatedAt = now,
        };
        var quote = new Quote
        {
            Number = "OF-2026-0001", ForecastId = forecast.Id, RelationId = relation.Id, AuthorId = author, TemplateKey = QuoteTemplates.Usual, Title = "Klimaatinstallatie", Date = new(2026, 11, 23),
            ValidUntil = new(2026, 12, 23), CreatedAt = now, SavedAt = now,
            Lines = [.. Enumerable.Range(1, Lines).Select(line => new QuoteLine { Order = line, Kind = LineKind.Article, Description = $"Koelunit 12 kW, uitvoering {line}", Quantity = line, Unit = "st", Price = 98.50m, VatRate = 21 })],
        };
        quote.AddUp();
        db.AddRange(organisation, relation, forecast, quote);
        return quote.Id;
    }
}
