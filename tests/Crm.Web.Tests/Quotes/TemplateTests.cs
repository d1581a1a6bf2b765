using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using Crm.CustomFields;
using Crm.Quotes.Grid;
using Crm.Quotes.Prices;
using Crm.Quotes.Templates;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Quotes;

public sealed class TemplateTests
{
    const string Key = "installation", Document = TemplateVersion.Document;

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(On.Sqlite)]
    [InlineData(On.Postgres)]
    public async Task A_published_version_is_for_drafts_while_a_sent_quote_keeps_its_own_and_one_can_go_back(On on)
    {
        await using var scene = await QuoteScene.StartAsync(on);
        var petra = await scene.Server.SignInAsync("petra");
        var sent = await scene.SentAsync(new LineEntry(LineKind.Article, "Koelunit", Price: 100));
        var draft = await scene.ComposeAsync(new LineEntry(LineKind.Article, "Koelunit", Price: 100));
        var (sentBefore, draftBefore) = (await HashAsync(scene, sent.Id), await HashAsync(scene, draft.Id));

        await PublishAsync(petra, Key, content => content with { Files = Changed(content, Document, text => text.Replace("</body>", "<p>Nieuw in versie twee</p></body>", StringComparison.Ordinal)), Nl = content.Nl! with { Closing = "Tot ziens." } });
        await PublishAsync(petra, TemplateVersion.House, content => content with { Files = Changed(content, "conditions", text => text + "<p>Nieuwe voorwaarde</p>"), Logo = "data:image/png;base64,iVBORw0KGgo=" });

        Assert.Equal(sentBefore, await HashAsync(scene, sent.Id));
        var html = await HtmlAsync(scene, draft.Id);
        Assert.Contains("Nieuw in versie twee", html, StringComparison.Ordinal);
        Assert.Single(System.Text.RegularExpressions.Regex.Matches(html, "Koelunit"));
        Assert.Contains("Nieuwe voorwaarde", html, StringComparison.Ordinal);
        Assert.Contains("<img src=\"data:image/png;base64,iVBORw0KGgo=\"", html, StringComparison.Ordinal);
        Assert.Equal("Tot ziens.", (await scene.ComposeAsync()).Texts.Closing);

        foreach (var key in new[] { Key, TemplateVersion.House })
            await AnswerAsync(await petra.PostAsJsonAsync($"/api/templates/{key}/return", new { version = 1, note = "Toch niet" }, Cancel));
        Assert.Equal(draftBefore, await HashAsync(scene, draft.Id));
        Assert.Equal(sentBefore, await HashAsync(scene, sent.Id));
        var versions = (await QuoteScene.ReadAsync<TemplateDetails>(await petra.GetAsync($"/api/templates/{Key}", Cancel))).Versions;
        Assert.Equal([(3, "Toch niet", true, 0), (2, "Anders", false, 0), (1, "", false, 1)], versions.Select(version => (version.Version, version.Note, version.IsInUse, version.Quotes)));
    }

    [Theory]
    [InlineData(On.Sqlite)]
    [InlineData(On.Postgres)]
    public async Task A_new_template_begins_empty_or_as_a_copy_and_is_chosen_once_it_is_published(On on)
    {
        await using var scene = await QuoteScene.StartAsync(on);
        var petra = await scene.Server.SignInAsync("petra");
        var (empty, copy) = (await CreateAsync(petra, "Onderhoud & beheer", null), await CreateAsync(petra, "Onderhoud & beheer", "installation"));
        Assert.Equal([("onderhoud-en-beheer", 0), ("onderhoud-en-beheer-2", 0)], new[] { empty, copy }.Select(made => (made.Key, made.Version)));
        Assert.Equal("", (await ContentAsync(petra, empty.Key)).Nl!.Introduction);
        var atOnce = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => CreateAsync(petra, "Beheer", null)));
        Assert.Equal(["beheer", "beheer-2", "beheer-3", "beheer-4"], atOnce.Select(made => made.Key).Order());
        Assert.Equal((await ContentAsync(petra, "installation")).Files, (await ContentAsync(petra, copy.Key)).Files);
        await QuoteScene.RefusedAsync(await QuoteScene.PostAsync(scene.Sanne, "/api/quotes", new { forecastId = scene.ForecastId, templateKey = empty.Key }), HttpStatusCode.BadRequest, "templateKey", "Kies een sjabloon");

        var content = await ContentAsync(petra, empty.Key);
        await AnswerAsync(await petra.PutAsJsonAsync($"/api/templates/{empty.Key}/draft", new { content = content with { Nl = content.Nl! with { Introduction = "Wij komen graag langs." } }, revision = empty.Revision }, Cancel));
        Assert.Equal(1, (await AnswerAsync(await petra.PostAsJsonAsync($"/api/templates/{empty.Key}/publish", new { note = "Nieuw" }, Cancel))).Version);
        var quote = await QuoteScene.AnswerAsync(await QuoteScene.PostAsync(scene.Sanne, "/api/quotes", new { forecastId = scene.ForecastId, templateKey = empty.Key }));
        Assert.Contains("Wij komen graag langs.", await HtmlAsync(scene, quote.Id), StringComparison.Ordinal);

        Assert.True((await petra.DeleteAsync($"/api/templates/{copy.Key}/draft", Cancel)).IsSuccessStatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await petra.GetAsync($"/api/templates/{copy.Key}", Cancel)).StatusCode);
        await QuoteScene.RefusedAsync(await QuoteScene.PostAsync(petra, "/api/templates", new { nameNl = " " }), HttpStatusCode.BadRequest, "name", "Vul in beide talen");
        Assert.Equal(HttpStatusCode.NotFound, (await QuoteScene.PostAsync(petra, "/api/templates", new { nameNl = "Een", from = TemplateVersion.House })).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await QuoteScene.PostAsync(scene.Sanne, "/api/templates", new { nameNl = "Een" })).StatusCode);
    }

    static async Task<TemplatesApi.Saved> CreateAsync(HttpClient who, string name, string? from) => await AnswerAsync(await QuoteScene.PostAsync(who, "/api/templates", new { nameNl = name, from }));

    [Fact]
    public async Task A_template_names_custom_fields_and_prints_nothing_of_a_private_one()
    {
        await using var scene = await QuoteScene.StartAsync(On.Sqlite);
        var petra = await scene.Server.SignInAsync("petra");
        var maker = new FieldMaker(petra);
        var (region, secret) = (await maker.AddAsync(CustomRecord.Organisation, CustomType.Choice, "Regio", "Het <hoge> noorden"), await maker.AddAsync(CustomRecord.Forecast, CustomType.Text, "Geheim"));
        await maker.EditAsync(secret, entry => entry with { IsPrivate = true });
        await scene.Server.Database.WriteAsync(async db =>
        {
            var forecast = await db.Forecasts.Include(f => f.Relation!.Organisation).SingleAsync(f => f.Id == scene.ForecastId, Cancel);
            forecast.WriteCustom(secret, "Onder ons");
            forecast.Relation!.Organisation!.WriteCustom(region, "het_hoge_noorden");
        }, Cancel);
        await PublishAsync(petra, Key, content => content with { Files = Changed(content, Document, text => text.Replace("</body>", $"<p>Regio: {{{{ custom.{region} }}}}, {{{{ custom.{secret} }}}}!</p></body>", StringComparison.Ordinal)) });
        var quote = await scene.ComposeAsync(new LineEntry(LineKind.Article, "Koelunit", Price: 100));
        Assert.Contains("Regio: Het &lt;hoge&gt; noorden, !", await HtmlAsync(scene, quote.Id), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_quote_that_comes_back_from_review_takes_the_template_of_the_day()
    {
        await using var scene = await QuoteScene.StartAsync(On.Sqlite);
        var petra = await scene.Server.SignInAsync("petra");
        var quote = await scene.ComposeAsync(new LineEntry(LineKind.Article, "Koelunit", Price: 100));
        await QuoteScene.AnswerAsync(await QuoteScene.PostAsync(scene.Sanne, $"/api/quotes/{quote.Id}/review"));
        await PublishAsync(petra, Key, content => content with { Files = Changed(content, Document, text => text + "<!-- later -->") });
        Assert.DoesNotContain("<!-- later -->", await HtmlAsync(scene, quote.Id), StringComparison.Ordinal);
        await QuoteScene.AnswerAsync(await QuoteScene.PostAsync(scene.Marieke, $"/api/quotes/{quote.Id}/send-back", new { reason = "Nog eens kijken" }));
        Assert.Contains("<!-- later -->", await HtmlAsync(scene, quote.Id), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_template_that_leaves_out_what_the_law_asks_of_a_quote_is_not_put_in_use()
    {
        await using var server = await CrmServer.StartAsync(On.Sqlite);
        var petra = await server.SignInAsync("petra");
        var good = await ContentAsync(petra, Key);
        int? revision = null;
        foreach (var (include, missing) in new[] { ("{{ include \"conditions\" }}", "de algemene voorwaarden"), ("{{ include \"lines\" }}", "het totaal incl. btw"), ("{{ include \"facts\" }}", "het offertenummer"), ("{{ include \"customer\" }}", "de klant") })
        {
            var lacking = good with { Files = Changed(good, Document, text => text.Replace(include, "", StringComparison.Ordinal).Replace("{{ customer.name }}", "", StringComparison.Ordinal)) };
            revision = (await QuoteScene.ReadAsync<TemplatesApi.Saved>(await petra.PutAsJsonAsync($"/api/templates/{Key}/draft", new { content = lacking, revision }, Cancel))).Revision;
            var refusal = await petra.PostAsJsonAsync($"/api/templates/{Key}/publish", new { note = "Korter" }, Cancel);
            Assert.Equal(HttpStatusCode.BadRequest, refusal.StatusCode);
            var said = await refusal.Content.ReadAsStringAsync(Cancel);
            Assert.Contains("op elke offerte horen ook", said, StringComparison.Ordinal);
            Assert.Contains(missing, said, StringComparison.Ordinal);
        }
        // The house style is looked at with each template that is in use.
        var house = await ContentAsync(petra, TemplateVersion.House);
        await QuoteScene.ReadAsync<TemplatesApi.Saved>(await petra.PutAsJsonAsync($"/api/templates/{TemplateVersion.House}/draft", new { content = house with { Files = new Dictionary<string, string>(house.Files) { ["letterhead"] = "", ["foot"] = "", ["head"] = house.Files["head"].Replace("{{ company.foot }}", "\"\"", StringComparison.Ordinal) } }, revision = (int?)null }, Cancel));
        var kvk = await petra.PostAsJsonAsync($"/api/templates/{TemplateVersion.House}/publish", new { note = "Zonder briefhoofd" }, Cancel);
        Assert.Contains("het KVK-nummer", await kvk.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_hostile_or_broken_template_is_refused_at_its_line_and_column_and_the_server_goes_on()
    {
        await using var scene = await QuoteScene.StartAsync(On.Sqlite);
        var petra = await scene.Server.SignInAsync("petra");
        var quote = await scene.ComposeAsync(new LineEntry(LineKind.Article, "Koelunit", Price: 100));
        var good = await ContentAsync(petra, Key);
        List<string> wrong = [];
        foreach (var (text, line, column) in Corpus)
        {
            var hostile = good with { Files = Changed(good, Document, _ => text) };
            var tried = await QuoteScene.ReadAsync<TemplateTry>(await petra.PostAsJsonAsync($"/api/templates/{Key}/try", new { content = hostile, quoteId = quote.Id }, Cancel));
            if (tried.Html is not null || tried.Faults is not [var fault, ..] || (fault.Line, fault.Column) != (line, column) || fault.Told.Nl.StartsWith("Dit is niet te lezen", StringComparison.Ordinal))
                wrong.Add($"{text[..Math.Min(text.Length, 60)]}: {string.Join("; ", tried.Faults)}");
        }
        Assert.True(wrong.Count == 0, string.Join("\n", wrong));
        var evil = good with { Files = Changed(good, Document, _ => "een\n{{ while true }}{{ end }}") };
        var saved = await QuoteScene.ReadAsync<TemplatesApi.Saved>(await petra.PutAsJsonAsync($"/api/templates/{Key}/draft", new { content = evil, revision = (int?)null }, Cancel));
        var refusal = await petra.PostAsJsonAsync($"/api/templates/{Key}/publish", new { note = "Kan dit?" }, Cancel);
        Assert.Equal(HttpStatusCode.BadRequest, refusal.StatusCode);
        Assert.Contains("regel 2, kolom", await refusal.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Conflict, (await petra.PutAsJsonAsync($"/api/templates/{Key}/draft", new { content = good, revision = saved.Revision + 1 }, Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await petra.PostAsJsonAsync($"/api/templates/{Key}/try", new { content = good with { Files = new Dictionary<string, string>() } }, Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await petra.PostAsJsonAsync($"/api/templates/{Key}/try", new { }, Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await scene.Sanne.GetAsync("/api/templates", Cancel)).StatusCode);
    }

    static readonly IReadOnlyList<(string Text, int Line, int Column)> Corpus =
    [
        ("een\n  {{ while true }}x{{ end }}", 2, 6),
        ("{{ for i in 1..2000000000 }}{{ end }}", 1, 14),
        ("{{ func f; f; end; f }}", 1, 12),
        ("{{ for i in 1..19999 }}{{ 'x' * 100000 }}{{ end }}", 1, 22),
        ("{{ include '/etc/passwd' }}", 1, 4),
        ("{{ include '../../appsettings' }}", 1, 4),
        ("{{ nope }}", 1, 4),
        ("{{ if true }}", 1, 12),
        ("een\n{{ for line in }}{{ end }}", 2, 16),
        ("<p>\n <script>alert(1)</script>", 2, 2),
        ("<scr{{ '' }}ipt>alert(1)</script>", 1, 1),
        ("<img src=x onerror=alert(1)>", 1, 1),
        ("<p style=\"background:url(https://evil.example/x)\">", 1, 22),
        ("<img src=\"file:///etc/passwd\">", 1, 1),
        ("<style>@import 'https://evil.example/x.css'</style>", 1, 8),
        ("<iframe src=\"/settings\"></iframe>", 1, 1),
        ("<a href=\"javascript:alert(1)\">", 1, 8),
        (string.Concat(Enumerable.Repeat("{{ if true }}", 15_000)), 1, 3241),
        ("{{ " + new string('(', 150_000), 1, 252),
    ];

    [Fact]
    public async Task A_shipped_change_is_taken_in_unless_a_process_owner_made_a_version_of_their_own()
    {
        await using var server = await CrmServer.StartAsync(On.Sqlite);
        var import = server.Services.GetRequiredService<TemplateImport>();
        await AgeAsync();
        Assert.Equal([(1, true), (2, true)], await VersionsAsync());
        await PublishAsync(await server.SignInAsync("petra"), Key, content => content);
        await AgeAsync();
        Assert.Equal([(1, true), (2, true), (3, true), (4, false)], await VersionsAsync());

        // As if the last start had been with other files.
        async Task AgeAsync()
        {
            await server.Database.WriteAsync(db => db.TemplateVersions.Where(version => version.FileHash != "").ExecuteUpdateAsync(set => set.SetProperty(version => version.FileHash, "older"), Cancel), Cancel);
            await import.RunAsync(Cancel);
            await import.RunAsync(Cancel);
        }

        Task<List<(int, bool)>> VersionsAsync() => server.Database.ReadAsync(async db =>
            (await db.TemplateVersions.Where(version => version.Key == Key).OrderBy(version => version.Version).ToListAsync(Cancel)).ConvertAll(version => (version.Version, version.PublishedAt is not null)), Cancel);
    }

    static async Task PublishAsync(HttpClient petra, string key, Func<TemplateContent, TemplateContent> change)
    {
        await AnswerAsync(await petra.PutAsJsonAsync($"/api/templates/{key}/draft", new { content = change(await ContentAsync(petra, key)), revision = (int?)null }, Cancel));
        await AnswerAsync(await petra.PostAsJsonAsync($"/api/templates/{key}/publish", new { note = "Anders" }, Cancel));
    }

    static Task<TemplatesApi.Saved> AnswerAsync(HttpResponseMessage answer) => QuoteScene.ReadAsync<TemplatesApi.Saved>(answer);

    static async Task<TemplateContent> ContentAsync(HttpClient petra, string key) => (await QuoteScene.ReadAsync<TemplateDetails>(await petra.GetAsync($"/api/templates/{key}", Cancel))).Content;

    static Dictionary<string, string> Changed(TemplateContent content, string file, Func<string, string> change) => new(content.Files) { [file] = change(content.Files[file]) };

    static Task<string> HtmlAsync(QuoteScene scene, Guid id) => scene.Server.Services.GetRequiredService<QuoteDocuments>().HtmlForPaperAsync(id, Cancel);

    static async Task<string> HashAsync(QuoteScene scene, Guid id) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(await HtmlAsync(scene, id))));
}
