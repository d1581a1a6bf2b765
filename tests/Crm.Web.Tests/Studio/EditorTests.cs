using System.Text.Json.Nodes;
using Crm.Engine.Definitions;
using Crm.Forecasts;
using Crm.Workflows;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Studio;

/// <summary>What helps whoever fills in an activity.</summary>
public sealed class EditorTests
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task Every_drop_down_is_filled_when_its_activity_is_selected(On on)
    {
        await using var server = await CrmServer.StartAsync(on);
        var petra = await StudioDriver.OpenAsync(server);
        var live = server.Services.GetRequiredService<ActivityRegistry>().Activities.SelectMany(activity => activity.Inputs, (activity, input) => (activity.TypeName, input)).Where(pair => pair.input.Attribute.OptionsFrom is not null).ToList();
        Assert.NotEmpty(live);
        var toolbox = (await petra.GetAsync("/descriptors/activities")).Objects("items").ToDictionary(activity => (activity.Text("typeName"), activity.Number("version")));
        foreach (var (type, input) in live)
        {
            var shown = toolbox[(type, 1)].Objects("inputs").Single(one => one.Text("name") == input.Name);
            Assert.Equal("dropdown", shown.Text("uiHint"));
            var answer = await petra.PostAsync($"/descriptors/activities/{type}/options/{input.Name}", new { context = new { } });
            Shape.Is("""{"items":{"dropdown":{"selectList":{"items":[{"text":"string","value":"string"}],"isFlagsEnum":"bool"}}}}""", answer);
            Assert.NotEmpty(answer["items"].Object("dropdown")!["selectList"].Objects("items"));
            Assert.Equal(answer["items"]!.ToJsonString(), shown["uiSpecifications"]!.ToJsonString());
        }
        async Task<IReadOnlyList<string?>> ValuesAsync(string type, string input) =>
            [.. (await petra.PostAsync($"/descriptors/activities/{type}/options/{input}", new { context = new { } }))["items"].Object("dropdown")!["selectList"].Objects("items").Select(item => item.Text("value"))];
        Assert.Equal(["new", "qualified", "quote", "negotiation", "verbal"], await ValuesAsync("Crm.SetForecastStatus", "StatusKey"));
        Assert.Contains("relation-approved", await ValuesAsync("Crm.SendMail", "Template"));
        Assert.Contains("", await ValuesAsync("Crm.AssignUserTask", "AssigneeId"));
        await server.Database.WriteAsync(db => db.Users.Where(user => user.Name == "Petra Oost").ExecuteUpdateAsync(user => user.SetProperty(u => u.Name, "Petra Nieuw"), Stop), Stop);
        Assert.Contains("Petra Nieuw", (await petra.PostAsync("/descriptors/activities/Crm.AssignUserTask/options/AssigneeId")).ToJsonString(), StringComparison.Ordinal);
        Assert.False((await petra.TryPostAsync("/descriptors/activities/Crm.AssignUserTask/options/Title")).IsSuccessStatusCode);
        Assert.Contains("Petra Nieuw", (await AssigneeAsync()).ToJsonString(), StringComparison.Ordinal);
        // A large company's employees would make every save slow: Studio asks for them when it needs them.
        await server.Database.WriteAsync(async db =>
        {
            for (var number = 1; number <= 200; number++)
                db.Users.Add(new() { UserName = $"medewerker{number}", NormalizedUserName = $"MEDEWERKER{number}", Name = $"Medewerker {number}", IsActive = true });
            await db.SaveChangesAsync(Stop);
            return true;
        }, Stop);
        Assert.True((await AssigneeAsync()).Flag("Refresh"));

        async Task<JsonNode> AssigneeAsync() =>
            (await petra.GetAsync("/descriptors/activities/Crm.AssignUserTask")).Objects("inputs").Single(input => input.Text("name") == "AssigneeId")["uiSpecifications"]!;
    }

    [Fact]
    public async Task The_script_editor_knows_the_variables_and_inputs_of_the_workflow()
    {
        await using var server = await CrmServer.StartAsync(On.Sqlite);
        var petra = await StudioDriver.OpenAsync(server);
        var model = StudioDriver.Flowchart("Getypeerd");
        model["variables"] = JsonNode.Parse("""
            [{"id":"1","name":"Deal","typeName":"Crm.Forecast"},{"id":"2","name":"Amounts","typeName":"Decimal","isArray":true},{"id":"3","name":"evil: any }; while(true){} //","typeName":"String"}]
            """);
        model["inputs"] = JsonNode.Parse("""[{"type":"Int32","name":"QuoteNumber"}]""");
        var saved = await petra.SaveAsync(model);
        var answer = await petra.TryPostAsync($"/scripting/javascript/type-definitions/{saved.Text("definitionId")}", new { workflowDefinitionId = saved.Text("definitionId"), activityTypeName = "Elsa.WriteLine", propertyName = "Text" });
        var types = await answer.Content.ReadAsStringAsync(Stop);
        foreach (var expected in new[] { "Deal: Forecast;", "Amounts: number[];", "declare function getDeal(): Forecast;", "declare function getQuoteNumber(): number;", "readonly expectedAmount: number;", "declare function getInput(" })
            Assert.Contains(expected, types, StringComparison.Ordinal);
        Assert.DoesNotContain("while", types, StringComparison.Ordinal);
    }

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task An_activity_is_tried_without_leaving_a_trace(On on)
    {
        await using var server = await CrmServer.StartAsync(on);
        var petra = await StudioDriver.OpenAsync(server);
        var model = StudioDriver.Flowchart("Proberen", Definitions.ReviewTask("ask", ("roleName", "reviewer")), JsonNode.Parse("""{"id":"line","type":"Elsa.WriteLine","version":1,"text":{"expression":{"type":"JavaScript","value":"'Hallo ' + variables.Who"}}}""")!,
            JsonNode.Parse("""{"id":"far","type":"Acme.Robot","version":1}""")!);
        model["variables"] = JsonNode.Parse("""[{"id":"v-who","name":"Who","typeName":"String","value":""}]""");
        model["customProperties"] = JsonNode.Parse("""{"VariableTestValues":{"v-who":"Petra"}}""");
        var saved = await petra.SaveAsync(model);
        Task<JsonObject> TryAsync(string node) => petra.PostAsync("/tests/activities", new { workflowDefinitionHandle = new { definitionVersionId = saved.Text("id") }, activityHandle = new { activityNodeId = node } });
        var line = await TryAsync("Workflow1:flow:line");
        Shape.Is("""{"activityState":{},"outputs":{},"payload":"object?","exception":"object?","status":"string"}""", line);
        Assert.Equal(("Completed", "Hallo Petra"), (line.Text("status"), line["activityState"].Text("Text")));
        Assert.Equal("Running", (await TryAsync("Workflow1:flow:ask")).Text("status"));
        var far = await TryAsync("Workflow1:flow:far");
        Assert.Equal("Faulted", far.Text("status"));
        Assert.Contains("Acme.Robot", far.Object("exception").Text("message"), StringComparison.Ordinal);
        Assert.Equal((0, 0, 0), await server.Database.ReadAsync(async db => (await db.Tasks.CountAsync(Stop), await db.WorkflowInstances.CountAsync(Stop), await db.WorkflowDefinitions.CountAsync(row => row.DefinitionId.StartsWith("trial"), Stop)), Stop));
    }

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task A_variable_of_a_record_type_shows_the_record_as_it_is_now_and_keeps_only_its_id(On on)
    {
        await using var server = await CrmServer.StartAsync(on);
        var petra = await StudioDriver.OpenAsync(server);
        var sanne = await ForecastDriver.AsAsync(server, "sanne");
        var forecast = await sanne.OpenAsync(new { description = "Warmtepomp", expectedAmount = 60_000m });
        var model = StudioDriver.Flowchart("Met forecast",
            JsonNode.Parse("""{"id":"set","type":"Elsa.SetVariable","version":1,"variable":{"id":"v-deal","name":"Deal","typeName":"Crm.Forecast"},"value":{"expression":{"type":"JavaScript","value":"getInput('ForecastId')"}}}""")!,
            JsonNode.Parse("""{"id":"js","type":"Elsa.WriteLine","version":1,"text":{"expression":{"type":"JavaScript","value":"variables.Deal.description + ' ' + (variables.Deal.expectedAmount > 50000) + ' ' + getDeal().statusKey"}}}""")!,
            JsonNode.Parse("""{"id":"liquid","type":"Elsa.WriteLine","version":1,"text":{"expression":{"type":"Liquid","value":"{{ Variables.Deal.number }} {{ Variables.Deal.relationName }}"}}}""")!,
            JsonNode.Parse("""{"id":"status","type":"Crm.SetForecastStatus","version":1,"forecastId":{"expression":{"type":"Variable","value":{"id":"v-deal","name":"Deal"}}},"statusKey":{"expression":{"type":"Literal","value":"quote"}}}""")!,
            JsonNode.Parse("""{"id":"after","type":"Elsa.WriteLine","version":1,"text":{"expression":{"type":"JavaScript","value":"variables.Deal.statusKey"}}}""")!,
            Definitions.Activity("wait", "Elsa.Event", ("eventName", "Verder")));
        model["variables"] = JsonNode.Parse("""[{"id":"v-deal","name":"Deal","typeName":"Crm.Forecast"}]""");
        model["inputs"] = JsonNode.Parse("""[{"type":"String","name":"ForecastId"}]""");
        model["root"]!["connections"] = new JsonArray([.. new[] { "set", "js", "liquid", "status", "after", "wait" }.Zip(["js", "liquid", "status", "after", "wait"], (from, to) =>
            (JsonNode)new JsonObject { ["source"] = new JsonObject { ["activity"] = from, ["port"] = "Done" }, ["target"] = new JsonObject { ["activity"] = to, ["port"] = "In" } })]);
        var saved = await petra.SaveAsync(model, publish: true);
        var id = (await petra.PostAsync($"/workflow-definitions/{saved.Text("definitionId")}/execute", new { versionOptions = "Published", input = new { ForecastId = forecast.Id } }))["workflowState"].Text("id");
        async Task<string?> WrittenAsync(string activity) => (await petra.GetAsync($"/activity-executions/list?WorkflowInstanceId={id}&ActivityNodeId=Workflow1:flow:{activity}")).Objects("items").Single()["activityState"].Text("Text");
        Assert.Equal("Warmtepomp true new", await WrittenAsync("js"));
        Assert.StartsWith(forecast.Number + " ", await WrittenAsync("liquid"), StringComparison.Ordinal);
        Assert.Equal("quote", await WrittenAsync("after"));
        Assert.Equal(forecast.Id.ToString(), (await petra.GetAsync($"/workflow-instances/{id}/variables")).Objects("items").Single().Text("value"));
        Assert.Contains((await petra.GetAsync("/descriptors/variables")).Objects("items"), type => type.Text("typeName") == "Crm.Forecast");
    }
}
