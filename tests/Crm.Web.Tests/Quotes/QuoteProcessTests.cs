using System.Net;
using Crm.Quotes.Grid;
using Crm.Quotes.Prices;
using Crm.Tasks;
using Microsoft.EntityFrameworkCore;

namespace Crm.Quotes;

/// <summary>The shipped process and the quote's own page: whoever does a step in one place has done it in the other.</summary>
public sealed class QuoteProcessTests
{
    static readonly LineEntry Unit = new(LineKind.Article, "Koelunit 42 kW", Guid.CreateVersion7(), "KM-4200", 2, "st", 9850, 7290);

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task Each_step_on_the_page_answers_the_task_that_asks_for_it(On on)
    {
        await using var scene = await QuoteScene.StartAsync(on);
        var quote = await scene.ComposeAsync(Unit);
        Assert.Equal(["RequestReview", "AskColleague"], Assert.Single(await OpenTasksAsync(scene, quote.Id)).Outcomes.Select(o => o.Name));
        await QuoteScene.AnswerAsync(await QuoteScene.PostAsync(scene.Sanne, $"/api/quotes/{quote.Id}/review"));
        Assert.Equal("reviewer", Assert.Single(await OpenTasksAsync(scene, quote.Id)).RoleName);
        var back = await QuoteScene.AnswerAsync(await QuoteScene.PostAsync(scene.Marieke, $"/api/quotes/{quote.Id}/send-back", new { reason = "Te scherp geprijsd" }));
        Assert.Equal(QuoteStatus.Draft, back.Status);
        var sanne = Assert.Single(await OpenTasksAsync(scene, quote.Id));
        Assert.NotNull(sanne.AssigneeId);
        Assert.Contains(sanne.Outcomes, o => o.Name == "RequestReview");
    }

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task Each_answer_to_a_task_takes_the_quote_along(On on)
    {
        await using var scene = await QuoteScene.StartAsync(on);
        var quote = await scene.ComposeAsync(Unit);
        await CompleteAsync(scene, scene.Sanne, quote.Id, "RequestReview", "");
        Assert.Equal(QuoteStatus.InReview, (await scene.GetAsync(scene.Sanne, quote.Id)).Status);
        await CompleteAsync(scene, scene.Marieke, quote.Id, "SendBack", "Te scherp geprijsd");
        Assert.Equal(QuoteStatus.Draft, (await scene.GetAsync(scene.Sanne, quote.Id)).Status);
    }

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task Whoever_asks_review_of_an_unfinished_quote_from_the_task_hears_why_not(On on)
    {
        await using var scene = await QuoteScene.StartAsync(on);
        var quote = await scene.ComposeAsync();
        var task = Assert.Single(await OpenTasksAsync(scene, quote.Id));
        var answer = await QuoteScene.PostAsync(scene.Sanne, $"/api/tasks/{task.Id}/complete", new { outcome = "RequestReview", reaction = "" });
        await QuoteScene.RefusedAsync(answer, HttpStatusCode.BadRequest, "lines", "minstens één regel");
        Assert.Equal(task.Id, Assert.Single(await OpenTasksAsync(scene, quote.Id)).Id);
    }

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task A_colleague_edits_while_it_is_his_turn_and_the_author_cannot_pass_him_by(On on)
    {
        await using var scene = await QuoteScene.StartAsync(on);
        var quote = await scene.ComposeAsync(Unit);
        await CompleteAsync(scene, scene.Sanne, quote.Id, "AskColleague", "Kijk jij naar de uren?");
        var edited = await scene.SaveAsync(scene.Bas, await scene.GetAsync(scene.Bas, quote.Id), Unit with { Quantity = 3 });
        Assert.Equal(29550m, edited.Totals.Net);
        await QuoteScene.RefusedAsync(await QuoteScene.PostAsync(scene.Sanne, $"/api/quotes/{quote.Id}/review"), HttpStatusCode.Conflict, "", "Eerst moet de taak");
        await CompleteAsync(scene, scene.Bas, quote.Id, "Done", "");
        await QuoteScene.AnswerAsync(await QuoteScene.PostAsync(scene.Sanne, $"/api/quotes/{quote.Id}/review"));
    }

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task Above_a_hundred_thousand_two_reviewers_approve_and_the_first_is_not_asked_again(On on)
    {
        await using var scene = await QuoteScene.StartAsync(on);
        var ruben = await scene.Server.SignInAsync("ruben");
        var quote = await scene.ComposeAsync(Unit with { Quantity = 11 });
        await QuoteScene.AnswerAsync(await QuoteScene.PostAsync(scene.Sanne, $"/api/quotes/{quote.Id}/review"));
        Assert.Contains("Boven € 100.000 keuren twee beoordelaars", Assert.Single(await OpenTasksAsync(scene, quote.Id)).Instruction.Nl, StringComparison.Ordinal);
        await CompleteAsync(scene, scene.Marieke, quote.Id, "Approve", "");

        Assert.Equal(QuoteStatus.InReview, (await scene.GetAsync(scene.Sanne, quote.Id)).Status);
        var second = Assert.Single(await OpenTasksAsync(scene, quote.Id));
        await QuoteScene.RefusedAsync(await QuoteScene.PostAsync(scene.Marieke, $"/api/tasks/{second.Id}/complete", new { outcome = "Approve", reaction = "" }), HttpStatusCode.Forbidden, "", "Een ander kijkt hiernaar");
        await QuoteScene.RefusedAsync(await QuoteScene.PostAsync(scene.Marieke, $"/api/quotes/{quote.Id}/approve"), HttpStatusCode.Forbidden, "", "ligt bij een ander");
        await QuoteScene.RefusedAsync(await QuoteScene.PostAsync(ruben, $"/api/tasks/{second.Id}/delegate", new { toUserId = await IdOfAsync(scene, "marieke") }), HttpStatusCode.BadRequest, "toUserId", "beoordeelde dit zelf al");
        Assert.DoesNotContain(quote.Number, await scene.Marieke.GetStringAsync("/api/tasks", TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Contains(quote.Number, await ruben.GetStringAsync("/api/tasks", TestContext.Current.CancellationToken), StringComparison.Ordinal);
        await QuoteScene.AnswerAsync(await QuoteScene.PostAsync(ruben, $"/api/quotes/{quote.Id}/approve"));
        await Eventually.TrueAsync(async () => (await scene.GetAsync(scene.Sanne, quote.Id)).Status == QuoteStatus.Sent, "the quote is sent");
    }

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task An_author_who_is_a_reviewer_too_does_not_approve_the_own_quote(On on)
    {
        await using var scene = await QuoteScene.StartAsync(on);
        var quote = await QuoteScene.AnswerAsync(await QuoteScene.PostAsync(scene.Marieke, "/api/quotes", new { scene.ForecastId, templateKey = "installation", scene.ContactId }));
        await scene.SaveAsync(scene.Marieke, quote, Unit);
        await QuoteScene.AnswerAsync(await QuoteScene.PostAsync(scene.Marieke, $"/api/quotes/{quote.Id}/review"));
        var review = Assert.Single(await OpenTasksAsync(scene, quote.Id));
        await QuoteScene.RefusedAsync(await QuoteScene.PostAsync(scene.Marieke, $"/api/tasks/{review.Id}/complete", new { outcome = "Approve", reaction = "" }), HttpStatusCode.Forbidden, "", "jij maakte of beoordeelde dit zelf al");
        await CompleteAsync(scene, await scene.Server.SignInAsync("ruben"), quote.Id, "Approve", "");
    }

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task Withdrawing_ends_the_process_and_a_new_version_begins_its_own(On on)
    {
        await using var scene = await QuoteScene.StartAsync(on);
        var quote = await scene.ComposeAsync(Unit);
        await QuoteScene.AnswerAsync(await QuoteScene.PostAsync(scene.Sanne, $"/api/quotes/{quote.Id}/withdraw"));
        Assert.Empty(await OpenTasksAsync(scene, quote.Id));
        var next = await QuoteScene.AnswerAsync(await QuoteScene.PostAsync(scene.Sanne, $"/api/quotes/{quote.Id}/revise"));
        Assert.Single(await OpenTasksAsync(scene, next.Id));
    }

    static Task<Guid> IdOfAsync(QuoteScene scene, string name) => scene.Server.Database.ReadAsync(
        db => db.Users.Where(user => user.Email == name + "@brekelmans.example").Select(user => user.Id).SingleAsync(TestContext.Current.CancellationToken), TestContext.Current.CancellationToken);

    static Task<List<UserTask>> OpenTasksAsync(QuoteScene scene, Guid quoteId) => scene.Server.Database.ReadAsync(
        db => db.Tasks.Where(task => task.SubjectId == quoteId && task.Status == UserTaskStatus.Open).ToListAsync(TestContext.Current.CancellationToken), TestContext.Current.CancellationToken);

    static async Task CompleteAsync(QuoteScene scene, HttpClient who, Guid quoteId, string outcome, string reaction)
    {
        var task = Assert.Single(await OpenTasksAsync(scene, quoteId));
        var answer = await QuoteScene.PostAsync(who, $"/api/tasks/{task.Id}/complete", new { outcome, reaction });
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}
