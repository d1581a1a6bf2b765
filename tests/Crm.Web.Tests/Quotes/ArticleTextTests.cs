using System.Net;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using Crm.Documents;
using Crm.Quotes.Grid;
using Crm.Quotes.Layout;
using Crm.Quotes.Prices;
using Crm.Signing;
using Crm.Users;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Quotes;

/// <summary>What the customer reads about an article, with its photograph.</summary>
public sealed class ArticleTextTests
{
    const string Text = "Transkritische CO2-unit.\n\nGeluid <b>42</b> dB(A) & stil.";
    static readonly byte[] Photograph = QuoteScene.RedPixel;
    static readonly LineEntry Unit = new(LineKind.Article, "Koelunit", Price: 9_850, Text: Text);

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task It_stands_on_what_is_sent_and_in_the_portal_and_stays_there_when_the_catalogue_changes(On on)
    {
        Guid item = default;
        await using var scene = await SigningScene.StartAsync(on, prepare: async (scene, quote, sanne) =>
        {
            var petra = await scene.Server.SignInAsync("petra");
            item = (await AddAsync(petra, "A1")).Id;
            var picture = await PhotographAsync(petra, item, Photograph);
            var option = new LineEntry(LineKind.Article, "Bewaking", Price: 400, IsOptional: true, Text: "Op afstand.");
            var inside = new LineEntry(LineKind.Cost, "Reiskosten", CostPrice: 80, IsCharged: false, Text: "Voor ons alleen.");
            return await scene.Get<QuoteComposer>().SaveLinesAsync(quote.Id, [Unit with { Code = "A1", PictureId = picture }, option, inside], quote.Revision, sanne, Cancel);
        });
        var customer = await scene.SendAsync();
        await customer.OpenAsync();
        Assert.Contains("Koelunit Transkritische CO2-unit. Geluid <b>42</b> dB(A) & stil.", customer.Text, StringComparison.Ordinal);
        Assert.Contains("Bewaking Op afstand.", customer.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Voor ons alleen", customer.Text, StringComparison.Ordinal);
        var address = Regex.Match(customer.Html, "<img src=\"([^\"]*/pictures/[^\"]+)\"").Groups[1].Value;
        Assert.Equal(Photograph, await scene.Server.Anonymous().GetByteArrayAsync(address, Cancel));

        var document = await customer.DownloadAsync();
        using var pdf = await PdfFile.WriteAsync(document);
        Assert.Contains("Geluid <b>42</b> dB(A) & stil.", await pdf.RunAsync("pdftotext", "-layout", "-"), StringComparison.Ordinal);
        Assert.Contains("image", await pdf.RunAsync("pdfimages", "-list"), StringComparison.Ordinal);

        var owner = await scene.Server.SignInAsync("petra");
        await QuoteScene.ReadAsync<CatalogueItem>(await QuoteScene.PutAsync(owner, $"/api/catalogue/{item}", Entry("A1") with { TextNl = "Heel anders" }));
        await PhotographAsync(owner, item, null);
        Assert.Equal(document, await customer.DownloadAsync());
        Assert.Equal(Photograph, await scene.Server.Anonymous().GetByteArrayAsync(address, Cancel));
    }

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task The_next_version_takes_it_along_and_the_difference_says_what_was_written(On on)
    {
        await using var scene = await QuoteScene.StartAsync(on);
        var petra = await scene.Server.SignInAsync("petra");
        var picture = await PhotographAsync(petra, (await AddAsync(petra, "A1")).Id, Photograph);
        var sent = await scene.SentAsync(Unit with { Code = "A1", PictureId = picture });
        var next = await QuoteScene.AnswerAsync(await QuoteScene.PostAsync(scene.Sanne, $"/api/quotes/{sent.Id}/revise"));
        Assert.Equal((Text, picture), (next.Lines[0].Text, next.Lines[0].PictureId));
        var line = Unit with { Code = "A1", Key = next.Lines[0].Key };
        // Who leaves them out leaves them as they are; the empty id takes the photograph away.
        next = await scene.SaveAsync(scene.Sanne, next, line with { Text = null, PictureId = null, Price = 9_900 });
        Assert.Equal((Text, picture), (next.Lines[0].Text, next.Lines[0].PictureId));
        next = await scene.SaveAsync(scene.Sanne, next, line with { Text = "Nieuw", PictureId = Guid.Empty });
        var comparison = await QuoteScene.ReadAsync<QuoteComparison>(await QuoteScene.GetAsync(scene.Sanne, $"/api/quotes/{next.Id}/differences?with={sent.Id}"));
        var said = string.Join('\n', comparison.Differences.Select(difference => $"{difference.Field}: {difference.Was} → {difference.Becomes}"));
        Assert.Contains("tekst: Transkritische", said, StringComparison.Ordinal);
        Assert.Contains("foto:  → geen", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_line_shows_photographs_of_the_catalogue_and_no_other_file()
    {
        await using var scene = await QuoteScene.StartAsync(On.Sqlite);
        var petra = await scene.Server.SignInAsync("petra");
        var item = (await AddAsync(petra, "A1")).Id;
        var quote = await scene.ComposeAsync(Unit);
        var secret = await scene.Server.Database.WriteAsync(_ => scene.Server.Services.GetRequiredService<FileDesk>().StoreAsync(new("geheim.png", Photograph), quote.Id, Actor.System, Cancel), Cancel);
        await QuoteScene.RefusedAsync(await scene.TrySaveAsync(scene.Sanne, quote.Id, quote.Revision, Unit with { PictureId = secret.Id }), HttpStatusCode.BadRequest, "lines[0].pictureId", "hoort niet bij een artikel");
        await QuoteScene.RefusedAsync(await scene.TrySaveAsync(scene.Sanne, quote.Id, quote.Revision, Unit with { Text = new('x', LineEntry.LongestText + 1) }), HttpStatusCode.BadRequest, "lines[0].text", "hoogstens 2000 tekens");
        await QuoteScene.RefusedAsync(await TryPhotographAsync(petra, item, "<svg onload='alert(1)'/>"u8.ToArray()), HttpStatusCode.BadRequest, "picture", "geen PNG, JPEG of WebP");
        Assert.Equal(HttpStatusCode.Forbidden, (await TryPhotographAsync(scene.Sanne, item, Photograph)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await TryPhotographAsync(petra, Guid.NewGuid(), Photograph)).StatusCode);
    }

    [Fact]
    public async Task The_template_with_a_cover_letter_gives_the_letter_a_page_of_its_own()
    {
        await using var scene = await SigningScene.StartAsync(On.Sqlite, template: "letter");
        using var pdf = await PdfFile.WriteAsync(await (await scene.SendAsync()).DownloadAsync());
        var letter = await pdf.RunAsync("pdftotext", "-l", "1", "-layout", "-");
        var rest = await pdf.RunAsync("pdftotext", "-f", "2", "-layout", "-");
        Assert.Contains("Hartelijk dank voor het prettige gesprek", letter, StringComparison.Ordinal);
        Assert.Contains("Met vriendelijke groet", letter, StringComparison.Ordinal);
        Assert.DoesNotContain("Engineering koeltechniek", letter, StringComparison.Ordinal);
        Assert.Contains("Engineering koeltechniek", rest, StringComparison.Ordinal);
    }

    static CatalogueEntry Entry(string code) => new(code, LineKind.Article, "Koelunit", "Cooling unit", "st", 9_850, 7_240, VatRates.High, TextNl: Text, TextEn: "Quiet.");

    static async Task<CatalogueItem> AddAsync(HttpClient petra, string code) => await QuoteScene.ReadAsync<CatalogueItem>(await QuoteScene.PostAsync(petra, "/api/catalogue", Entry(code)));

    static async Task<Guid?> PhotographAsync(HttpClient petra, Guid item, byte[]? bytes)
    {
        Assert.Equal(HttpStatusCode.NoContent, (await TryPhotographAsync(petra, item, bytes)).StatusCode);
        return (await QuoteScene.ReadAsync<List<CatalogueItem>>(await QuoteScene.GetAsync(petra, "/api/catalogue"))).Single(one => one.Id == item).PictureId;
    }

    static async Task<HttpResponseMessage> TryPhotographAsync(HttpClient who, Guid item, byte[]? bytes)
    {
        using var form = new MultipartFormDataContent { { new StringContent(""), "note" } };
        if (bytes is not null)
        {
            var content = new ByteArrayContent(bytes);
            content.Headers.ContentType = new MediaTypeHeaderValue("image/png");
            form.Add(content, "picture", "koelunit.png");
        }
        return await who.PutAsync($"/api/catalogue/{item}/picture", form, Cancel);
    }
}
