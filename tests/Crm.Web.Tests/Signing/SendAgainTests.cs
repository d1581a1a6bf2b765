using System.Net;
using System.Net.Http.Json;
using Crm.Quotes;
using Crm.Relations;
using Microsoft.EntityFrameworkCore;

namespace Crm.Signing;

/// <summary>A quote that waits to be signed goes once more to its signer, at the address that he has now.</summary>
public sealed class SendAgainTests
{
    const string Better = "j.brandsma@anker.example";

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task At_a_better_address_it_is_signed_and_what_went_to_the_old_one_opens_nothing_any_more(On on)
    {
        await using var scene = await SigningScene.StartAsync(on);
        var old = await scene.SendAsync();
        await old.OpenAsync();
        await old.SubmitAsync("code");
        var oldCode = await scene.CodeAsync();
        await SetAddressAsync(scene, Better);
        Assert.Equal(Better, await SendAgainAsync(scene));

        await old.OpenAsync();
        Assert.Equal(HttpStatusCode.NotFound, old.Status);
        var jorrit = scene.VisitorWith(await scene.LinkInLastMailAsync(Better));
        await jorrit.OpenAsync();
        await jorrit.SubmitAsync("sign", ("code", oldCode), ("name", "Jorrit Brandsma"), ("function", "Bedrijfsleider"), ("consents", "yes"));
        Assert.Equal(HttpStatusCode.BadRequest, jorrit.Status);
        await jorrit.SubmitAsync("code");
        await jorrit.SubmitAsync("sign", ("code", await scene.CodeAsync(Better)), ("name", "Jorrit Brandsma"), ("function", "Bedrijfsleider"), ("consents", "yes"));
        await Eventually.TrueAsync(async () => (await scene.QuoteAsync()).SealedFileId is not null, "the quote is sealed");
        var evidence = SealReader.Read(await jorrit.DownloadAsync())!.Evidence!;
        var again = Assert.Single(evidence.Steps, step => step.Kind == Step.SentAgain);
        Assert.Equal((Better, SigningScene.First, "Sanne de Wit", "Sanne de Wit"), (again.Details["to"], again.Details["before"], again.Details["by"], again.Details["addressEnteredBy"]));
        Assert.Equal(Better, Assert.Single(evidence.Signatures).Details["address"]);
    }

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task At_the_same_address_the_first_link_keeps_working(On on)
    {
        await using var scene = await SigningScene.StartAsync(on);
        var first = await scene.SendAsync();
        Assert.Equal(SigningScene.First, await SendAgainAsync(scene));
        var mails = await scene.MailsToAsync(SigningScene.First);
        Assert.Equal(2, mails.Count);
        Assert.Equal(mails[0].FileIds, mails[1].FileIds);
        await first.OpenAsync();
        Assert.Equal(HttpStatusCode.OK, first.Status);
    }

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task A_colleague_whom_the_customer_named_stays_where_the_customer_said(On on)
    {
        await using var scene = await SigningScene.StartAsync(on);
        var contact = await scene.SendAsync();
        await contact.OpenAsync();
        await contact.SubmitAsync("code");
        await contact.SubmitAsync("pass-on", ("code", await scene.CodeAsync()), ("colleague", "Wietske Anker"), ("email", SigningScene.Second));
        await SetAddressAsync(scene, Better);
        Assert.Equal(SigningScene.Second, await SendAgainAsync(scene));
        Assert.Empty(await scene.MailsToAsync(Better));
    }

    [Fact]
    public async Task Only_its_author_or_who_answers_for_the_forecast_does_so_and_only_while_it_waits()
    {
        await using var scene = await SigningScene.StartAsync(On.Sqlite);
        await scene.SendAsync();
        var bas = await scene.Server.SignInAsync("bas");
        Assert.Equal(HttpStatusCode.Forbidden, (await bas.PostAsync($"/api/quotes/{scene.QuoteId}/send-again", null, Stop)).StatusCode);
        var sanne = await scene.Server.SignInAsync("sanne");
        await sanne.PostAsync($"/api/quotes/{scene.QuoteId}/withdraw", null, Stop);
        var late = await sanne.PostAsync($"/api/quotes/{scene.QuoteId}/send-again", null, Stop);
        Assert.Equal(HttpStatusCode.Conflict, late.StatusCode);
        Assert.Contains("ligt niet ter ondertekening", await late.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
    }

    static async Task<string> SendAgainAsync(SigningScene scene)
    {
        var sanne = await scene.Server.SignInAsync("sanne");
        var answer = await sanne.PostAsync($"/api/quotes/{scene.QuoteId}/send-again", null, Stop);
        return (await answer.Content.ReadFromJsonAsync<SigningApi.SentAgain>(Stop))!.Address;
    }

    static async Task SetAddressAsync(SigningScene scene, string address)
    {
        var quote = await scene.QuoteAsync();
        var sanne = await scene.Server.SignInAsync("sanne");
        (await sanne.PutAsJsonAsync($"/api/relations/{quote.RelationId}/contacts/{quote.ContactId}", new ContactDetails { FirstName = "Jorrit", LastName = "Brandsma", Email = address, Function = "Bedrijfsleider" }, Stop)).EnsureSuccessStatusCode();
    }
}
