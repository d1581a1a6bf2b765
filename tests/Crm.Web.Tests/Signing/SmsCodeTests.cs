using System.Net;
using System.Text.RegularExpressions;
using Crm.Data;
using Crm.Documents;
using Crm.Mail;
using Crm.Portal;
using Crm.Quotes;
using Crm.Users;
using Microsoft.EntityFrameworkCore;

namespace Crm.Signing;

/// <summary>Signing with a second code, by SMS, through a gateway that listens on this machine.</summary>
public sealed class SmsCodeTests
{
    const string Number = "+31612343412", Masked = "+31 6 •• •• 34 12";

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    static readonly Actor Office = new(null, "Adil Bennani", Door.Page, [Roles.Sales]);

    /// <summary>A quote for which Sanne chose both codes, and stated how she knows the number.</summary>
    static Task<SigningScene> StartAsync(On on, LocalSmsGateway gateway, string language = "nl") => SigningScene.StartAsync(on, language, settings: gateway.Settings, prepare: async (scene, quote, sanne) =>
    {
        await scene.SetMobileAsync("06 1234 3412", Office);
        var texts = QuoteTexts.Of(quote) with { WithSms = true, MobileStatement = "telefonisch nagevraagd" };
        return await scene.Get<QuoteComposer>().EditTextsAsync(quote.Id, texts, quote.Revision, sanne, Cancel);
    });

    static async Task<PortalBrowser> WithCodesAsync(SigningScene scene)
    {
        var visitor = await scene.SendAsync();
        await visitor.OpenAsync();
        await visitor.SubmitAsync("code");
        return visitor;
    }

    static Task SignAsync(PortalBrowser visitor, string code, string sms) =>
        visitor.SubmitAsync("sign", ("code", code), ("sms", sms), ("name", "Jorrit Brandsma"), ("function", "Bedrijfsleider"), ("consents", "yes"));

