using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Crm.Engine;
using Crm.Users;
using Crm.Workflows;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Tasks;

public sealed class TaskTests
{
    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task A_reviewer_finds_the_task_answers_it_and_the_workflow_goes_on(On on)
    {
        await using var server = await CrmServer.StartAsync(on);
        var instance = await server.RunAsync(Review());
        var marieke = await server.SignInAsync("marieke");
        var task = await OnlyTaskAsync(marieke);
        Assert.Equal("Beoordelen", task.Title.Nl);
        Assert.Equal(TaskUrgency.ThisWeek, task.Urgency);

        (await AnswerAsync(marieke, task.Id, "Approve", "Prima")).EnsureSuccessStatusCode();

        Assert.Empty((await marieke.GetFromJsonAsync<TaskQueries.Page>("/api/tasks", Json, TestContext.Current.CancellationToken))!.Rows);
        var after = (await server.InstanceAsync(instance.Id))!;
        Assert.Equal(WorkflowSubStatus.Finished, after.SubStatus);
        Assert.Equal("Prima", after.Output["Told"]);
    }

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task Sending_back_needs_a_reaction_and_an_answer_must_be_one_of_those_offered(On on)
    {
        await using var server = await CrmServer.StartAsync(on);
        await server.RunAsync(Review());
        var marieke = await server.SignInAsync("marieke");
        var task = await OnlyTaskAsync(marieke);
        await RefusedAsync(HttpStatusCode.BadRequest, "reaction", await AnswerAsync(marieke, task.Id, "SendBack", "  "));
        await RefusedAsync(HttpStatusCode.BadRequest, "outcome", await AnswerAsync(marieke, task.Id, "Burn", "x"));
        await RefusedAsync(HttpStatusCode.BadRequest, "reaction", await AnswerAsync(marieke, task.Id, "Approve", new string('x', UserTask.MaxReaction + 1)));
        (await AnswerAsync(marieke, task.Id, "SendBack", "Marge te laag")).EnsureSuccessStatusCode();
    }

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task Someone_elses_task_is_forbidden_and_a_task_that_is_not_there_is_not_found(On on)
    {
        await using var server = await CrmServer.StartAsync(on);
        await server.RunAsync(Review());
        var task = await OnlyTaskAsync(await server.SignInAsync("marieke"));
        var sanne = await server.SignInAsync("sanne");
        Assert.Equal(HttpStatusCode.Forbidden, (await AnswerAsync(sanne, task.Id, "Approve", "")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await AnswerAsync(sanne, Guid.NewGuid(), "Approve", "")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await AnswerAsync(server.Anonymous(), task.Id, "Approve", "")).StatusCode);
    }

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task Of_two_who_answer_at_once_one_wins_and_the_other_hears_who_was_first(On on)
    {
        await using var server = await CrmServer.StartAsync(on);
        var instance = await server.RunAsync(Review());
        var (marieke, ruben) = (await server.SignInAsync("marieke"), await server.SignInAsync("ruben"));
        var task = await OnlyTaskAsync(marieke);

        var answers = await Task.WhenAll(AnswerAsync(marieke, task.Id, "Approve", ""), AnswerAsync(ruben, task.Id, "Approve", ""));

        Assert.Equal([HttpStatusCode.NoContent, HttpStatusCode.Conflict], answers.Select(answer => answer.StatusCode).Order());
        var told = await answers.Single(answer => answer.StatusCode == HttpStatusCode.Conflict).Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Matches("(Marieke Vos|Ruben Timmer)", told);
        Assert.Single((await server.InstanceAsync(instance.Id))!.Output);
    }

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task A_cancelled_workflow_takes_its_task_along(On on)
    {
        await using var server = await CrmServer.StartAsync(on);
        var instance = await server.RunAsync(Review());
        var marieke = await server.SignInAsync("marieke");
        var task = await OnlyTaskAsync(marieke);
        await server.Services.GetRequiredService<WorkflowRuntime>().CancelAsync(instance.Id, TestContext.Current.CancellationToken);
        Assert.Empty((await marieke.GetFromJsonAsync<TaskQueries.Page>("/api/tasks", Json, TestContext.Current.CancellationToken))!.Rows);
        Assert.Equal(HttpStatusCode.Conflict, (await AnswerAsync(marieke, task.Id, "Approve", "")).StatusCode);
    }

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task A_task_is_claimed_handed_to_a_colleague_of_the_role_and_to_nobody_else(On on)
    {
        await using var server = await CrmServer.StartAsync(on);
        await server.RunAsync(Review());
        var (marieke, ruben) = (await server.SignInAsync("marieke"), await server.SignInAsync("ruben"));
        var task = await OnlyTaskAsync(marieke);
        (await marieke.PostAsync($"/api/tasks/{task.Id}/claim", null, TestContext.Current.CancellationToken)).EnsureSuccessStatusCode();
        Assert.Empty((await ruben.GetFromJsonAsync<TaskQueries.Page>("/api/tasks", Json, TestContext.Current.CancellationToken))!.Rows);

        var sanne = await PersonAsync(server, "sanne");
        await RefusedAsync(HttpStatusCode.BadRequest, "toUserId", await HandOverAsync(marieke, task.Id, sanne));
        (await HandOverAsync(marieke, task.Id, await PersonAsync(server, "ruben"))).EnsureSuccessStatusCode();
        Assert.Equal(HttpStatusCode.Forbidden, (await AnswerAsync(marieke, task.Id, "Approve", "")).StatusCode);
        (await AnswerAsync(ruben, task.Id, "Approve", "")).EnsureSuccessStatusCode();
    }

    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new System.Text.Json.Serialization.JsonStringEnumConverter() } };

    static string Review() => Definitions.Flowchart("review",
    [
        Definitions.ReviewTask("ask", ("roleName", Roles.Reviewer), ("dueInDays", 2)),
        Told("approved", "getOutputFrom(\"ask\", \"Reaction\")"), Told("returned", "\"back\""),
    ], "ask:Approve>approved", "ask:SendBack>returned");

    static System.Text.Json.Nodes.JsonObject Told(string id, string script)
    {
        var activity = Definitions.Activity(id, "Elsa.SetOutput", ("outputName", "Told"));
        activity["outputValue"] = new System.Text.Json.Nodes.JsonObject { ["expression"] = new System.Text.Json.Nodes.JsonObject { ["type"] = "JavaScript", ["value"] = script } };
        return activity;
    }

    static async Task<TaskQueries.Row> OnlyTaskAsync(HttpClient who) =>
        Assert.Single((await who.GetFromJsonAsync<TaskQueries.Page>("/api/tasks", Json, TestContext.Current.CancellationToken))!.Rows);

    static Task<HttpResponseMessage> AnswerAsync(HttpClient who, Guid taskId, string outcome, string reaction) =>
        who.PostAsJsonAsync($"/api/tasks/{taskId}/complete", new { outcome, reaction }, TestContext.Current.CancellationToken);

    static Task<HttpResponseMessage> HandOverAsync(HttpClient who, Guid taskId, Guid toUserId) =>
        who.PostAsJsonAsync($"/api/tasks/{taskId}/delegate", new { toUserId }, TestContext.Current.CancellationToken);

    static Task<Guid> PersonAsync(CrmServer server, string who) => server.Database.ReadAsync(
        db => db.Users.Where(user => user.Email == $"{who}@brekelmans.example").Select(user => user.Id).SingleAsync(TestContext.Current.CancellationToken), TestContext.Current.CancellationToken);

    static async Task RefusedAsync(HttpStatusCode status, string field, HttpResponseMessage answer)
    {
        Assert.Equal(status, answer.StatusCode);
        using var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.True(problem.RootElement.GetProperty("errors").TryGetProperty(field, out _), problem.RootElement.ToString());
    }
}
