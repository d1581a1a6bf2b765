using System.Text.Json.Nodes;
using Crm.Engine;
using Crm.Engine.Activities.Primitives;
using Crm.Engine.Definitions;
using Crm.Engine.Expressions;

namespace Crm.Tool.Conformance;

/// <summary>Plays a case: publishes its definitions, does its steps, and keeps what was seen.</summary>
sealed class CaseRun : IDisposable
{
    const int MaxRounds = 20;
    static readonly TimeSpan LongEnough = TimeSpan.FromSeconds(10);

    readonly ConformanceCase plan;
    readonly Stage stage;
    string definitionId = "";
    string instanceId = "";

    CaseRun(ConformanceCase plan)
    {
        this.plan = plan;
        stage = new Stage(new WorkflowOptions { TokenFlowcharts = plan.UsesTokens });
    }

    public List<string> Lines => stage.Lines;
    public List<string> Statuses { get; } = [];
    public List<string> ValidationErrors { get; } = [];
    public List<string> Refusals { get; } = [];

    /// <summary>What came back for each request of a case that is driven over HTTP.</summary>
    public List<JsonObject> Responses { get; } = [];

    /// <summary>Set when a step could not be done at all; the case has failed then.</summary>
    public string? Error { get; private set; }
    public IReadOnlyList<WorkflowInstance> Instances => [.. stage.Store.Instances.Where(instance => instance.DefinitionId == definitionId)];
    public WorkflowInstance? Instance => Instances.FirstOrDefault(instance => instance.Id == instanceId) ?? (Instances.Count > 0 ? Instances[^1] : null);
    public IReadOnlyList<Bookmark> StoredBookmarks => [.. stage.Store.Bookmarks.Where(bookmark => Instance!.Bookmarks.Exists(b => b.Id == bookmark.Id))];
    public IEnumerable<string> Journal => stage.Store.LogOf(Instance?.Id ?? "").Select(Seen.JournalLine);

    public bool RefusesCSharp => Instance is { } instance
        && instance.Incidents.Exists(incident => $"{incident.Message} {incident.Exception?.Inner?.Message}".Contains("C#", StringComparison.Ordinal));

    /// <summary>Values of the instance's variables by name; its document knows them by id.</summary>
    public Dictionary<string, object?> Variables { get; } = [];

    public static async Task<CaseRun> PlayAsync(ConformanceCase plan)
    {
        var run = new CaseRun(plan);
        try
        {
            await run.PublishAsync();
            await run.DriveAsync();
            await run.NoteVariablesAsync();
        }
        catch (DefinitionException fault)
        {
            run.ValidationErrors.AddRange(fault.All.Select(one => one.Fault));
        }
        catch (Exception error)
        {
            run.Error = $"{error.GetType().Name}: {error.Message}";
        }
        return run;
    }

    public void Dispose() => stage.Dispose();

    /// <summary>What was seen, in the shape in which a case records what real Elsa did.</summary>
    public JsonObject Observed()
    {
        var seen = Instance is { } instance ? Seen.Of(instance, Lines, stage.Store.LogOf(instance.Id)) : new JsonObject { ["lines"] = Seen.Texts(Lines) };
        if (Statuses.Count > 0)
            seen["statuses"] = Seen.Texts(Statuses);
        if (Variables.Count > 0)
            seen["variables"] = Seen.Json(Variables);
        if (Instances.Count > 1)
            seen["instanceCount"] = Instances.Count;
        if (ValidationErrors.Count > 0)
            seen["validationErrors"] = Seen.Texts(ValidationErrors);
        if (Refusals.Count > 0)
            seen["refusals"] = Seen.Texts(Refusals);
        if (Responses.Count > 0)
            seen["responses"] = new JsonArray([.. Responses.Select(response => response.DeepClone())]);
        if (Error is not null)
            seen["error"] = Error;
        if (plan.DriverKind == "publish-only")
            seen["triggers"] = new JsonArray([.. stage.Store.Triggers.Select(Seen.TriggerOf)]);
        return seen;
    }

    async Task PublishAsync()
    {
        foreach (var dependency in plan.Dependencies())
            await AddAsync(dependency);
        definitionId = (await AddAsync(plan.Read("definition.json"))).DefinitionId;
    }

    Task<VersionHead> AddAsync(string json)
    {
        var stated = JsonNode.Parse(json)!;
        return plan.IsLoadedAsStated
            ? stage.Runtime.Definitions.AddAsStatedAsync(
                json, stated["isLatest"]?.GetValue<bool>() ?? true, stated["isPublished"]?.GetValue<bool>() ?? true)
            : stage.Runtime.Definitions.ImportAsync(json, publish: true);
    }

