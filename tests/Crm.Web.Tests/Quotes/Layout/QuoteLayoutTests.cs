using System.Net;
using System.Net.Http.Headers;
using Crm.Quotes.Grid;
using Crm.Quotes.Prices;
using Crm.Quotes.Templates;
using Crm.Signing;
using Crm.Users;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Quotes.Layout;

/// <summary>What a salesperson adds to the document of one quote, who wrote it, and where the customer sees it.</summary>
public sealed class QuoteLayoutTests
{
    static readonly byte[] Png = QuoteScene.RedPixel;
    static readonly LineEntry Unit = new(LineKind.Article, "Koelunit", Price: 100);

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(On.Sqlite)]
    [InlineData(On.Postgres)]
    public async Task Texts_and_pictures_stand_on_the_document_where_they_were_put(On on)
    {
        await using var scene = await QuoteScene.StartAsync(on);
        var quote = await scene.ComposeAsync(Unit);
        var picture = await AddPictureAsync(scene.Sanne, quote.Id);
        quote = await SaveAsync(scene.Sanne, quote,
            Text("<h3>Onze aanpak</h3><p>Eerst <b>meten</b>.</p>"), Picture(picture, "De rijpingscel") with { IsHalf = true },
            Text("<p>Onder de regels.</p>") with { Place = BlockPlace.BelowLines }, Text("<p>Op een eigen blad.</p>") with { Place = BlockPlace.Annex });
        var html = await HtmlAsync(scene, quote.Id);
        var places = new[] { "<h3>Onze aanpak</h3>", "alt=\"De rijpingscel\"", "Koelunit", "Onder de regels.", "Geldigheid", "<section class=\"annex\">", "Algemene voorwaarden" }.Select(part => html.IndexOf(part, StringComparison.Ordinal)).ToList();
        Assert.DoesNotContain(-1, places);
        Assert.Equal(places.Order(), places);
        Assert.Contains($"src=\"data:image/png;base64,{Convert.ToBase64String(Png)}\"", html, StringComparison.Ordinal);
        Assert.Contains("<figure class=\"pic half\">", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_hostile_in_a_text_is_gone_before_it_is_kept()
    {
        await using var scene = await QuoteScene.StartAsync(On.Sqlite);
        var quote = await scene.ComposeAsync(Unit);
        quote = await SaveAsync(scene.Sanne, quote,
            Text("<p onclick='x()'>Tekst<script>alert(1)</script><img src=x onerror=alert(1)> <a href='javascript:x()'>klik</a> <span style='position:fixed'>weg</span></p><div><p>In een vak</p></div>{{ 1 + 1 }}"),
            Picture(await AddPictureAsync(scene.Sanne, quote.Id), "\"><script>alert(2)</script>"));
        var html = await HtmlAsync(scene, quote.Id);
        foreach (var hostile in new[] { "<script", "onclick", "onerror", "javascript:", "position:fixed" })
            Assert.DoesNotContain(hostile, html[html.IndexOf("<body", StringComparison.Ordinal)..], StringComparison.OrdinalIgnoreCase);
        Assert.Contains("In een vak", html, StringComparison.Ordinal);
        Assert.Contains("{{ 1 + 1 }}", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(On.Sqlite)]
    [InlineData(On.Postgres)]
    public async Task Each_block_and_each_stretch_of_work_tells_who_it_is_from(On on)
    {
        await using var scene = await QuoteScene.StartAsync(on);
        var quote = await scene.ComposeAsync(Unit);
        var (first, second) = (Text("<p>Van Sanne</p>"), Text("<p>Ook van Sanne</p>"));
        quote = await SaveAsync(scene.Sanne, quote, first, second);
        await scene.GiveTaskAsync(quote.Id, "bas@brekelmans.example");
        scene.Server.Clock.Advance(TimeSpan.FromHours(1));
        quote = await SaveAsync(scene.Bas, await scene.GetAsync(scene.Bas, quote.Id), first, second with { Html = "<p>Nu van Bas</p>" });
        quote = await scene.SaveAsync(scene.Bas, quote, Entry(quote) with { Price = 120 });
        Assert.Equal(["Sanne de Wit", "Bas Kuiper"], quote.Texts.Blocks!.All.Select(block => block.ChangedBy));

        var edits = await QuoteScene.ReadAsync<List<EditRow>>(await scene.Sanne.GetAsync($"/api/quotes/{quote.Id}/edits", Cancel));
        Assert.Equal(["Bas Kuiper", "Sanne de Wit"], edits.Select(edit => edit.By));
        Assert.Equal([("Koelunit", 20m), ("Tekstblok", null)], (await DifferencesAsync(scene, quote.Id, edits[0].Id)).Select(difference => (difference.What, difference.AmountChange)));
        Assert.Contains(await DifferencesAsync(scene, quote.Id, edits[0].Id), difference => difference is { Was: "Ook van Sanne", Becomes: "Nu van Bas" });
        Assert.Equal(["Koelunit", "Tekstblok", "Tekstblok"], (await DifferencesAsync(scene, quote.Id, edits[1].Id)).Select(difference => difference.What));
    }

    [Fact]
    public async Task Whoever_saves_on_an_older_state_hears_of_the_other_and_nothing_is_overwritten()
    {
        await using var scene = await QuoteScene.StartAsync(On.Sqlite);
        var quote = await scene.ComposeAsync(Unit);
        var saved = await SaveAsync(scene.Sanne, quote, Text("<p>Van Sanne</p>"));
        await scene.GiveTaskAsync(quote.Id, "bas@brekelmans.example");
        await QuoteScene.RefusedAsync(await TrySaveAsync(scene.Bas, quote, Text("<p>Van Bas</p>")), HttpStatusCode.Conflict, "", "Sanne de Wit bewaarde");
        Assert.Equal(saved.Texts.Blocks, (await scene.GetAsync(scene.Bas, quote.Id)).Texts.Blocks);
    }

    [Fact]
    public async Task A_picture_is_one_of_the_quotes_own_and_small_enough()
    {
        await using var scene = await QuoteScene.StartAsync(On.Sqlite);
        var (quote, other) = (await scene.ComposeAsync(Unit), await scene.ComposeAsync(Unit));
        var elsewhere = await AddPictureAsync(scene.Sanne, other.Id);
        await QuoteScene.RefusedAsync(await TrySaveAsync(scene.Sanne, quote, Picture(elsewhere, "")), HttpStatusCode.BadRequest, "blocks[0].fileId", "hoort niet bij deze offerte");
        await QuoteScene.RefusedAsync(await TrySaveAsync(scene.Sanne, quote, new QuoteBlock(Guid.NewGuid(), BlockKind.Picture, BlockPlace.Annex)), HttpStatusCode.BadRequest, "blocks[0].fileId", "Kies een afbeelding");
        await QuoteScene.RefusedAsync(await TryAddAsync(scene.Sanne, quote.Id, "offerte.png", "%PDF-1.7"u8.ToArray()), HttpStatusCode.BadRequest, "picture", "is geen PNG");
        await QuoteScene.RefusedAsync(await TryAddAsync(scene.Sanne, quote.Id, "groot.png", [.. Png, .. new byte[QuotePictures.MaxBytes]]), HttpStatusCode.BadRequest, "picture", "hoogstens 2 MB");
        Assert.Equal(HttpStatusCode.Forbidden, (await TryAddAsync(scene.Bas, quote.Id, "foto.png", Png)).StatusCode);
        await QuoteScene.RefusedAsync(await TrySaveAsync(scene.Sanne, quote, [.. Enumerable.Range(0, QuoteBlocks.Most + 1).Select(_ => Text("<p>x</p>"))]), HttpStatusCode.BadRequest, "blocks", "hoogstens 40");
        var twice = Text("<p>x</p>");
        await QuoteScene.RefusedAsync(await TrySaveAsync(scene.Sanne, quote, twice, twice), HttpStatusCode.BadRequest, "blocks", "eigen sleutel");
    }

    [Fact]
    public async Task The_next_version_takes_them_along_and_says_what_became_of_them()
    {
        await using var scene = await QuoteScene.StartAsync(On.Sqlite);
        var quote = await scene.ComposeAsync(Unit);
        var (text, picture) = (Text("<p>Eerst</p>"), Picture(await AddPictureAsync(scene.Sanne, quote.Id), "De cel"));
        quote = await SaveAsync(scene.Sanne, quote, text, picture);
        await QuoteScene.AnswerAsync(await scene.Sanne.PostAsync($"/api/quotes/{quote.Id}/review", null, Cancel));
        var next = await QuoteScene.AnswerAsync(await scene.Sanne.PostAsync($"/api/quotes/{quote.Id}/revise", null, Cancel));
        next = await SaveAsync(scene.Sanne, next, text with { Html = "<p>Later</p>" }, picture);
        Assert.Equal([text, picture], (await scene.GetAsync(scene.Sanne, quote.Id)).Texts.Blocks!.All.Select(block => block.Said()));
        var comparison = await QuoteScene.ReadAsync<QuoteComparison>(await scene.Sanne.GetAsync($"/api/quotes/{next.Id}/differences?with={quote.Id}", Cancel));
        Assert.Equal([("Tekstblok", "Eerst", "Later")], comparison.Differences.Where(difference => difference.What != "Geldig tot").Select(difference => (difference.What, difference.Was, difference.Becomes)));
        Assert.Contains("De cel", await HtmlAsync(scene, next.Id), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_template_without_a_place_for_them_prints_them_at_its_end()
    {
        await using var scene = await QuoteScene.StartAsync(On.Sqlite);
        var quote = await SaveAsync(scene.Sanne, await scene.ComposeAsync(Unit), Text("<p>Voor deze klant.</p>"));
        await scene.Server.Database.WriteAsync(async db =>
        {
            var version = await db.TemplateVersions.SingleAsync(version => version.Key == "installation", Cancel);
            version.Content = version.Content with { Files = new Dictionary<string, string> { [TemplateVersion.Document] = "<html><body><p>{{ number }}</p></body></html>" } };
        }, Cancel);
        Assert.EndsWith("<div class=\"block\"><p>Voor deze klant.</p></div></body></html>", await HtmlAsync(scene, quote.Id), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(On.Sqlite)]
    [InlineData(On.Postgres)]
    public async Task The_customer_sees_them_in_the_portal_and_pictures_of_no_other_quote(On on)
    {
        Guid picture = default;
        await using var scene = await SigningScene.StartAsync(on, prepare: async (scene, quote, sanne) =>
        {
            picture = (await scene.Get<QuotePictures>().StoreAsync(quote.Id, new("cel.png", Png), sanne, Cancel)).Id;
            return await scene.Get<QuoteComposer>().EditTextsAsync(quote.Id, QuoteTexts.Of(quote) with { Blocks = new([Text("<p>Speciaal voor u</p>"), Picture(picture, "De cel")]) }, quote.Revision, sanne, Cancel);
        });
        var customer = await scene.SendAsync();
        await customer.OpenAsync();
        Assert.Contains("Speciaal voor u", customer.Text, StringComparison.Ordinal);
        var address = System.Text.RegularExpressions.Regex.Match(customer.Html, "src=\"([^\"]*/pictures/[^\"]+)\"").Groups[1].Value;
        var client = scene.Server.Anonymous();
        Assert.Equal(Png, await client.GetByteArrayAsync(address, Cancel));
        var logo = await scene.Server.Database.WriteAsync(db => Task.FromResult(db.Files.Add(new() { FileName = "geheim.png", ContentType = "image/png", Size = 1, Sha256 = "", Bytes = [1], StoredAt = default }).Entity.Id), Cancel);
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync(address.Replace($"{picture}", $"{logo}", StringComparison.Ordinal), Cancel)).StatusCode);
        await scene.Get<QuoteComposer>().WithdrawAsync(scene.QuoteId, Actor.System, Cancel);
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync(address, Cancel)).StatusCode);
    }

    static async Task<List<QuoteDifference>> DifferencesAsync(QuoteScene scene, Guid quote, Guid edit) =>
        await QuoteScene.ReadAsync<List<QuoteDifference>>(await scene.Sanne.GetAsync($"/api/quotes/{quote}/edits/{edit}", Cancel));

    static QuoteBlock Text(string html) => new(Guid.CreateVersion7(), BlockKind.Text, BlockPlace.AboveLines, html);

    static QuoteBlock Picture(Guid file, string caption) => new(Guid.CreateVersion7(), BlockKind.Picture, BlockPlace.AboveLines, FileId: file, Caption: caption);

    static LineEntry Entry(QuotesApi.Answer quote) => Unit with { Key = quote.Lines[0].Key };

    static Task<HttpResponseMessage> TrySaveAsync(HttpClient who, QuotesApi.Answer quote, params QuoteBlock[] blocks) =>
        QuoteScene.PutAsync(who, $"/api/quotes/{quote.Id}/texts", new { quote.Revision, Texts = quote.Texts with { Blocks = new(blocks) } });

    static async Task<QuotesApi.Answer> SaveAsync(HttpClient who, QuotesApi.Answer quote, params QuoteBlock[] blocks) => await QuoteScene.AnswerAsync(await TrySaveAsync(who, quote, blocks));

    static async Task<Guid> AddPictureAsync(HttpClient who, Guid quote) => (await QuoteScene.ReadAsync<QuotesApi.Picture>(await TryAddAsync(who, quote, "foto.png", Png))).FileId;

    static async Task<HttpResponseMessage> TryAddAsync(HttpClient who, Guid quote, string name, byte[] bytes)
    {
        using var content = new ByteArrayContent(bytes);
        content.Headers.ContentType = new MediaTypeHeaderValue("image/png");
        using var form = new MultipartFormDataContent { { content, "picture", name } };
        return await who.PostAsync($"/api/quotes/{quote}/pictures", form, Cancel);
    }

    static Task<string> HtmlAsync(QuoteScene scene, Guid id) => scene.Server.Services.GetRequiredService<QuoteDocuments>().HtmlForPaperAsync(id, Cancel);
}
