using System.Net;
using System.Text;
using Crm.Quotes.Grid;
using Crm.Quotes.Prices;
using Microsoft.EntityFrameworkCore;

namespace Crm.Quotes;

public sealed class QuoteTests
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    static readonly LineEntry Engineering = new(LineKind.WorkType, "Engineering koeltechniek", Guid.CreateVersion7(), "ENG-10", 40, "uur", 98.50m, 62);
    static readonly LineEntry Unit = new(LineKind.Article, "Koelunit 42 kW", Guid.CreateVersion7(), "KM-4200", 2, "st", 9850, 7290);

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task A_new_quote_has_a_number_thirty_days_and_the_texts_of_its_template(On on)
    {
        await using var scene = await QuoteScene.StartAsync(on);
        var quote = await scene.ComposeAsync();
        Assert.Equal("OF-2026-0001", quote.Number);
        Assert.Equal(QuoteStatus.Draft, quote.Status);
        Assert.Equal("Klimaatinstallatie rijpingscellen", quote.Texts.Title);
        Assert.Equal(new DateOnly(2026, 12, 23), quote.Texts.ValidUntil);
        Assert.Contains("30 % bij opdracht", quote.Texts.PaymentTerms, StringComparison.Ordinal);
        Assert.True(quote.MayEdit);
        Assert.Equal("OF-2026-0002", (await scene.ComposeAsync()).Number);
    }

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task Lines_are_saved_as_a_whole_and_come_to_the_cent(On on)
    {
        await using var scene = await QuoteScene.StartAsync(on);
        var quote = await scene.ComposeAsync(Engineering, Unit, new(LineKind.Subtotal, ""), new(LineKind.Surcharge, "Kleine materialen", Price: 2.5m));
        Assert.Equal([3940m, 19700m, 23640m, 0m], quote.Lines.Select(line => line.Amount));
        var changed = await scene.SaveAsync(scene.Sanne, quote, Unit with { Quantity = 1.125m, Discount = 7.5m }, Engineering, new(LineKind.Surcharge, "Kleine materialen", Price: 2.5m));
        Assert.Equal([Unit.Key, Engineering.Key], changed.Lines.Take(2).Select(line => (Guid?)line.Key));
        // 1,125 × 9.850 × 92,5 % = 10.250,16; plus 3.940 = 14.190,16; 2,5 % of it 354,75.
        Assert.Equal([10250.16m, 3940m, 354.75m], changed.Lines.Select(line => line.Amount));
        Assert.Equal((14544.91m, 3054.43m, 17599.34m), (changed.Totals.Net, changed.Totals.Vat, changed.Totals.Gross));
    }

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task Of_two_editors_the_second_hears_of_the_first_and_nothing_is_overwritten(On on)
    {
        await using var scene = await QuoteScene.StartAsync(on);
        var quote = await scene.ComposeAsync(Engineering);
        await scene.GiveTaskAsync(quote.Id, "bas@brekelmans.example");
        await scene.SaveAsync(scene.Bas, quote, Engineering with { Quantity = 44 });
        await QuoteScene.RefusedAsync(await scene.TrySaveAsync(scene.Sanne, quote.Id, quote.Revision, Engineering with { Quantity = 38 }), HttpStatusCode.Conflict, "", "Bas Kuiper bewaarde");
        Assert.Equal(44, (await scene.GetAsync(scene.Sanne, quote.Id)).Lines.Single().Quantity);
    }

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task Twenty_saves_at_once_on_one_revision_keep_exactly_one(On on)
    {
        await using var scene = await QuoteScene.StartAsync(on);
        var quote = await scene.ComposeAsync(Engineering);
        var answers = await Task.WhenAll(Enumerable.Range(1, 20).Select(n => scene.TrySaveAsync(scene.Sanne, quote.Id, quote.Revision, Engineering with { Quantity = n })));
        Assert.Single(answers, answer => answer.StatusCode == HttpStatusCode.OK);
        Assert.All(answers.Where(answer => !answer.IsSuccessStatusCode), answer => Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode));
        Assert.Single((await scene.GetAsync(scene.Sanne, quote.Id)).Lines);
    }

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task Each_wrong_line_is_told_at_its_field_and_what_was_saved_stays(On on)
    {
        await using var scene = await QuoteScene.StartAsync(on);
        var quote = await scene.ComposeAsync(Engineering);
        async Task RefusedAsync(LineEntry line, string field, string words) =>
            await QuoteScene.RefusedAsync(await scene.TrySaveAsync(scene.Sanne, quote.Id, quote.Revision, Engineering, line), HttpStatusCode.BadRequest, "lines[1]." + field, words);
        await RefusedAsync(Unit with { Price = 1_000_000_000_000m }, "price", "te hoog");
        await RefusedAsync(Unit with { Price = 1.005m }, "price", "twee decimalen");
        await RefusedAsync(Unit with { Quantity = -1 }, "quantity", "van 0 tot");
        await RefusedAsync(Unit with { Discount = 101 }, "discount", "tussen 0 en 100");
        await RefusedAsync(Unit with { Code = "BESTAAT-NIET" }, "code", "niet in de catalogus");
        await RefusedAsync(Unit with { VatCode = "19" }, "vatCode", "btw-tarief");
        await RefusedAsync(Unit with { Description = " " }, "description", "omschrijving");
        await RefusedAsync(Unit with { Description = new string('x', 501) }, "description", "500 tekens");
        await RefusedAsync(Unit with { IsCharged = false, IsOptional = true }, "isOptional", "niet optioneel");
        await RefusedAsync(Unit with { Choice = "Koelmiddel" }, "choice", "valt niets te kiezen");
        Assert.Equal(quote.Revision, (await scene.GetAsync(scene.Sanne, quote.Id)).Revision);
    }

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task What_cannot_be_read_is_a_400_and_never_a_500(On on)
    {
        await using var scene = await QuoteScene.StartAsync(on);
        var quote = await scene.ComposeAsync(Engineering);
        string[] bodies =
        [
            $$"""{"revision":{{quote.Revision}},"lines":[{"kind":"Article","description":"x","quantity":"veel"}]}""",
            $$"""{"revision":{{quote.Revision}},"lines":[{"kind":"Dingen","description":"x"}]}""",
            $$"""{"revision":{{quote.Revision}},"lines":[{"kind":"Article","description":"x","price":1e400}]}""",
            $$"""{"revision":{{quote.Revision}},"lines":[null]}""",
            $$"""{"revision":{{quote.Revision}}}""",
            "null",
            "{",
        ];
        foreach (var body in bodies)
        {
            var answer = await scene.Sanne.PutAsync($"/api/quotes/{quote.Id}/lines", new StringContent(body, Encoding.UTF8, "application/json"), Stop);
            Assert.True(answer.StatusCode == HttpStatusCode.BadRequest, $"{answer.StatusCode} for {body}");
            Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        }
    }

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task Wrong_texts_are_told_at_their_field(On on)
    {
        await using var scene = await QuoteScene.StartAsync(on);
        var quote = await scene.ComposeAsync();
        async Task RefusedAsync(QuoteTexts texts, string field, string words) =>
            await QuoteScene.RefusedAsync(await scene.TryTextsAsync(scene.Sanne, quote, texts), HttpStatusCode.BadRequest, field, words);
        await RefusedAsync(quote.Texts with { Title = "" }, "title", "titel");
        await RefusedAsync(quote.Texts with { ValidUntil = new(2026, 11, 22) }, "validUntil", "vandaag of later");
        await RefusedAsync(quote.Texts with { ContactId = Guid.NewGuid() }, "contactId", "contactpersoon van deze relatie");
        await RefusedAsync(quote.Texts with { TemplateKey = "../../etc" }, "templateKey", "bestaat niet");
    }

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task Another_language_brings_the_templates_texts_along_but_not_over_ones_own(On on)
    {
        await using var scene = await QuoteScene.StartAsync(on);
        var quote = await scene.ComposeAsync();
        var english = await QuoteScene.AnswerAsync(await scene.TryTextsAsync(scene.Sanne, quote, quote.Texts with { Language = "en", Introduction = "Onze eigen inleiding." }));
        Assert.Equal("Onze eigen inleiding.", english.Texts.Introduction);
        Assert.Contains("30% on order", english.Texts.PaymentTerms, StringComparison.Ordinal);
    }

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task Only_the_author_or_who_has_a_task_for_it_edits_a_draft(On on)
    {
        await using var scene = await QuoteScene.StartAsync(on);
        var quote = await scene.ComposeAsync(Engineering);
        await QuoteScene.RefusedAsync(await scene.TrySaveAsync(scene.Bas, quote.Id, quote.Revision, Unit), HttpStatusCode.Forbidden, "", "Alleen de opsteller");
        await QuoteScene.RefusedAsync(await QuoteScene.PostAsync(scene.Bas, $"/api/quotes/{quote.Id}/review"), HttpStatusCode.Forbidden, "", "Alleen de opsteller");
        await QuoteScene.RefusedAsync(await QuoteScene.PostAsync(scene.Bas, $"/api/quotes/{quote.Id}/withdraw"), HttpStatusCode.Forbidden, "", "Alleen de opsteller");
        await scene.GiveTaskAsync(quote.Id, "bas@brekelmans.example");
        Assert.Equal(2, (await scene.SaveAsync(scene.Bas, quote, Engineering, Unit)).Lines.Count);
    }

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task An_unfinished_quote_is_not_sent_to_review(On on)
    {
        await using var scene = await QuoteScene.StartAsync(on);
        var quote = await scene.ComposeAsync();
        await QuoteScene.RefusedAsync(await QuoteScene.PostAsync(scene.Sanne, $"/api/quotes/{quote.Id}/review"), HttpStatusCode.BadRequest, "lines", "minstens één regel");
        await QuoteScene.AnswerAsync(await scene.TryTextsAsync(scene.Sanne, quote, quote.Texts with { ContactId = null }));
        await QuoteScene.RefusedAsync(await QuoteScene.PostAsync(scene.Sanne, $"/api/quotes/{quote.Id}/review"), HttpStatusCode.BadRequest, "contactId", "aan wie");
    }

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task A_reviewer_approves_or_sends_back_with_a_reason_and_the_next_review_shows_the_change(On on)
    {
        await using var scene = await QuoteScene.StartAsync(on);
        var quote = await scene.ComposeAsync(Engineering, Unit);
        await QuoteScene.AnswerAsync(await QuoteScene.PostAsync(scene.Sanne, $"/api/quotes/{quote.Id}/review"));
        await QuoteScene.RefusedAsync(await QuoteScene.PostAsync(scene.Sanne, $"/api/quotes/{quote.Id}/approve"), HttpStatusCode.Forbidden, "", "beoordelaar");
        await QuoteScene.RefusedAsync(await QuoteScene.PostAsync(scene.Marieke, $"/api/quotes/{quote.Id}/send-back", new { reason = " " }), HttpStatusCode.BadRequest, "reason", "waarom");
        var back = await QuoteScene.AnswerAsync(await QuoteScene.PostAsync(scene.Marieke, $"/api/quotes/{quote.Id}/send-back", new { reason = "Te scherp <b>geprijsd</b>" }));
        Assert.Equal(QuoteStatus.Draft, back.Status);
        await scene.SaveAsync(scene.Sanne, back, Engineering, Unit with { Price = 10200 });
        var queries = (QuoteQueries)scene.Server.Services.GetService(typeof(QuoteQueries))!;
        var comparison = await queries.SinceLastSeenAsync(quote.Id, Stop);
        var difference = Assert.Single(comparison!.Differences);
        Assert.Equal(("Koelunit 42 kW", 700m), (difference.What, difference.AmountChange));
        var reason = await scene.Server.Database.ReadAsync(db => db.Dossier.SingleAsync(i => i.QuoteId == quote.Id && i.Kind == Dossiers.DossierKind.QuoteSentBack, Stop), Stop);
        Assert.Equal("Te scherp &lt;b&gt;geprijsd&lt;/b&gt;", reason.Text);
    }

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task A_reviewer_does_not_approve_a_quote_of_her_own(On on)
    {
        await using var scene = await QuoteScene.StartAsync(on);
        var quote = await QuoteScene.AnswerAsync(await QuoteScene.PostAsync(scene.Marieke, "/api/quotes", new { forecastId = scene.ForecastId, templateKey = "installation" }));
        await scene.SaveAsync(scene.Marieke, quote, Unit);
        await QuoteScene.AnswerAsync(await QuoteScene.PostAsync(scene.Marieke, $"/api/quotes/{quote.Id}/review"));
        await QuoteScene.RefusedAsync(await QuoteScene.PostAsync(scene.Marieke, $"/api/quotes/{quote.Id}/approve"), HttpStatusCode.Forbidden, "", "niet zelf opstelde");
    }

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task What_was_sent_never_changes_and_a_new_version_is_a_copy(On on)
    {
        await using var scene = await QuoteScene.StartAsync(on);
        var sent = await scene.SentAsync(Engineering, Unit);
        await QuoteScene.RefusedAsync(await scene.TrySaveAsync(scene.Sanne, sent.Id, sent.Revision, Unit), HttpStatusCode.Conflict, "", "kan niet meer gewijzigd worden");
        await QuoteScene.RefusedAsync(await scene.TryTextsAsync(scene.Sanne, sent, sent.Texts with { Title = "Anders" }), HttpStatusCode.Conflict, "", "kan niet meer gewijzigd worden");
        var next = await QuoteScene.AnswerAsync(await QuoteScene.PostAsync(scene.Sanne, $"/api/quotes/{sent.Id}/revise"));
        Assert.Equal((sent.Number, 2, QuoteStatus.Draft), (next.Number, next.Version, next.Status));
        Assert.Equal(sent.Lines.Select(line => line.Key), next.Lines.Select(line => line.Key));
        await scene.SaveAsync(scene.Sanne, next, Engineering with { Quantity = 48 }, new LineEntry(LineKind.Cost, "Transport", Price: 100));
        var old = await scene.GetAsync(scene.Sanne, sent.Id);
        Assert.Equal(QuoteStatus.Replaced, old.Status);
        Assert.Equal(sent.Lines, old.Lines);
        Assert.Equal(sent.Totals.Net, old.Totals.Net);
        var comparison = await QuoteScene.ReadAsync<QuoteComparison>(await QuoteScene.GetAsync(scene.Sanne, $"/api/quotes/{next.Id}/differences?with={sent.Id}"));
        Assert.Equal([788m, 100m, -19700m], comparison.Differences.Where(d => d.AmountChange is not null).Select(d => d.AmountChange!.Value));
    }

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task A_step_is_taken_only_from_where_it_may_be(On on)
    {
        await using var scene = await QuoteScene.StartAsync(on);
        var draft = await scene.ComposeAsync(Unit);
        await QuoteScene.RefusedAsync(await QuoteScene.PostAsync(scene.Marieke, $"/api/quotes/{draft.Id}/approve"), HttpStatusCode.Conflict, "", "is concept");
        await QuoteScene.RefusedAsync(await QuoteScene.PostAsync(scene.Sanne, $"/api/quotes/{draft.Id}/revise"), HttpStatusCode.Conflict, "", "is concept");
        await Assert.ThrowsAsync<Data.RefusedException>(() => scene.Composer.MarkSentAsync(draft.Id, Users.Actor.System, Stop));
        await Assert.ThrowsAsync<Data.RefusedException>(() => scene.Composer.MarkSignedAsync(draft.Id, Users.Actor.System, Stop));
        await Assert.ThrowsAsync<Data.RefusedException>(() => scene.Composer.MarkDeclinedAsync(draft.Id, "", Users.Actor.System, Stop));
        var sent = await scene.SentAsync(Unit);
        await Assert.ThrowsAsync<Data.RefusedException>(() => scene.Composer.ExpireAsync(sent.Id, Users.Actor.System, Stop));
        scene.Server.Clock.Advance(TimeSpan.FromDays(31));
        await scene.Composer.ExpireAsync(sent.Id, Users.Actor.System, Stop);
        await Assert.ThrowsAsync<Data.RefusedException>(() => scene.Composer.MarkSignedAsync(sent.Id, Users.Actor.System, Stop));
    }

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task A_new_version_takes_the_vat_rate_of_its_own_date(On on)
    {
        await using var scene = await QuoteScene.StartAsync(on);
        await scene.Server.Database.WriteAsync(db => { db.VatRates.Add(new() { Code = "low", ValidFrom = new(2027, 1, 1), Rate = 21 }); return Task.CompletedTask; }, Stop);
        var sent = await scene.SentAsync(new LineEntry(LineKind.Article, "Isolatie", Code: "ISO-W", Quantity: 10, Price: 42, VatCode: "low"));
        Assert.Equal(37.80m, sent.Totals.Vat);
        scene.Server.Clock.Advance(TimeSpan.FromDays(60));
        scene.Sanne.Dispose();
        var sanne = await scene.Server.SignInAsync("sanne");
        var next = await QuoteScene.AnswerAsync(await QuoteScene.PostAsync(sanne, $"/api/quotes/{sent.Id}/revise"));
        Assert.Equal(88.20m, next.Totals.Vat);
        Assert.Equal(37.80m, (await scene.GetAsync(sanne, sent.Id)).Totals.Vat);
    }

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task The_quotes_that_count_make_the_expected_amount_of_the_forecast(On on)
    {
        await using var scene = await QuoteScene.StartAsync(on);
        Task<decimal> ExpectedAsync() => scene.Server.Database.ReadAsync(db => db.Forecasts.Where(f => f.Id == scene.ForecastId).Select(f => f.ExpectedAmount).SingleAsync(Stop), Stop);
        var first = await scene.ComposeAsync(Unit);
        Assert.Equal(19700m, await ExpectedAsync());
        var second = await scene.ComposeAsync(Engineering);
        Assert.Equal(23640m, await ExpectedAsync());
        await QuoteScene.AnswerAsync(await scene.TryTextsAsync(scene.Sanne, second, second.Texts with { Counts = false }));
        Assert.Equal(19700m, await ExpectedAsync());
        await QuoteScene.AnswerAsync(await QuoteScene.PostAsync(scene.Sanne, $"/api/quotes/{first.Id}/withdraw"));
        Assert.Equal(19700m, await ExpectedAsync());
        var next = await QuoteScene.AnswerAsync(await QuoteScene.PostAsync(scene.Sanne, $"/api/quotes/{first.Id}/revise"));
        await scene.SaveAsync(scene.Sanne, next, Unit with { Quantity = 3 });
        Assert.Equal(29550m, await ExpectedAsync());
        var changes = await scene.Server.Database.ReadAsync(db => db.FieldChanges.Where(c => c.RecordId == first.Id && c.Field == "NetAmount").ToListAsync(Stop), Stop);
        Assert.Equal("19700.00", Assert.Single(changes).New);
    }

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task Who_is_no_entrepreneur_gets_prices_including_vat(On on)
    {
        await using var scene = await QuoteScene.StartAsync(on, isEntrepreneur: false);
        var quote = await scene.ComposeAsync(new LineEntry(LineKind.Article, "Koelunit", Price: 121));
        Assert.True(quote.PricesIncludeVat);
        Assert.Equal((100m, 21m, 121m), (quote.Totals.Net, quote.Totals.Vat, quote.Totals.Gross));
    }

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task The_list_is_paged_by_key_and_counts_all(On on)
    {
        await using var scene = await QuoteScene.StartAsync(on);
        for (var i = 0; i < 5; i++)
            await scene.ComposeAsync(Unit);
        var first = await QuoteScene.ReadAsync<QuoteList>(await QuoteScene.GetAsync(scene.Bas, "/api/quotes?take=3&text=anker&status=Draft"));
        Assert.Equal((5, 5 * 19700m, 3), (first.Count, first.NetAmount, first.Rows.Count));
        var second = await QuoteScene.ReadAsync<QuoteList>(await QuoteScene.GetAsync(scene.Bas, $"/api/quotes?take=3&text=anker&after={first.Next}"));
        Assert.Equal(["OF-2026-0002", "OF-2026-0001"], second.Rows.Select(row => row.Number));
        Assert.Null(second.Next);
        Assert.Equal(0, (await QuoteScene.ReadAsync<QuoteList>(await QuoteScene.GetAsync(scene.Bas, "/api/quotes?status=Sent"))).Count);
    }

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task What_does_not_exist_and_who_may_not_come_in_hear_so(On on)
    {
        await using var scene = await QuoteScene.StartAsync(on);
        Assert.Equal(HttpStatusCode.Unauthorized, (await QuoteScene.GetAsync(scene.Server.Anonymous(), "/api/quotes")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await QuoteScene.GetAsync(scene.Sanne, $"/api/quotes/{Guid.NewGuid()}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await QuoteScene.PostAsync(scene.Sanne, "/api/quotes", new { forecastId = Guid.NewGuid(), templateKey = "installation" })).StatusCode);
        await QuoteScene.RefusedAsync(await QuoteScene.PostAsync(scene.Sanne, "/api/quotes", new { forecastId = scene.ForecastId, templateKey = "nep" }), HttpStatusCode.BadRequest, "templateKey", "sjabloon");
        var adil = await scene.Server.SignInAsync("adil");
        Assert.Equal(HttpStatusCode.Forbidden, (await QuoteScene.PostAsync(adil, "/api/quotes", new { forecastId = scene.ForecastId, templateKey = "installation" })).StatusCode);
    }
}
