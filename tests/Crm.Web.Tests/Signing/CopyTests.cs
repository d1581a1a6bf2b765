using System.Net;
using Crm.Data;
using Crm.Quotes;

namespace Crm.Signing;

/// <summary>Who gets a copy of a quote reads along.</summary>
public sealed class CopyTests
{
    const string Reader = "bouw@anker.example";

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task He_reads_the_quote_and_what_became_of_it_and_does_nothing_in_the_signers_name(On on)
    {
        await using var scene = await StartAsync(on, $"Piet Bouw <{Reader}>; {Reader}, {SigningScene.First}");
        var jorrit = await scene.SendAsync();
        Assert.Contains($"Een kopie gaat naar {Reader}.", (await scene.MailsToAsync(SigningScene.First))[0].Text, StringComparison.Ordinal);
        var mail = Assert.Single(await scene.MailsToAsync(Reader));
        Assert.Equal(("Piet Bouw", "Sanne de Wit", 1), (mail.ToName, mail.SenderName, mail.FileIds.Count));

        var reader = scene.VisitorWith(await scene.LinkInLastMailAsync(Reader));
        await jorrit.OpenAsync();
        await reader.OpenAsync();
        Assert.Contains("Nu is Jorrit Brandsma aan de beurt.", reader.Text, StringComparison.Ordinal);
        Assert.Contains("Koelunit 42 kW", reader.Text, StringComparison.Ordinal);
        var form = reader.At(new Uri(await scene.LinkInLastMailAsync(Reader)).AbsolutePath);
        foreach (var (verb, fields) in Verbs(await OptionAsync(scene)))
        {
            // With the token of the signer's page: the reader's own has no form at all.
            await jorrit.At(new Uri(await scene.LinkInLastMailAsync(Reader)).AbsolutePath).SubmitAsync(verb, fields);
            Assert.Equal(QuoteStatus.Sent, (await scene.QuoteAsync()).Status);
        }
        Assert.DoesNotContain("<form", form.Html, StringComparison.Ordinal);
        var steps = await scene.StepsAsync();
        Assert.Equal([Step.Sent, Step.CopySent, Step.Opened], steps.Select(step => step.Kind));
        Assert.Equal("b…@anker.example", steps[1].Details["to"]);

        await jorrit.SubmitAsync("code");
        Assert.Equal("", (await scene.MailsToAsync(SigningScene.First))[^1].SenderName);
        await jorrit.SubmitAsync("sign", ("code", await scene.CodeAsync()), ("name", "Jorrit Brandsma"), ("function", "Bedrijfsleider"), ("consents", "yes"));
        await Eventually.TrueAsync(async () => (await scene.QuoteAsync()).SealedFileId is not null, "the quote is sealed");
        await reader.OpenAsync();
        Assert.Contains("Jorrit Brandsma heeft deze offerte ondertekend", reader.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("U hebt hem ook per mail gekregen", reader.Text, StringComparison.Ordinal);
        Assert.True(SealReader.Read(await reader.DownloadAsync())!.IsIntact);
    }

    [Fact]
    public async Task Addresses_that_are_none_or_too_many_are_refused_and_a_new_version_goes_to_the_same()
    {
        await using var scene = await StartAsync(On.Sqlite, Reader, draftOnly: true);
        var (composer, quote) = (scene.Get<QuoteComposer>(), await scene.QuoteAsync());
        var sanne = new Users.Actor(quote.AuthorId, "Sanne de Wit", Users.Door.Page, [Users.Roles.Sales]);
        var wrong = await Assert.ThrowsAsync<RefusedException>(() => composer.EditTextsAsync(quote.Id, QuoteTexts.Of(quote) with { Cc = $"{Reader}, geen adres" }, quote.Revision, sanne, Stop));
        Assert.Equal(("cc", "'geen adres' is geen e-mailadres."), (wrong.Faults[0].Field, wrong.Faults[0].Nl));
        var many = await Assert.ThrowsAsync<RefusedException>(() => composer.EditTextsAsync(quote.Id, QuoteTexts.Of(quote) with { Cc = string.Join(';', Enumerable.Repeat(Reader, 6)) }, quote.Revision, sanne, Stop));
        Assert.Contains("hoogstens 5", many.Faults[0].Nl, StringComparison.Ordinal);
        await composer.RequestReviewAsync(quote.Id, sanne, Stop);
        Assert.Equal(Reader, (await composer.ReviseAsync(quote.Id, sanne, Stop)).Cc);
    }

    static (string Verb, (string, string)[] Fields)[] Verbs(Guid option) =>
    [
        ("code", []), ("option", [("option", $"{option}"), ("take", "yes")]), ("question", [("question", "Kan het goedkoper?")]), ("decline", [("reason", "Te duur")]),
        ("pass-on", [("code", "123456"), ("colleague", "Iemand"), ("email", "iemand@elders.example")]),
        ("sign", [("code", "123456"), ("name", "Jorrit Brandsma"), ("function", "Bedrijfsleider"), ("consents", "yes")]),
    ];

    static async Task<Guid> OptionAsync(SigningScene scene) => (await scene.LinesAsync()).Single(line => line.IsOptional).Key;

    static Task<SigningScene> StartAsync(On on, string cc, bool draftOnly = false) => SigningScene.StartAsync(on, draftOnly: draftOnly, prepare: (scene, quote, sanne) =>
        scene.Get<QuoteComposer>().EditTextsAsync(quote.Id, QuoteTexts.Of(quote) with { Cc = cc }, quote.Revision, sanne));
}
