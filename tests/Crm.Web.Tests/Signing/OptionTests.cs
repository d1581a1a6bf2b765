using System.Net;
using Crm.Documents;
using Crm.Quotes;
using Crm.Quotes.Prices;
using Microsoft.EntityFrameworkCore;

namespace Crm.Signing;

/// <summary>The customer takes options along when signing.</summary>
public sealed class OptionTests
{
    const string Monitoring = "Monitoring op afstand, 1 jaar";

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task An_option_that_is_taken_is_signed_for_and_goes_along_to_the_order_and_the_project(On on)
    {
        await using var scene = await SigningScene.StartAsync(on);
        var option = await OptionAsync(scene);
        var visitor = await scene.SendAsync();
        await visitor.OpenAsync();
        var sent = await visitor.DownloadAsync();
        await visitor.OpenAsync();
        Assert.Contains("Optie, niet in het totaal", visitor.Text, StringComparison.Ordinal);
        await visitor.SubmitAsync("option", ("option", option), ("take", "yes"));
        Assert.Contains("Optie, in het totaal", visitor.Text, StringComparison.Ordinal);
        Assert.Contains("€ 30.842,90", visitor.Text, StringComparison.Ordinal);
        await visitor.SubmitAsync("code");
        Assert.Contains("Onderteken voor € 30.842,90", visitor.Text, StringComparison.Ordinal);
        await SignAsync(scene, visitor, "30842.90");
        Assert.Contains("heeft deze offerte ondertekend", visitor.Text, StringComparison.Ordinal);
        Assert.Contains("Gekozen optie", visitor.Text, StringComparison.Ordinal);

        await Eventually.TrueAsync(async () => (await scene.QuoteAsync()).SealedFileId is not null, "the quote is sealed");
        var quote = await scene.QuoteAsync();
        Assert.Equal((25490m, 30842.90m), (quote.NetAmount, quote.GrossAmount));
        var sealedPdf = await visitor.DownloadAsync();
        Assert.Equal(sent, sealedPdf[..sent.Length]);
        using var pdf = await PdfFile.WriteAsync(sealedPdf);
        Assert.Matches($"Gekozen opties\\s+{Monitoring}", await pdf.RunAsync("pdftotext", "-layout", "-"));
        await Eventually.TrueAsync(() => scene.Server.Database.ReadAsync(db => db.Projects.AnyAsync(Cancel), Cancel), "the process makes the project");
        var project = await scene.Server.Database.ReadAsync(db => db.Projects.Include(p => p.Lines).SingleAsync(Cancel), Cancel);
        Assert.Equal(25490m, project.ContractAmount);
        Assert.False(project.Lines.Single(line => line.Description == Monitoring).IsOptional);
        Assert.Equal(25490m, await scene.Server.Database.ReadAsync(db => db.Forecasts.Where(forecast => forecast.Id == quote.ForecastId).Select(forecast => forecast.OrderAmount).SingleAsync(Cancel), Cancel));
    }

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task Nobody_signs_for_a_total_that_he_has_not_seen(On on)
    {
        await using var scene = await SigningScene.StartAsync(on);
        var option = await OptionAsync(scene);
        var visitor = await scene.SendAsync();
        await visitor.OpenAsync();
        await visitor.SubmitAsync("code");
        // In another window, after this page with its button was read.
        await visitor.SendAsync("option", ("option", option), ("take", "yes"));
        foreach (var seen in new[] { "28604.40", "" })
        {
            await SignAsync(scene, visitor, seen);
            Assert.Equal(HttpStatusCode.Conflict, visitor.Status);
            Assert.Contains("Het totaal is nu € 30.842,90", visitor.Text, StringComparison.Ordinal);
        }
        Assert.Equal(23640m, (await scene.QuoteAsync()).NetAmount);
        await visitor.SubmitAsync("option", ("option", option), ("take", "no"));
        await SignAsync(scene, visitor, "28604.40");
        Assert.Equal((QuoteStatus.Signed, 23640m), ((await scene.QuoteAsync()).Status, (await scene.QuoteAsync()).NetAmount));
        await visitor.SubmitAsync("option", ("option", option), ("take", "yes"));
        Assert.Equal(HttpStatusCode.Conflict, visitor.Status);
        Assert.Equal(["option-taken", "option-left"], (await scene.StepsAsync()).Select(step => step.Kind).Where(kind => kind.StartsWith("option", StringComparison.Ordinal)));
    }

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task Of_alternatives_the_first_is_proposed_and_the_customer_signs_for_exactly_one(On on)
    {
        await using var scene = await SigningScene.StartAsync(on, lines:
        [
            SigningScene.Line(LineKind.Article, "Montage", 1, 1000),
            SigningScene.Line(LineKind.Article, "Unit op CO2", 1, 9000) with { Choice = "Koelmiddel" },
            SigningScene.Line(LineKind.Article, "Unit op propaan", 1, 7000) with { Choice = "Koelmiddel" },
            SigningScene.Line(LineKind.Subtotal, "Samen", 0, 0),
        ]);
        var (co2, propane) = (await KeyAsync("Unit op CO2"), await KeyAsync("Unit op propaan"));
        Assert.Equal((10_000m, 12_100m), ((await scene.QuoteAsync()).NetAmount, (await scene.QuoteAsync()).GrossAmount));
        var paper = await scene.Get<QuoteDocuments>().HtmlForPaperAsync(scene.QuoteId, Cancel);
        Assert.Contains("Koelmiddel, in plaats van ons voorstel", paper, StringComparison.Ordinal);
        var visitor = await scene.SendAsync();
        await visitor.OpenAsync();
        Assert.Contains("Uw keuze voor ‘Koelmiddel’", visitor.Text, StringComparison.Ordinal);
        foreach (var chosen in new[] { propane, co2, propane })
            await visitor.SubmitAsync("option", ("option", chosen), ("take", "yes"));
        await visitor.SubmitAsync("option", ("option", propane), ("take", "no"));
        Assert.Contains("Kies een van de alternatieven.", visitor.Text, StringComparison.Ordinal);
        await visitor.SubmitAsync("code");
        Assert.Contains("Onderteken voor € 9.680,00", visitor.Text, StringComparison.Ordinal);
        await SignAsync(scene, visitor, "12100");
        Assert.Equal(HttpStatusCode.Conflict, visitor.Status);
        await SignAsync(scene, visitor, "9680");
        Assert.Equal((QuoteStatus.Signed, 8000m), ((await scene.QuoteAsync()).Status, (await scene.QuoteAsync()).NetAmount));
        Assert.Equal("Unit op propaan", (await scene.StepsAsync()).Single(step => step.Kind == Step.Signed).Details["options"]);
        Assert.Equal(["Unit op propaan"], await scene.Server.Database.ReadAsync(db => db.QuoteLines.Where(line => line.IsChosen).Select(line => line.Description).ToListAsync(Cancel), Cancel));

        Task<string> KeyAsync(string description) =>
            scene.Server.Database.ReadAsync(async db => (await db.QuoteLines.Where(line => line.Description == description).Select(line => line.Key).SingleAsync(Cancel)).ToString(), Cancel);
    }