    static string Other(string code) => code == "000000" ? "000001" : "000000";

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task A_customer_signs_with_the_code_from_the_mail_and_the_one_from_the_phone(On on)
    {
        await using var gateway = new LocalSmsGateway();
        await using var scene = await StartAsync(on, gateway);
        var visitor = await scene.SendAsync();
        await visitor.OpenAsync();
        Assert.Contains(Masked, visitor.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("612343412", visitor.Html, StringComparison.Ordinal);
        Assert.Contains("Elektronische handtekening met e-mail- en sms-verificatie", visitor.Text, StringComparison.Ordinal);

        await visitor.SubmitAsync("code");
        var sms = await gateway.CodeAsync();
        var asked = Assert.Single(gateway.Asked);
        Assert.Contains("Authorization: " + LocalSmsGateway.Secret, asked, StringComparison.Ordinal);
        Assert.Contains($"\"to\":\"{Number}\"", asked, StringComparison.Ordinal);
        Assert.Matches($"{sms} is uw code voor offerte OF-2026-\\d+ van .*Brekelmans.* Geldig tot 10:05", asked);
        Assert.DoesNotContain("portal/", asked, StringComparison.Ordinal);
        await SignAsync(visitor, await scene.CodeAsync(), "");
        Assert.Contains("Vul de zes cijfers uit de sms in.", visitor.Text, StringComparison.Ordinal);
        await Eventually.TrueAsync(async () => (await scene.StepsAsync()).Exists(step => step.Kind == Step.SmsSent), "the gateway's answer stands in the evidence");
        await SignAsync(visitor, await scene.CodeAsync(), sms);
        Assert.Contains("Jorrit Brandsma heeft deze offerte ondertekend", visitor.Text, StringComparison.Ordinal);

        await Eventually.TrueAsync(async () => (await scene.QuoteAsync()).SealedFileId is not null, "the quote is sealed");
        var sealedPdf = await visitor.DownloadAsync();
        Assert.True(SealReader.Read(sealedPdf) is { IsIntact: true, EvidenceHolds: true });
        using var pdf = await PdfFile.WriteAsync(sealedPdf);
        var text = Regex.Replace(await pdf.RunAsync("pdftotext", "-layout", "-"), @"\s+", " ");
        foreach (var said in new[] { $"code ook per sms naar {Masked}, op de contactkaart gezet door Adil Bennani", "verklaarde op 23-11-2026 10:00:00: ‘telefonisch nagevraagd’", $"Code per sms verstuurd aan {Masked}", $"Code uit de sms aan {Masked} juist ingevoerd", "e-mail- en sms-verificatie" })
            Assert.Contains(said, text, StringComparison.Ordinal);
        Assert.Equal(
            ["sent", "code-sent", "sms-sent", "code-verified", "sms-verified", "signed", "sealed"],
            (await scene.StepsAsync()).Select(step => step.Kind).Where(kind => kind is not (Step.Opened or Step.Downloaded)));
        Assert.DoesNotContain((await scene.StepsAsync()).SelectMany(step => step.Details.Values), value => value.Contains("612343412", StringComparison.Ordinal));
        var envelope = await scene.Server.Database.ReadAsync(db => db.Envelopes.SingleAsync(Cancel), Cancel);
        Assert.All((await scene.StepsAsync()).Where(step => step.Kind.StartsWith("sms", StringComparison.Ordinal)), step => Assert.Equal(SmsEvidence.HashOf(envelope.Id, Number), step.Details["mobileSha256"]));
    }

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task Five_wrong_codes_lock_the_one_to_the_phone_and_who_does_not_read_the_mail_gets_no_try_at_it(On on)
    {
        await using var gateway = new LocalSmsGateway();
        await using var scene = await StartAsync(on, gateway);
        var visitor = await WithCodesAsync(scene);
        var (code, sms) = (await scene.CodeAsync(), await gateway.CodeAsync());
        await SignAsync(visitor, Other(code), sms);
        Assert.Contains("U kunt nog 4 keer proberen.", visitor.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(await scene.StepsAsync(), step => step.Kind is Step.SmsWrong or Step.SmsVerified);
        for (var attempt = 1; attempt <= 5; attempt++)
        {
            await SignAsync(visitor, code, Other(sms));
            Assert.Equal(HttpStatusCode.BadRequest, visitor.Status);
        }
        await SignAsync(visitor, code, sms);
        Assert.Contains("Deze sms-code geldt niet meer.", visitor.Text, StringComparison.Ordinal);
        Assert.Equal(5, (await scene.StepsAsync()).Count(step => step.Kind == Step.SmsWrong));
        Assert.Equal(QuoteStatus.Sent, (await scene.QuoteAsync()).Status);

        scene.Server.Clock.Advance(TimeSpan.FromSeconds(31));
        await visitor.SubmitAsync("code");
        var (second, secondSms) = (await scene.CodeAsync(), await gateway.CodeAsync(2));
        scene.Server.Clock.Advance(OneTimeCode.Lifetime);
        await SignAsync(visitor, second, secondSms);
        Assert.Contains("geldt niet meer", visitor.Text, StringComparison.Ordinal);
        for (var more = 3; more <= OneTimeCode.MaxPerHour + 1; more++)
        {
            scene.Server.Clock.Advance(TimeSpan.FromSeconds(31));
            await visitor.SubmitAsync("code");
        }
        Assert.Contains("U hebt te veel codes gevraagd.", visitor.Text, StringComparison.Ordinal);
        Assert.True(gateway.Asked.Count <= OneTimeCode.MaxPerHour);
    }

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task A_gateway_that_is_down_busy_or_talks_nonsense_is_asked_again_and_the_customer_knows(On on)
    {
        await using var gateway = new LocalSmsGateway { Answer = "HTTP/1.1 500 Internal Server Error" };
        await using var scene = await StartAsync(on, gateway);
        var visitor = await WithCodesAsync(scene);
        var attempt = 0;
        foreach (var answer in new[] { "HTTP/1.1 429 Too Many Requests", "\0\0 no HTTP at all", LocalSmsGateway.Taken })
        {
            attempt++;
            await Eventually.TrueAsync(async () => (await MessageAsync(scene)).Attempts == attempt, $"attempt {attempt} failed");
            await visitor.OpenAsync();
            Assert.Contains($"De sms naar {Masked} kon nog niet worden verstuurd; we proberen het opnieuw.", visitor.Text, StringComparison.Ordinal);
            var waiting = await MessageAsync(scene);
            Assert.NotEqual("", waiting.LastError);
            Assert.DoesNotContain("gateway-secret", waiting.LastError, StringComparison.Ordinal);
            (gateway.Answer, gateway.Pause) = (answer, answer == LocalSmsGateway.Taken ? TimeSpan.FromSeconds(1) : TimeSpan.Zero);
            scene.Server.Clock.Advance(TimeSpan.FromSeconds(Math.Pow(2, attempt)));
        }
        await Eventually.TrueAsync(async () => (await MessageAsync(scene)).DoneAt is not null, "the slow answer counts");
        Assert.Single(gateway.Asked.Select(asked => Regex.Match(asked, "\"reference\":\"([^\"]+)\"").Groups[1].Value).Distinct());
        await visitor.OpenAsync();
        Assert.Contains($"De sms is verstuurd naar {Masked}", visitor.Text, StringComparison.Ordinal);
        await SignAsync(visitor, await scene.CodeAsync(), await gateway.CodeAsync());
        Assert.Equal(QuoteStatus.Signed, (await scene.QuoteAsync()).Status);
        Assert.Single(await scene.StepsAsync(), step => step.Kind == Step.SmsSent);
    }

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task A_message_that_the_gateway_refuses_is_not_tried_again_and_stands_among_what_was_given_up(On on)
    {
        await using var gateway = new LocalSmsGateway { Answer = "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:9/elsewhere" };
        await using var scene = await StartAsync(on, gateway, "en");
        var visitor = await WithCodesAsync(scene);
        await Eventually.TrueAsync(async () => (await MessageAsync(scene)).IsDead, "given up at once");
        await visitor.OpenAsync();
        Assert.Contains($"The text message to {Masked} could not be sent. Send the codes again, or call us.", visitor.Text, StringComparison.Ordinal);
        var given = Assert.Single(await scene.Get<MailQueries>().OutboxAsync(Cancel), row => row.Kind == SmsDeliverer.OutboxKind);
        Assert.Equal("The SMS gateway answered 302.", given.LastError);
        Assert.DoesNotContain(await scene.StepsAsync(), step => step.Kind == Step.SmsSent);

        gateway.Answer = LocalSmsGateway.Taken;
        scene.Server.Clock.Advance(TimeSpan.FromSeconds(31));
        await visitor.SubmitAsync("code");
        await SignAsync(visitor, await scene.CodeAsync(), await gateway.CodeAsync(2));
        Assert.Equal(QuoteStatus.Signed, (await scene.QuoteAsync()).Status);
        Assert.Contains("is your code for quote", gateway.Asked.Last(), StringComparison.Ordinal);
    }

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task An_envelope_keeps_its_number_when_the_contact_gets_another(On on)
    {
        await using var gateway = new LocalSmsGateway();
        await using var scene = await StartAsync(on, gateway);
        var visitor = await scene.SendAsync();
        await scene.SetMobileAsync("06 8765 4321", Office);
        await visitor.OpenAsync();
        Assert.Contains(Masked, visitor.Text, StringComparison.Ordinal);
        await visitor.SubmitAsync("code");
        await gateway.CodeAsync();
        Assert.Contains($"\"to\":\"{Number}\"", gateway.Asked.Single(), StringComparison.Ordinal);
    }

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task Passing_on_takes_both_codes_and_the_colleague_signs_with_the_mail_alone_which_the_evidence_says(On on)
    {
        const string colleague = "wietske@anker.example";
        await using var gateway = new LocalSmsGateway();
        await using var scene = await StartAsync(on, gateway);
        var visitor = await WithCodesAsync(scene);
        var (code, sms) = (await scene.CodeAsync(), await gateway.CodeAsync());
        Task PassOnAsync(string toPhone) => visitor.SubmitAsync("pass-on", ("code", code), ("sms", toPhone), ("colleague", "Wietske Anker"), ("email", colleague));
        await PassOnAsync(Other(sms));
        Assert.Contains("U kunt nog 4 keer proberen.", visitor.Text, StringComparison.Ordinal);
        Assert.Empty(await scene.MailsToAsync(colleague));
        await PassOnAsync(sms);

        var mail = Assert.Single(await scene.MailsToAsync(colleague));
        var wietske = scene.VisitorWith(Regex.Match(mail.Html, "href=\"([^\"]*/portal/[^\"]+)\"").Groups[1].Value);
        await wietske.OpenAsync();
        Assert.DoesNotContain("••", wietske.Text.Replace("•••@", "", StringComparison.Ordinal), StringComparison.Ordinal);
        await wietske.SubmitAsync("code");
        var fresh = (await scene.MailsToAsync(colleague)).Select(sent => Regex.Match(sent.Subject, @"\b\d{6}\b").Value).Last(found => found.Length > 0);
        await wietske.SubmitAsync("sign", ("code", fresh), ("name", "Wietske Anker"), ("function", "Directeur"), ("consents", "yes"));
        await Eventually.TrueAsync(async () => (await scene.QuoteAsync()).SealedFileId is not null, "the quote is sealed");
        using var pdf = await PdfFile.WriteAsync(await wietske.DownloadAsync());
        var text = Regex.Replace(await pdf.RunAsync("pdftotext", "-layout", "-"), @"\s+", " ");
        Assert.Contains("van deze persoon is geen mobiel nummer bekend, dus voortaan een code alleen per mail", text, StringComparison.Ordinal);
        Assert.Contains("elektronische handtekening met e-mailverificatie", text, StringComparison.Ordinal);
        Assert.Single(gateway.Asked);
    }

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task Where_the_process_asks_for_sms_a_contact_without_a_number_signs_with_the_mail_and_the_evidence_says_why(On on)
    {
        await using var gateway = new LocalSmsGateway();
        await using var folder = new TestFolder();
        await using var scene = await SigningScene.StartAsync(on, settings: [.. gateway.Settings, "--WorkflowFolder", await ProcessWithSmsAsync(folder)]);
        var visitor = await WithCodesAsync(scene);
        Assert.DoesNotContain("Code uit de sms", visitor.Text, StringComparison.Ordinal);
        Assert.Equal("no-number", (await scene.StepsAsync()).Single(step => step.Kind == Step.Sent).Details["smsLeftOut"]);
        Assert.Empty(gateway.Asked);
    }

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task Where_the_process_asks_for_sms_nobody_has_to_choose_it(On on)
    {
        await using var gateway = new LocalSmsGateway();
        await using var folder = new TestFolder();
        await using var scene = await SigningScene.StartAsync(on, settings: [.. gateway.Settings, "--WorkflowFolder", await ProcessWithSmsAsync(folder)], prepare: async (scene, quote, sanne) =>
        {
            await scene.SetMobileAsync("+32 470 12 34 56", Office);
            return quote;
        });
        var visitor = await WithCodesAsync(scene);
        Assert.Contains("+32 4 •• •• 34 56", visitor.Text, StringComparison.Ordinal);
        await SignAsync(visitor, await scene.CodeAsync(), await gateway.CodeAsync());
        Assert.Equal(QuoteStatus.Signed, (await scene.QuoteAsync()).Status);
        Assert.False((await scene.StepsAsync()).Single(step => step.Kind == Step.Sent).Details.ContainsKey("mobileStatement"));
    }

    [Fact]
    public async Task Sms_is_refused_without_a_number_and_without_a_gateway()
    {
        await using var gateway = new LocalSmsGateway();
        await using var scene = await SigningScene.StartAsync(On.Sqlite, settings: gateway.Settings, prepare: async (scene, quote, sanne) =>
        {
            Task<Quote> AskAsync(int revision) => scene.Get<QuoteComposer>().EditTextsAsync(quote.Id, QuoteTexts.Of(quote) with { WithSms = true }, revision, sanne, Cancel);
            var refused = await Assert.ThrowsAsync<RefusedException>(() => AskAsync(quote.Revision));
            Assert.Equal("withSms", refused.Faults[0].Field);
            await scene.SetMobileAsync("06 1234 3412", Office);
            quote = await AskAsync(quote.Revision);
            await scene.SetMobileAsync("", Office);
            refused = await Assert.ThrowsAsync<RefusedException>(() => scene.Get<QuoteComposer>().RequestReviewAsync(quote.Id, sanne, Cancel));
            Assert.Contains("geen mobiel nummer", refused.Faults[0].Nl, StringComparison.Ordinal);
            return await scene.Get<QuoteComposer>().EditTextsAsync(quote.Id, QuoteTexts.Of(quote) with { WithSms = null }, quote.Revision, sanne, Cancel);
        });
        await using var plain = await SigningScene.StartAsync(On.Sqlite, prepare: async (scene, quote, sanne) =>
        {
            await scene.SetMobileAsync("06 1234 3412", Office);
            var refused = await Assert.ThrowsAsync<RefusedException>(() => scene.Get<QuoteComposer>().EditTextsAsync(quote.Id, QuoteTexts.Of(quote) with { WithSms = true }, quote.Revision, sanne, Cancel));
            Assert.Contains("No SMS gateway", refused.Faults[0].En, StringComparison.Ordinal);
            return quote;
        });
        var visitor = await WithCodesAsync(plain);
        Assert.DoesNotContain("sms", visitor.Text, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_gateway_that_wants_a_form_gets_one()
    {
        await using var gateway = new LocalSmsGateway();
        await using var scene = await SigningScene.StartAsync(On.Sqlite, settings: [.. gateway.Settings, "--Sms:Header", "X-Key", "--Sms:Body", "To={digits}&From={sender}&Body={text}"], prepare: async (scene, quote, sanne) =>
        {
            await scene.SetMobileAsync("06 1234 3412", Office);
            return await scene.Get<QuoteComposer>().EditTextsAsync(quote.Id, QuoteTexts.Of(quote) with { WithSms = true }, quote.Revision, sanne, Cancel);
        });
        await WithCodesAsync(scene);
        await Eventually.TrueAsync(() => !gateway.Asked.IsEmpty, "the form arrives");
        var asked = gateway.Asked.Single();
        Assert.Contains("Content-Type: application/x-www-form-urlencoded", asked, StringComparison.Ordinal);
        Assert.Contains("X-Key: " + LocalSmsGateway.Secret, asked, StringComparison.Ordinal);
        Assert.Matches(@"To=31612343412&From=Brekelmans&Body=\d{6}%20is%20uw%20code", asked);
    }

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task A_statement_about_a_number_does_not_vouch_for_the_next_one(On on)
    {
        await using var gateway = new LocalSmsGateway();
        await using var scene = await SigningScene.StartAsync(on, settings: gateway.Settings, prepare: async (scene, quote, sanne) =>
        {
            var composer = scene.Get<QuoteComposer>();
            await scene.SetMobileAsync("06 1234 3412", Office);
            quote = await composer.EditTextsAsync(quote.Id, QuoteTexts.Of(quote) with { WithSms = true, MobileStatement = "telefonisch nagevraagd" }, quote.Revision, sanne, Cancel);
            await scene.SetMobileAsync("06 8765 4321", Office);
            return await composer.EditTextsAsync(quote.Id, QuoteTexts.Of(quote) with { Closing = "Met vriendelijke groet" }, quote.Revision, sanne, Cancel);
        });
        await scene.SendAsync();
        var sent = (await scene.StepsAsync()).Single(step => step.Kind == Step.Sent).Details;
        Assert.Equal("+31 6 •• •• 43 21", sent["mobile"]);
        Assert.False(sent.ContainsKey("mobileStatement"));
    }

    static Task<OutboxMessage> MessageAsync(SigningScene scene) => scene.Server.Database.ReadAsync(db => db.Outbox.SingleAsync(message => message.Kind == SmsDeliverer.OutboxKind, Cancel), Cancel);

    /// <summary>A folder with the shipped processes, in which the quote's asks for both codes.</summary>
    static async Task<string> ProcessWithSmsAsync(TestFolder folder)
    {
        foreach (var file in Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "workflows"), "*.json"))
        {
            var text = await File.ReadAllTextAsync(file, Cancel);
            text = text.Replace("\"type\": \"Crm.SendQuote\",", "\"type\": \"Crm.SendQuote\", \"codes\": { \"typeName\": \"String\", \"expression\": { \"type\": \"Literal\", \"value\": \"MailAndSms\" } },", StringComparison.Ordinal);
            await File.WriteAllTextAsync(Path.Combine(folder.Path, Path.GetFileName(file)), text, Cancel);
        }
        return folder.Path;
    }
}
