using System.Net;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Crm.Documents;
using Crm.Dossiers;
using Crm.Portal;
using Crm.Quotes;
using Crm.Tasks;
using Crm.Users;
using Microsoft.EntityFrameworkCore;

namespace Crm.Signing;

/// <summary>The customer's side, through the pages and forms as a browser without scripts uses them.</summary>
public sealed class SigningTests
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task A_customer_reads_asks_for_a_code_and_signs_and_both_parties_get_the_sealed_pdf(On on)
    {
        await using var scene = await SigningScene.StartAsync(on);
        var visitor = await scene.SendAsync();
        await visitor.OpenAsync();
        Assert.Equal(HttpStatusCode.OK, visitor.Status);
        Assert.Contains("€ 28.604,40", visitor.Text, StringComparison.Ordinal);
        Assert.Contains("Koelunit 42 kW <b>vet</b>", visitor.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Interne reiskosten", visitor.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("jorrit@anker.example", visitor.Text, StringComparison.Ordinal);
        var sent = await visitor.DownloadAsync();
        await visitor.OpenAsync();
        Assert.Single(await scene.StepsAsync(), step => step.Kind == Step.Opened);

        await visitor.SubmitAsync("code");
        Assert.Contains("stap 2 van 2", visitor.Text, StringComparison.Ordinal);
        await visitor.SubmitAsync("sign", ("code", await scene.CodeAsync()), ("name", "Jorrit Brandsma"), ("function", "Bedrijfsleider"), ("consents", "yes"));
        Assert.Contains("Jorrit Brandsma heeft deze offerte ondertekend", visitor.Text, StringComparison.Ordinal);
        Assert.Equal(QuoteStatus.Signed, (await scene.QuoteAsync()).Status);

        await Eventually.TrueAsync(async () => (await scene.QuoteAsync()).SealedFileId is not null, "the quote is sealed");
        var sealedPdf = await visitor.DownloadAsync();
        Assert.Equal(sent, sealedPdf[..sent.Length]);
        using var pdf = await PdfFile.WriteAsync(sealedPdf);
        var signature = await pdf.RunAsync("pdfsig");
        Assert.Contains("Signature is Valid", signature, StringComparison.Ordinal);
        Assert.Contains("Total document signed", signature, StringComparison.Ordinal);
        Assert.DoesNotContain("WARNING", await pdf.RunAsync("qpdf", "--check"), StringComparison.Ordinal);
        var text = await pdf.RunAsync("pdftotext", "-");
        Assert.Contains("Bewijs van ondertekening", text, StringComparison.Ordinal);
        Assert.Contains("Ondertekend door Jorrit Brandsma, Bedrijfsleider", text, StringComparison.Ordinal);
        var seal = SealReader.Read(sealedPdf)!;
        Assert.True(seal is { IsIntact: true, EvidenceHolds: true });
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(sent)), seal.Evidence!.DocumentSha256);
        var sealedFile = (await scene.QuoteAsync()).SealedFileId!.Value;
        foreach (var party in new[] { "jorrit@anker.example", "sanne@brekelmans.example" })
            Assert.Single(await scene.MailsToAsync(party), mail => mail.FileIds.Contains(sealedFile));
        Assert.Equal(
            ["sent", "downloaded", "code-sent", "code-verified", "signed", "sealed", "downloaded"],
            (await scene.StepsAsync()).Select(step => step.Kind).Where(kind => kind != Step.Opened));
    }

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task Bad_input_is_said_at_its_field_and_nothing_typed_is_lost(On on)
    {
        await using var scene = await SigningScene.StartAsync(on);
        var visitor = await scene.SendAsync();
        await visitor.OpenAsync();
        await visitor.SubmitAsync("question", ("question", "  "));
        Assert.Equal(HttpStatusCode.BadRequest, visitor.Status);
        Assert.Contains("Schrijf eerst uw vraag.", visitor.Text, StringComparison.Ordinal);
        await visitor.SubmitAsync("decline", ("reason", ""));
        Assert.Equal(HttpStatusCode.BadRequest, visitor.Status);
        Assert.Contains("Wilt u zeggen waarom?", visitor.Text, StringComparison.Ordinal);
        await visitor.SubmitAsync("code");
        await visitor.SubmitAsync("sign", ("code", "12"), ("name", ""), ("function", "Directeur \u0007 <script>"));
        Assert.Equal(HttpStatusCode.BadRequest, visitor.Status);
        foreach (var fault in new[] { "Vul uw naam in.", "Zet een vinkje om akkoord te gaan.", "Vul de zes cijfers uit de mail in." })
            Assert.Contains(fault, visitor.Text, StringComparison.Ordinal);
        Assert.Contains("Directeur", visitor.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>", visitor.Html, StringComparison.Ordinal);
        Assert.Equal(QuoteStatus.Sent, (await scene.QuoteAsync()).Status);
    }

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task Five_wrong_codes_lock_a_code_and_its_time_runs_out(On on)
    {
        await using var scene = await SigningScene.StartAsync(on);
        var visitor = await scene.SendAsync();
        await visitor.OpenAsync();
        await visitor.SubmitAsync("code");
        var right = await scene.CodeAsync();
        var wrong = right == "000000" ? "000001" : "000000";
        Task SignAsync(string code) => visitor.SubmitAsync("sign", ("code", code), ("name", "Jorrit Brandsma"), ("function", "Bedrijfsleider"), ("consents", "yes"));
        await SignAsync(wrong);
        Assert.Contains("U kunt nog 4 keer proberen.", visitor.Text, StringComparison.Ordinal);
        for (var attempt = 2; attempt <= 5; attempt++)
            await SignAsync(wrong);
        await SignAsync(right);
        Assert.Equal(HttpStatusCode.BadRequest, visitor.Status);
        Assert.Contains("Deze code geldt niet meer.", visitor.Text, StringComparison.Ordinal);
        Assert.Equal(5, (await scene.StepsAsync()).Count(step => step.Kind == Step.CodeWrong));

        await visitor.SubmitAsync("code");
        Assert.Equal(HttpStatusCode.Conflict, visitor.Status);
        scene.Server.Clock.Advance(TimeSpan.FromSeconds(31));
        await visitor.SubmitAsync("code");
        scene.Server.Clock.Advance(TimeSpan.FromMinutes(6));
        await SignAsync(await scene.CodeAsync());
        Assert.Contains("Deze code geldt niet meer.", visitor.Text, StringComparison.Ordinal);
        Assert.Equal(QuoteStatus.Sent, (await scene.QuoteAsync()).Status);
        for (var more = 3; more <= OneTimeCode.MaxPerHour; more++)
        {
            await visitor.SubmitAsync("code");
            scene.Server.Clock.Advance(TimeSpan.FromSeconds(31));
        }
        await visitor.SubmitAsync("code");
        Assert.Contains("U hebt te veel codes gevraagd.", visitor.Text, StringComparison.Ordinal);
    }

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task Of_signatures_and_refusals_at_once_exactly_one_wins(On on)
    {
        await using var scene = await SigningScene.StartAsync(on);
        var visitor = await scene.SendAsync();
        await visitor.OpenAsync();
        await visitor.SubmitAsync("code");
        var code = await scene.CodeAsync();
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(number => number % 2 == 0
            ? visitor.SendAsync("sign", ("code", code), ("name", $"Ondertekenaar {number}"), ("function", "Directie"), ("consents", "yes"))
            : visitor.SendAsync("decline", ("reason", $"Reden {number}"))));
        Assert.Single(answers, answer => answer.StatusCode == HttpStatusCode.SeeOther);
        Assert.All(answers.Where(answer => answer.StatusCode != HttpStatusCode.SeeOther), answer => Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode));
        Assert.Single(await scene.StepsAsync(), step => step.Kind is Step.Signed or Step.Declined);
        var items = await scene.Server.Database.ReadAsync(db => db.Dossier.Where(item => item.QuoteId == scene.QuoteId).Select(item => item.Kind).ToListAsync(Cancel), Cancel);
        Assert.Single(items, kind => kind is DossierKind.QuoteSigned or DossierKind.QuoteDeclined);
        Assert.Null(SigningLog.FirstBreak(await scene.StepsAsync()));
    }

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task A_customer_declines_with_a_reason_and_the_link_says_so_afterwards(On on)
    {
        await using var scene = await SigningScene.StartAsync(on);
        var visitor = await scene.SendAsync();
        await visitor.OpenAsync();
        await visitor.SubmitAsync("decline", ("reason", "Te duur voor nu <b>"));
        Assert.Contains("U hebt deze offerte afgewezen", visitor.Text, StringComparison.Ordinal);
        Assert.Equal(QuoteStatus.Declined, (await scene.QuoteAsync()).Status);
        var item = await scene.Server.Database.ReadAsync(db => db.Dossier.SingleAsync(one => one.Kind == DossierKind.QuoteDeclined && one.QuoteId == scene.QuoteId, Cancel), Cancel);
        Assert.Equal(("Te duur voor nu &lt;b&gt;", Door.Portal), (item.Text, item.Door));
        Assert.Equal(HttpStatusCode.Conflict, (await visitor.SendAsync("decline", ("reason", "nog eens"))).StatusCode);
    }

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task A_question_becomes_a_task_of_the_author_and_the_answer_reaches_the_customer(On on)
    {
        await using var scene = await SigningScene.StartAsync(on);
        var visitor = await scene.SendAsync();
        await visitor.OpenAsync();
        await visitor.SubmitAsync("question", ("question", "Lukt het vóór 1 maart?"));
        Assert.Contains("Lukt het vóór 1 maart?", visitor.Text, StringComparison.Ordinal);
        var sanne = await scene.Server.Database.ReadAsync(db => db.Users.SingleAsync(user => user.Email == "sanne@brekelmans.example", Cancel), Cancel);
        var task = await scene.Server.Database.ReadAsync(db => db.Tasks.SingleAsync(one => one.AssigneeId == sanne.Id && one.Status == UserTaskStatus.Open, Cancel), Cancel);
        Assert.Contains("Lukt het vóór 1 maart?", task.Instruction.Nl, StringComparison.Ordinal);
        await scene.Get<TaskDesk>().CompleteAsync(task.Id, "Answer", "Ja, als u vóór 15 januari tekent.", new Actor(sanne.Id, sanne.Name, Door.Page, [Roles.Sales]), Cancel);
        var answer = (await scene.MailsToAsync("jorrit@anker.example")).Last();
        Assert.Contains("Ja, als u vóór 15 januari tekent.", WebUtility.HtmlDecode(answer.Html), StringComparison.Ordinal);
        var later = scene.VisitorWith(await scene.LinkInLastMailAsync());
        await later.OpenAsync();
        Assert.Contains("Ja, als u vóór 15 januari tekent.", later.Text, StringComparison.Ordinal);
        Assert.Contains("Sanne de Wit", later.Text, StringComparison.Ordinal);
    }

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task Links_that_no_longer_work_say_what_they_are_and_what_to_do(On on)
    {
        await using var scene = await SigningScene.StartAsync(on);
        var visitor = await scene.SendAsync();
        var wrong = new PortalBrowser(scene.Server.Anonymous(), "/portal/" + new string('A', 43));
        await wrong.OpenAsync();
        Assert.Equal(HttpStatusCode.NotFound, wrong.Status);
        Assert.Contains("Deze link kennen wij niet", wrong.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("OF-2026", wrong.Text, StringComparison.Ordinal);

        await scene.Get<SigningDesk>().RemindAsync(scene.QuoteId, Actor.System, Cancel);
        var reminded = scene.VisitorWith(await scene.LinkInLastMailAsync());
        await reminded.OpenAsync();
        await visitor.OpenAsync();
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (reminded.Status, visitor.Status));

        scene.Server.Clock.SetUtcNow(new DateTimeOffset(2026, 12, 23, 23, 0, 1, TimeSpan.Zero));
        await visitor.OpenAsync();
        Assert.Equal(HttpStatusCode.Gone, visitor.Status);
        Assert.Contains("Deze offerte was geldig tot en met 23 december 2026", visitor.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("28.604", visitor.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Conflict, (await visitor.SendAsync("code")).StatusCode);
    }

    [Fact]
    public async Task A_withdrawn_quote_can_no_longer_be_read_or_signed()
    {
        await using var scene = await SigningScene.StartAsync(On.Sqlite);
        var visitor = await scene.SendAsync();
        await visitor.OpenAsync();
        await scene.Get<QuoteComposer>().WithdrawAsync(scene.QuoteId, Actor.System, Cancel);
        Assert.Equal(HttpStatusCode.Conflict, (await visitor.SendAsync("code")).StatusCode);
        await visitor.OpenAsync();
        Assert.Equal(HttpStatusCode.Gone, visitor.Status);
        Assert.Contains("ingetrokken", visitor.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_answer_of_the_portal_forbids_foreign_scripts_storing_and_telling_other_sites()
    {
        await using var scene = await SigningScene.StartAsync(On.Sqlite);
        var visitor = await scene.SendAsync();
        foreach (var address in new[] { "", "?lang=en" })
        {
            await visitor.OpenAsync(address);
            var headers = visitor.Answer.Headers;
            Assert.Contains("default-src 'none'", headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
            Assert.Equal("no-referrer", headers.GetValues("Referrer-Policy").Single());
            Assert.Contains("no-store", headers.CacheControl!.ToString(), StringComparison.Ordinal);
            Assert.Equal(["src=\"/portal-reading.js\""], Regex.Matches(visitor.Html, "<script type=\"module\" (src=\"[^\"]+\") nonce=\"[^\"]+\"></script>|<script").Select(script => script.Groups[1].Value));
            Assert.DoesNotContain(" style=", visitor.Html, StringComparison.Ordinal);
        }
        Assert.Contains("What you get", visitor.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Wat u krijgt", visitor.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, (await scene.Server.Anonymous().PostAsync(visitor.Answer.RequestMessage!.RequestUri!.AbsolutePath + "/code", new FormUrlEncodedContent([]), Cancel)).StatusCode);
    }

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task A_drawn_signature_stands_in_the_evidence_and_on_its_page(On on)
    {
        await using var scene = await SigningScene.StartAsync(on);
        var visitor = await scene.SendAsync();
        await visitor.OpenAsync();
        await visitor.SubmitAsync("code");
        await visitor.SubmitAsync("sign", ("code", await scene.CodeAsync()), ("name", "Jorrit Brandsma"), ("function", "Bedrijfsleider"), ("consents", "yes"), ("drawing", "20,150 60,40 100,150;40,100 80,100;300,100"));
        await Eventually.TrueAsync(async () => (await scene.QuoteAsync()).SealedFileId is not null, "the quote is sealed");

        var sealedPdf = await visitor.DownloadAsync();
        var seal = SealReader.Read(sealedPdf)!;
        Assert.True(seal is { IsIntact: true, EvidenceHolds: true });
        Assert.Equal("20,150 60,40 100,150;40,100 80,100;300,100", seal.Evidence!.Steps.Single(step => step.Kind == Step.Signed).Details["drawing"]);
        using var pdf = await PdfFile.WriteAsync(sealedPdf);
        Assert.Contains("Handtekening", await pdf.RunAsync("pdftotext", "-"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<svg onload=alert(1)>")]
    [InlineData("10,20 30")]
    [InlineData("10,20;")]
    [InlineData("601,20")]
    [InlineData("-1,20")]
    [InlineData("1e3,20 ١,٢")]
    [InlineData(null)]
    public async Task What_is_no_drawing_is_refused_at_its_field_and_the_code_can_be_used_again(string? drawing)
    {
        await using var scene = await SigningScene.StartAsync(On.Sqlite);
        var visitor = await scene.SendAsync();
        await visitor.OpenAsync();
        await visitor.SubmitAsync("code");
        var code = await scene.CodeAsync();
        drawing ??= string.Join(' ', Enumerable.Repeat("100,100", 6_000));

        await visitor.SubmitAsync("sign", ("code", code), ("name", "Jorrit Brandsma"), ("function", "Bedrijfsleider"), ("consents", "yes"), ("drawing", drawing));
        Assert.Equal(HttpStatusCode.BadRequest, visitor.Status);
        Assert.Contains("Wis hem en teken hem opnieuw.", visitor.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("<svg onload", visitor.Html, StringComparison.Ordinal);

        await visitor.SubmitAsync("sign", ("code", code), ("name", "Jorrit Brandsma"), ("function", "Bedrijfsleider"), ("consents", "yes"), ("drawing", ""));
        Assert.Contains("heeft deze offerte ondertekend", visitor.Text, StringComparison.Ordinal);
    }

    /// <summary>Read by another program, from the printed page.</summary>
    [Fact]
    public async Task The_code_on_the_evidence_page_leads_to_where_the_document_can_be_checked()
    {
        await using var scene = await SigningScene.StartAsync(On.Sqlite);
        var (_, sealedPdf) = await scene.SignedAsync();
        using var pdf = await PdfFile.WriteAsync(sealedPdf);
        Assert.EndsWith("/portal/verify", (await pdf.ReadCodeAsync()).Trim(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_altered_or_missing_step_breaks_the_chain()
    {
        await using var scene = await SigningScene.StartAsync(On.Sqlite);
        var visitor = await scene.SendAsync();
        await visitor.OpenAsync();
        await visitor.SubmitAsync("code");
        var steps = await scene.StepsAsync();
        Assert.Null(SigningLog.FirstBreak(steps));
        Assert.Equal(2, SigningLog.FirstBreak(steps.Where(step => step.Sequence != 2)));
        steps[0].Details["to"] = "iemand@anders.example";
        Assert.Equal(1, SigningLog.FirstBreak(steps));
    }
}