    [Fact]
    public async Task What_is_no_option_of_the_quote_cannot_be_taken()
    {
        await using var scene = await SigningScene.StartAsync(On.Sqlite);
        var visitor = await scene.SendAsync();
        await visitor.OpenAsync();
        var internalLine = await scene.Server.Database.ReadAsync(db => db.QuoteLines.Where(line => !line.IsCharged).Select(line => line.Key).SingleAsync(Cancel), Cancel);
        foreach (var wrong in new[] { Guid.NewGuid(), internalLine })
        {
            await visitor.SubmitAsync("option", ("option", wrong.ToString()), ("take", "yes"));
            Assert.Equal(HttpStatusCode.BadRequest, visitor.Status);
            Assert.Contains("Deze optie staat niet op de offerte.", visitor.Text, StringComparison.Ordinal);
        }
        Assert.Equal(HttpStatusCode.BadRequest, (await visitor.SendAsync("option", ("option", "'; drop table"), ("take", "yes"))).StatusCode);
    }

    static Task<string> OptionAsync(SigningScene scene) =>
        scene.Server.Database.ReadAsync(async db => (await db.QuoteLines.Where(line => line.QuoteId == scene.QuoteId && line.IsOptional).Select(line => line.Key).SingleAsync(Cancel)).ToString(), Cancel);

    static async Task SignAsync(SigningScene scene, Portal.PortalBrowser visitor, string amount) => await visitor.SubmitAsync("sign",
        ("code", await scene.CodeAsync()), ("name", "Jorrit Brandsma"), ("function", "Bedrijfsleider"), ("consents", "yes"), ("amount", amount));
}
