using System.Net;
using System.Text.RegularExpressions;
using Crm.Quotes;

namespace Crm.Signing;

/// <summary>The contact lets a colleague sign.</summary>
public sealed class PassOnTests
{
    const string Colleague = "wietske@anker.example";

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task A_colleague_gets_a_link_and_codes_of_his_own_and_signs(On on)
    {
        await using var scene = await SigningScene.StartAsync(on);
        var contact = await scene.SendAsync();
        await contact.OpenAsync();
        await contact.SubmitAsync("question", ("question", "Kan het ook in juni?"));
        await contact.SubmitAsync("code");
        var old = await scene.CodeAsync();
        await contact.SubmitAsync("pass-on", ("code", old), ("colleague", "Wietske Anker"), ("email", Colleague));
        Assert.Equal(HttpStatusCode.OK, contact.Status);

        var mail = Assert.Single(await scene.MailsToAsync(Colleague));
        var visitor = scene.VisitorWith(Regex.Match(mail.Html, "href=\"([^\"]*/portal/[^\"]+)\"").Groups[1].Value);
        await visitor.OpenAsync();
        Assert.Contains("Jorrit Brandsma", visitor.Text, StringComparison.Ordinal);
        await visitor.SubmitAsync("code");
        var fresh = (await scene.MailsToAsync(Colleague)).Select(sent => Regex.Match(sent.Subject, @"\b\d{6}\b").Value).Last(code => code.Length > 0);
        if (old != fresh)
        {
            await visitor.SubmitAsync("sign", ("code", old), ("name", "Wietske Anker"), ("function", "Directeur"), ("consents", "yes"));
            Assert.Equal(HttpStatusCode.BadRequest, visitor.Status);
        }
        await visitor.SubmitAsync("sign", ("code", fresh), ("name", "Wietske Anker"), ("function", "Directeur"), ("consents", "yes"));
        Assert.Contains("Wietske Anker heeft deze offerte ondertekend", visitor.Text, StringComparison.Ordinal);
        await Eventually.TrueAsync(async () => (await scene.QuoteAsync()).SealedFileId is not null, "the quote is sealed");
        var evidence = SealReader.Read(await visitor.DownloadAsync())!.Evidence!;
        Assert.Equal(Colleague, evidence.SignerEmail);
        Assert.Contains(evidence.Steps, step => step.Kind == Step.PassedOn && step.Details["to"] == Colleague);
    }

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task Who_does_not_read_the_mail_of_the_contact_cannot_make_himself_the_signer(On on)
    {
        await using var scene = await SigningScene.StartAsync(on);
        var thief = await scene.SendAsync();
        await thief.OpenAsync();
        await thief.SubmitAsync("pass-on", ("code", "123456"), ("colleague", "Iemand Anders"), ("email", "iemand@elders.example"));
        Assert.Equal(HttpStatusCode.BadRequest, thief.Status);
        await thief.SubmitAsync("code");
        var wrong = await scene.CodeAsync() == "000000" ? "000001" : "000000";
        await thief.SubmitAsync("pass-on", ("code", wrong), ("colleague", "Iemand Anders"), ("email", "iemand@elders.example"));
        Assert.Contains("U kunt nog 4 keer proberen.", thief.Text, StringComparison.Ordinal);
        Assert.Contains("iemand@elders.example", thief.Html, StringComparison.Ordinal);
        Assert.Empty(await scene.MailsToAsync("iemand@elders.example"));
        Assert.Equal(QuoteStatus.Sent, (await scene.QuoteAsync()).Status);
    }

    [Fact]
    public async Task Bad_input_is_said_at_its_field()
    {
        await using var scene = await SigningScene.StartAsync(On.Sqlite);
        var contact = await scene.SendAsync();
        await contact.OpenAsync();
        await contact.SubmitAsync("code");
        await contact.SubmitAsync("pass-on", ("code", await scene.CodeAsync()), ("colleague", ""), ("email", "geen adres"));
        Assert.Equal(HttpStatusCode.BadRequest, contact.Status);
        Assert.Contains("Vul de naam van uw collega in.", contact.Text, StringComparison.Ordinal);
        Assert.Contains("Vul het e-mailadres van uw collega in.", contact.Text, StringComparison.Ordinal);
        await contact.SubmitAsync("pass-on", ("code", await scene.CodeAsync()), ("colleague", "Ik zelf"), ("email", "JORRIT@anker.example"));
        Assert.Contains("Op dit adres hebt u de offerte zelf al gekregen.", contact.Text, StringComparison.Ordinal);
    }
}
