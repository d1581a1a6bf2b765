using System.Text.RegularExpressions;
using Crm.Quotes;
using Crm.Quotes.Prices;
using Crm.Signing;

namespace Crm.Documents;

public sealed class QuoteDocumentsTests
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("installation")]
    [InlineData("standard")]
    [InlineData("compact")]
    public async Task A_quote_on_paper_has_all_that_the_law_asks_and_nothing_internal(string template)
    {
        await using var scene = await SigningScene.StartAsync(On.Sqlite, template: template);
        var text = await TextAsync(scene);
        foreach (var must in new[]
                 {
                     "Brekelmans Koeltechniek B.V.", "statutair gevestigd te Tilburg", "KVK", "18041277", "NL804127733B01", "Geldig tot en met", "23 december 2026", "OF-2026-",
                     SigningScene.Customer, "Jorrit Brandsma", "Totaal excl. btw", "Btw 21 %", "Totaal incl. btw", "€ 23.640,00", "€ 28.604,40", "Algemene voorwaarden", "Pagina 1 van",
                     "Koelunit 42 kW <b>vet</b>", "Monitoring op afstand", "Optioneel, niet in het totaal",
                 })
            Assert.Contains(must, text, StringComparison.Ordinal);
        Assert.DoesNotContain("Interne reiskosten", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_public_body_reads_prices_including_vat_and_an_English_reader_reads_English()
    {
        await using var scene = await SigningScene.StartAsync(On.Sqlite, language: "en", isEntrepreneur: false);
        var text = await TextAsync(scene);
        Assert.Contains("Total incl. VAT €23,640.00", text, StringComparison.Ordinal);
        Assert.Contains("Of which VAT 21% €4,102.81", text, StringComparison.Ordinal);
        Assert.Contains("registered office in Tilburg", text, StringComparison.Ordinal);
        Assert.Contains("Page 1 of", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Totaal", text, StringComparison.Ordinal);
        Assert.DoesNotContain("geldig", text, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_long_quote_repeats_its_table_head_and_leaves_no_total_alone()
    {
        // Whatever the number of lines, the totals stand under at least one of them.
        for (var count = 18; count <= 60; count += 7)
        {
            await using var scene = await SigningScene.StartAsync(On.Sqlite, lines: [.. Enumerable.Range(1, count).Select(n => SigningScene.Line(LineKind.Article, $"Artikel nummer {n}.", n, 12.5m, "st"))]);
            var pages = (await TextAsync(scene, isRaw: true)).Split('\f');
            foreach (var page in pages.Where(page => page.Contains("Artikel nummer", StringComparison.Ordinal)))
                Assert.Contains("Omschrijving", page, StringComparison.Ordinal);
            var withTotal = Assert.Single(pages, page => page.Contains("Totaal incl. btw", StringComparison.Ordinal));
            Assert.Contains("Artikel nummer", withTotal, StringComparison.Ordinal);
        }
    }

    static async Task<string> TextAsync(SigningScene scene, bool isRaw = false)
    {
        using var pdf = await PdfFile.WriteAsync(await scene.Get<QuoteDocuments>().RenderAsync(scene.QuoteId, Cancel));
        var text = await pdf.RunAsync("pdftotext", "-layout", "-");
        return isRaw ? text : Regex.Replace(text.Replace('\u00A0', ' '), @"\s+", " ");
    }
}