    async Task DriveAsync()
    {
        if (plan.DriverKind is "once" or "until-end" or "script")
            await StartAsync();
        if (plan.DriverKind == "until-end")
            await ResumeUntilEndAsync();
        if (plan.DriverKind == "http")
        {
            using var front = new LoopbackFront(stage.Door);
            foreach (var step in plan.Steps)
                Responses.Add(await front.SendAsync(step));
            return;
        }
        foreach (var step in plan.Steps)
        {
            await DoAsync(step);
            await stage.WorkAsync();
            NoteStatus();
        }
    }

    async Task StartAsync()
    {
        var request = new StartWorkflow(definitionId)
        {
            Input = Values(plan.Expected["input"]),
            CorrelationId = plan.Driver["correlationId"]?.GetValue<string>(),
            Name = plan.Driver["name"]?.GetValue<string>(),
            DefinitionVersionId = plan.IsLoadedAsStated ? JsonNode.Parse(plan.Read("definition.json"))!["id"]?.GetValue<string>() : null,
        };
        instanceId = (await stage.Runtime.StartAsync(request))!.Id;
        await stage.WorkAsync();
        NoteStatus();
    }

    async Task ResumeUntilEndAsync()
    {
        for (var round = 0; round < MaxRounds && Instance!.Status == WorkflowStatus.Running && Instance.Bookmarks.Count > 0; round++)
            foreach (var bookmark in Instance.Bookmarks)
                await stage.Runtime.ResumeAsync(instanceId, bookmark.Id, Values(plan.Expected["input"]));
    }

    async Task DoAsync(JsonObject step)
    {
        switch (step["op"]!.GetValue<string>())
        {
            case "resume":
                await ResumeAsync(step["activityId"]!.GetValue<string>(), Values(step["input"]));
                break;
            case "event":
                await stage.Runtime.SendAsync(Event.Happened(
                    step["name"]!.GetValue<string>(), Value(step["payload"]), step["correlationId"]?.GetValue<string>()));
                break;
            case "cancel":
                await stage.Runtime.CancelAsync(Instance!.Id);
                break;
            case "run":
                await stage.Runtime.ResumeAsync(Instance!.Id, "");
                break;
            case "wait":
                await WaitAsync(TimeSpan.FromMilliseconds(step["ms"]!.GetValue<int>()));
                break;
            case "wait-finished":
                await WaitAsync(LongEnough);
                break;
            case "import":
                await stage.Runtime.Definitions.ImportAsync(plan.Read(step["file"]!.GetValue<string>()), publish: true);
                break;
            case "alter":
                await AlterAsync(step["alterations"]!.AsArray());
                break;
            case var unknown:
                throw new NotSupportedException($"The case has a step '{unknown}' that is not known.");
        }
    }

    // A case may resume the same place twice; the second time nothing waits there.
    async Task ResumeAsync(string activityId, Dictionary<string, object?>? input)
    {
        var waiting = Instance!.Bookmarks.Find(bookmark => bookmark.ActivityId == activityId);
        await stage.Runtime.ResumeAsync(Instance.Id, waiting?.Id ?? "", input);
    }

    async Task WaitAsync(TimeSpan time)
    {
        stage.Clock.Advance(time);
        await stage.Runtime.RunDueAsync(100);
    }

    async Task AlterAsync(JsonArray alterations)
    {
        try
        {
            await stage.Runtime.AlterAsync(Instance!.Id, [.. alterations.Select(alteration => Read(alteration!.AsObject()))]);
        }
        catch (AlterationException refusal)
        {
            Refusals.Add(refusal.Message);
        }
    }

    static Alteration Read(JsonObject alteration) => alteration["type"]!.GetValue<string>() switch
    {
        "ModifyVariable" => new ModifyVariable(alteration["variableId"]!.GetValue<string>(), Value(alteration["value"])),
        "ScheduleActivity" => new ScheduleActivity(alteration["activityId"]?.GetValue<string>()),
        "CancelActivity" => new CancelActivity(alteration["activityId"]!.GetValue<string>()),
        "Migrate" => new Migrate(alteration["targetVersion"]!.GetValue<int>()),
        var unknown => throw new NotSupportedException($"The case has an alteration '{unknown}' that is not known."),
    };

    async Task NoteVariablesAsync()
    {
        if (Instance is not { } instance)
            return;
        var graph = await stage.Runtime.Definitions.LoadAsync(instance.DefinitionVersionId);
        foreach (var state in instance.Activities)
            foreach (var variable in graph.Find(state.NodeId)!.DeclaredVariables)
                Variables[variable.Name] = state.Variables.GetValueOrDefault(variable.Id);
    }

    void NoteStatus() => Statuses.Add(Instance is { } instance ? $"{instance.Status}/{instance.SubStatus}" : "");

    static Dictionary<string, object?>? Values(JsonNode? json) =>
        json is JsonObject map ? map.ToDictionary(pair => pair.Key, pair => Value(pair.Value)) : null;

    static object? Value(JsonNode? json) => json is null ? null : ValueJson.Parse(json.ToJsonString());
}
