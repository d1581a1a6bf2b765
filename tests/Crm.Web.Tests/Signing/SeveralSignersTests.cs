using System.Net;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Crm.Forecasts;
using Crm.Portal;
using Crm.Quotes;
using Crm.Relations;
using Crm.Tasks;
using Crm.Users;
using Microsoft.EntityFrameworkCore;

namespace Crm.Signing;

/// <summary>More than one person signs for the customer, one after the other, and one of us behind them.</summary>
public sealed class SeveralSignersTests
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task Each_signs_in_turn_with_a_link_and_a_code_of_his_own_and_all_get_the_sealed_document(On on)
    {
        await using var scene = await SigningScene.StartAsync(on, withSecondSigner: true);
        var jorrit = await scene.SendAsync();
        Assert.Empty(await scene.MailsToAsync(SigningScene.Second));
        await SignAsync(scene, jorrit, SigningScene.First, "Jorrit Brandsma");

        Assert.Contains("Nu is Wietske Anker aan de beurt.", jorrit.Text, StringComparison.Ordinal);
        Assert.Equal(QuoteStatus.Sent, (await scene.QuoteAsync()).Status);
        var mail = Assert.Single(await scene.MailsToAsync(SigningScene.Second));
        Assert.Contains("Jorrit Brandsma tekende", mail.Text, StringComparison.Ordinal);
        var wietske = scene.VisitorWith(LinkIn(mail.Html));
        await wietske.OpenAsync();
        await SignAsync(scene, wietske, SigningScene.Second, "Wietske Anker");
        Assert.Contains("Jorrit Brandsma en Wietske Anker", wietske.Text, StringComparison.Ordinal);

        await Eventually.TrueAsync(async () => (await scene.QuoteAsync()).SealedFileId is not null, "the quote is sealed");
        var sealedFile = (await scene.QuoteAsync()).SealedFileId!.Value;
        foreach (var address in new[] { SigningScene.First, SigningScene.Second })
            Assert.Contains(await scene.MailsToAsync(address), sent => sent.FileIds.Contains(sealedFile));
        var seal = SealReader.Read(await wietske.DownloadAsync())!;
        Assert.True(seal is { IsIntact: true, EvidenceHolds: true });
        Assert.Equal(["Jorrit Brandsma", "Wietske Anker"], seal.Evidence!.Signatures.Select(step => step.Details["name"]));
        Assert.Equal([SigningScene.First, SigningScene.Second], seal.Evidence.Signatures.Select(step => step.Details["address"]));
    }

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task Who_has_signed_can_change_and_decline_nothing_any_more_and_the_next_cannot_choose_otherwise(On on)
    {
        await using var scene = await SigningScene.StartAsync(on, withSecondSigner: true);
        var jorrit = await scene.SendAsync();
        await jorrit.OpenAsync();
        var option = (await scene.LinesAsync()).Single(line => line.IsOptional).Key;
        await jorrit.SubmitAsync("option", ("option", $"{option}"), ("take", "yes"));
        await SignAsync(scene, jorrit, SigningScene.First, "Jorrit Brandsma");
        await jorrit.SubmitAsync("decline", ("reason", "Toch maar niet"));
        Assert.Equal(HttpStatusCode.Conflict, jorrit.Status);
        await jorrit.SubmitAsync("code");
        Assert.Equal(HttpStatusCode.Conflict, jorrit.Status);
        await jorrit.SubmitAsync("question", ("question", "Wanneer begint u?"));
        Assert.Equal(HttpStatusCode.OK, jorrit.Status);

        var wietske = scene.VisitorWith(LinkIn((await scene.MailsToAsync(SigningScene.Second))[0].Html));
        await wietske.OpenAsync();
        await wietske.SubmitAsync("option", ("option", $"{option}"), ("take", "no"));
        Assert.Equal(HttpStatusCode.Conflict, wietske.Status);
        Assert.DoesNotContain(await scene.LinesAsync(), line => line.IsChosen);
        await SignAsync(scene, wietske, SigningScene.Second, "Wietske Anker");
        Assert.True((await scene.LinesAsync()).Single(line => line.Key == option).IsChosen);
    }

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task The_second_declines_and_the_quote_is_declined(On on)
    {
        await using var scene = await SigningScene.StartAsync(on, withSecondSigner: true);
        var jorrit = await scene.SendAsync();
        await SignAsync(scene, jorrit, SigningScene.First, "Jorrit Brandsma");
        var wietske = scene.VisitorWith(LinkIn((await scene.MailsToAsync(SigningScene.Second))[0].Html));
        await wietske.OpenAsync();
        await wietske.SubmitAsync("decline", ("reason", "Te duur"));
        Assert.Equal(QuoteStatus.Declined, (await scene.QuoteAsync()).Status);
        await jorrit.OpenAsync();
        Assert.Contains("afgewezen", jorrit.Text, StringComparison.Ordinal);
    }

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task When_the_customer_has_signed_a_colleague_signs_for_us_and_only_then_is_it_signed(On on)
    {
        await using var scene = await SigningScene.StartAsync(on, counterSigner: "marieke");
        var jorrit = await scene.SendAsync();
        await SignAsync(scene, jorrit, SigningScene.First, "Jorrit Brandsma");
        Assert.Contains("Nu tekent", jorrit.Text, StringComparison.Ordinal);
        Assert.Equal(QuoteStatus.Sent, (await scene.QuoteAsync()).Status);

        var marieke = await scene.Server.SignInAsync("marieke");
        await AnswerAsync(marieke, await TaskAsync(scene, "Offerte namens ons ondertekenen"), "Refuse", "De korting klopt niet");
        var sanne = await scene.Server.SignInAsync("sanne");
        await AnswerAsync(sanne, await TaskAsync(scene, "Bezwaar tegen ondertekenen oplossen"), "AskAgain", "Zo is het afgesproken");
        await AnswerAsync(marieke, await TaskAsync(scene, "Offerte namens ons ondertekenen"), "Sign", "");

        await Eventually.TrueAsync(async () => (await scene.QuoteAsync()).SealedFileId is not null, "the quote is sealed");
        Assert.Equal(QuoteStatus.Signed, (await scene.QuoteAsync()).Status);
        await Eventually.TrueAsync(() => scene.Server.Database.ReadAsync(db => db.Forecasts.AnyAsync(f => f.Number == "2026-9118" && f.Result == ForecastResult.Scored)), "the forecast is scored");
        var evidence = SealReader.Read(await jorrit.DownloadAsync())!.Evidence!;
        Assert.True(evidence.ChainHolds);
        Assert.Equal([("Jorrit Brandsma", Step.Signed), ("Marieke Vos", Step.CounterSigned)], evidence.Signatures.Select(step => (step.Details["name"], step.Kind)));
    }

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task A_customer_who_signed_in_time_loses_nothing_when_we_are_late(On on)
    {
        await using var scene = await SigningScene.StartAsync(on, counterSigner: "marieke");
        var jorrit = await scene.SendAsync();
        await SignAsync(scene, jorrit, SigningScene.First, "Jorrit Brandsma");
        scene.Server.Clock.Advance(TimeSpan.FromDays(Quote.DaysValid + 5));
        await Eventually.TrueAsync(() => scene.Server.Database.ReadAsync(db => db.WorkflowLog.AnyAsync(row => row.ActivityId == "expire" && row.Event == "Started", Stop), Stop), "the process comes to the end of the validity");
        Assert.Equal(QuoteStatus.Sent, (await scene.QuoteAsync()).Status);
        var marieke = await scene.Server.SignInAsync("marieke");
        (await marieke.PostAsync($"/api/quotes/{scene.QuoteId}/counter-signature", null, Stop)).EnsureSuccessStatusCode();
        Assert.Equal(QuoteStatus.Signed, (await scene.QuoteAsync()).Status);
        Assert.DoesNotContain(await scene.Server.Database.ReadAsync(db => db.Tasks.ToListAsync(Stop), Stop), task => task is { Status: UserTaskStatus.Open, Title.Nl: "Offerte namens ons ondertekenen" });
    }

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task Only_who_was_named_signs_for_us_and_after_a_withdrawal_nobody(On on)
    {
        await using var scene = await SigningScene.StartAsync(on, counterSigner: "marieke");
        var jorrit = await scene.SendAsync();
        var (marieke, sanne) = (await scene.Server.SignInAsync("marieke"), await scene.Server.SignInAsync("sanne"));
        var path = $"/api/quotes/{scene.QuoteId}/counter-signature";
        Assert.Equal(HttpStatusCode.Conflict, (await marieke.PostAsync(path, null, Stop)).StatusCode);
        await SignAsync(scene, jorrit, SigningScene.First, "Jorrit Brandsma");
        Assert.Equal(HttpStatusCode.Forbidden, (await sanne.PostAsync(path, null, Stop)).StatusCode);
        (await sanne.PostAsync($"/api/quotes/{scene.QuoteId}/withdraw", null, Stop)).EnsureSuccessStatusCode();
        Assert.Equal(HttpStatusCode.Conflict, (await marieke.PostAsync(path, null, Stop)).StatusCode);
        Assert.Empty(await scene.Server.Database.ReadAsync(db => db.Tasks.Where(task => task.Status == UserTaskStatus.Open && task.SubjectId == scene.QuoteId).ToListAsync(Stop), Stop));
        await jorrit.OpenAsync();
        Assert.Equal(HttpStatusCode.Gone, jorrit.Status);
    }

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task Who_signs_along_is_a_contact_of_the_relation_with_a_mail_address_and_once(On on)
    {
        await using var scene = await SigningScene.StartAsync(on, draftOnly: true);
        var sanne = await scene.Server.SignInAsync("sanne");
        var first = (await scene.QuoteAsync()).ContactId!.Value;
        Assert.Contains("Iedereen tekent één keer", await RefusedAsync(sanne, scene, [first]), StringComparison.Ordinal);
        Assert.Contains("contactpersoon van deze relatie", await RefusedAsync(sanne, scene, [Guid.NewGuid()]), StringComparison.Ordinal);
        Assert.Contains("Hoogstens 9", await RefusedAsync(sanne, scene, [.. Enumerable.Range(0, 10).Select(_ => Guid.NewGuid())]), StringComparison.Ordinal);
        var silent = await scene.AddContactAsync("Zonder", "Mail", "");
        Assert.Null(await SaveAsync(sanne, scene, [silent], null));
        var review = await sanne.PostAsync($"/api/quotes/{scene.QuoteId}/review", null, Stop);
        Assert.Contains("Wie meetekent, heeft een e-mailadres nodig", await review.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
    }

    static async Task<string> RefusedAsync(HttpClient sanne, SigningScene scene, IReadOnlyList<Guid> contacts) => await SaveAsync(sanne, scene, contacts, null) ?? "";

    /// <returns>What is wrong; null when it was saved.</returns>
    static async Task<string?> SaveAsync(HttpClient sanne, SigningScene scene, IReadOnlyList<Guid> contacts, Guid? employee)
    {
        var quote = await scene.QuoteAsync();
        var answer = await sanne.PutAsJsonAsync($"/api/quotes/{quote.Id}/texts", new { quote.Revision, Texts = QuoteTexts.Of(quote) with { CoSigners = new(contacts, employee) } }, Stop);
        return answer.IsSuccessStatusCode ? null : Regex.Unescape(await answer.Content.ReadAsStringAsync(Stop));
    }

    static async Task SignAsync(SigningScene scene, PortalBrowser visitor, string address, string name)
    {
        await visitor.OpenAsync();
        await visitor.SubmitAsync("code");
        var code = (await scene.MailsToAsync(address)).Select(mail => Regex.Match(mail.Subject, @"\b\d{6}\b").Value).Last(found => found.Length > 0);
        await visitor.SubmitAsync("sign", ("code", code), ("name", name), ("function", "Directeur"), ("consents", "yes"), ("amount", visitor.Amount));
    }

    static string LinkIn(string html) => Regex.Match(html, "href=\"([^\"]*/portal/[^\"]+)\"").Groups[1].Value;

    static async Task<UserTask> TaskAsync(SigningScene scene, string title)
    {
        UserTask? task = null;
        await Eventually.TrueAsync(async () => (task = await scene.Server.Database.ReadAsync(db => db.Tasks.FirstOrDefaultAsync(one => one.Status == UserTaskStatus.Open && one.SubjectId == scene.QuoteId && one.Title.Nl == title, Stop), Stop)) is not null, $"the task '{title}'");
        return task!;
    }

    static async Task AnswerAsync(HttpClient person, UserTask task, string outcome, string reaction) =>
        (await person.PostAsJsonAsync($"/api/tasks/{task.Id}/complete", new { outcome, reaction }, Stop)).EnsureSuccessStatusCode();
}
