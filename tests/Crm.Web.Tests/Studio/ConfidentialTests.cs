using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Crm.ContactMoments;
using Crm.Documents;
using Crm.EntryProfiles;
using Crm.Forecasts;
using Crm.Users;
using Crm.Workflows;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Studio;

/// <summary>Petra owns processes and is no reviewer: what is confidential stays that to her, also by way of Studio.</summary>
public sealed class ConfidentialTests
{
    const string Secret = "surseance";

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task Scripts_and_templates_read_nothing_confidential_of_a_record(On on)
    {
        await using var server = await CrmServer.StartAsync(on);
        var ids = await RecordsAsync(server);
        var petra = await StudioDriver.OpenAsync(server);
        var read = 0;
        foreach (var (kind, id) in ids)
        {
            var model = StudioDriver.Flowchart($"Leest {kind}",
                JsonNode.Parse("""{"id":"script","type":"Elsa.WriteLine","version":1,"text":{"expression":{"type":"JavaScript","value":"JSON.stringify(variables.Record) + JSON.stringify(getRecord())"}}}""")!,
                JsonNode.Parse("""{"id":"template","type":"Elsa.WriteLine","version":1,"text":{"expression":{"type":"Liquid","value":"{{ Variables.Record.id }} {{ Variables.Record.report }}{{ Variables.Record.reason }}{{ Variables.Record.notes }}{{ Variables.Record.text }}"}}}""")!);
            model["variables"] = new JsonArray(new JsonObject { ["id"] = "v", ["name"] = "Record", ["typeName"] = kind, ["value"] = id.ToString("D") });
            model["root"]!["connections"] = JsonNode.Parse("""[{"source":{"activity":"script","port":"Done"},"target":{"activity":"template","port":"In"}}]""");
            var saved = await petra.SaveAsync(model, publish: true);
            foreach (var step in new[] { "script", "template" })
            {
                var tried = (await petra.PostAsync("/tests/activities", new { workflowDefinitionHandle = new { definitionVersionId = saved.Text("id") }, activityHandle = new { activityNodeId = $"Workflow1:flow:{step}" } }))["activityState"].Text("Text");
                Assert.Contains(id.ToString("D"), tried, StringComparison.Ordinal);
                Assert.DoesNotContain(Secret, tried, StringComparison.OrdinalIgnoreCase);
                read++;
            }
            var started = await petra.PostAsync($"/workflow-definitions/{saved.Text("definitionId")}/execute", new { versionOptions = "Published" });
            Assert.DoesNotContain(Secret, await EverythingOfAsync(petra, started["workflowState"].Text("id")!), StringComparison.OrdinalIgnoreCase);
        }
        Assert.Equal(8, read);
    }

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task Why_a_submission_was_rejected_is_not_in_the_log_of_its_process(On on)
    {
        await using var server = await CrmServer.StartAsync(on);
        var instanceId = await RejectAsync(server);
        var petra = await StudioDriver.OpenAsync(server);
        var everything = await EverythingOfAsync(petra, instanceId);
        Assert.Contains("RejectSubmission", everything, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, everything, StringComparison.OrdinalIgnoreCase);
        Assert.Equal("Finished", (await petra.GetAsync($"/workflow-instances/{instanceId}")).Text("subStatus"));
    }

    /// <summary>What Studio can ask of an instance: its state, variables, log, and what every activity got and gave.</summary>
    static async Task<string> EverythingOfAsync(StudioDriver petra, string id)
    {
        var answers = new List<string>();
        foreach (var path in new[] { "", "/variables", "/journal", "/export" })
            answers.Add(await petra.Client.GetStringAsync($"/elsa/api/workflow-instances/{id}{path}", Stop));
        answers.Add((await petra.PostAsync($"/workflow-instances/{id}/journal?skip=0&take=200", new { filter = (object?)null })).ToJsonString());
        answers.Add((await petra.GetAsync($"/activity-executions/list?WorkflowInstanceId={id}")).ToJsonString());
        return string.Concat(answers);
    }

    /// <summary>A record of each kind that can have something confidential about it.</summary>
    static async Task<Dictionary<string, Guid>> RecordsAsync(CrmServer server)
    {
        var sanne = await server.SignInAsync("sanne");
        var writer = new Actor((await sanne.GetFromJsonAsync<SessionApi.Session>("/api/session", Stop))!.UserId, "Sanne de Wit", Door.Page, []);
        var forecast = await (await ForecastDriver.AsAsync(server, "sanne")).OpenAsync(new { description = "Warmtepomp", expectedAmount = 60_000m });
        await server.Services.GetRequiredService<ContactMomentDesk>().AddNoteAsync(new(forecast.RelationId, ForecastId: forecast.Id), $"<p>{Secret} dreigt</p>", writer, isConfidential: true, Stop);
        await server.Services.GetRequiredService<FileDesk>().StoreAsync(new($"{Secret}.txt", "vertrouwelijk"u8.ToArray()), null, writer, Stop, isConfidential: true);
        var form = await server.Database.ReadAsync(db => db.ContactForms.Where(form => form.FollowUpDefinitionId == null).Select(form => form.Id).FirstAsync(Stop), Stop);
        var entry = new JsonObject { ["relationId"] = forecast.RelationId, ["formId"] = form, ["at"] = "2026-11-23T08:30:00Z", ["subject"] = "Gesprek", ["report"] = $"<p>{Secret}</p>" };
        using var sent = new MultipartFormDataContent { { new StringContent(entry.ToJsonString()), "contactMoment" } };
        (await sanne.PostAsync("/api/contact-moments", sent, Stop)).EnsureSuccessStatusCode();
        await RejectAsync(server);
        return await server.Database.ReadAsync(async db => new Dictionary<string, Guid>
        {
            ["Crm.Relation"] = forecast.RelationId,
            ["Crm.Forecast"] = forecast.Id,
            ["Crm.ContactMoment"] = await db.ContactMoments.Select(moment => moment.Id).FirstAsync(Stop),
            ["Crm.Submission"] = await db.Submissions.Select(submission => submission.Id).FirstAsync(Stop),
        }, Stop);
    }

    /// <summary>Marieke rejects what Sanne sends in; returns the process.</summary>
    static async Task<string> RejectAsync(CrmServer server)
    {
        var source = await server.Database.ReadAsync(db => db.ForecastOptions.Where(option => option.Kind == ForecastOptionKind.Source).Select(option => option.Id).FirstAsync(Stop), Stop);
        await new Entry(await server.SignInAsync("sanne")).SubmitAsync("domestic", Entry.With(("source", source.ToString("D")), ("expectedDate", "26-02-2027")));
        var task = await server.Database.ReadAsync(db => db.Tasks.SingleAsync(task => task.SubjectKind == "submission", Stop), Stop);
        (await (await server.SignInAsync("marieke")).PostAsJsonAsync($"/api/tasks/{task.Id}/complete", new { outcome = "Reject", reaction = $"Er dreigt {Secret}" }, Stop)).EnsureSuccessStatusCode();
        return task.WorkflowInstanceId;
    }
}
