using System.Text.Json;
using Crm.Engine.Activities;
using Crm.Engine.Activities.Composition;
using Crm.Engine.Expressions;

namespace Crm.Engine.Definitions;

/// <summary>
/// Reads a definition as an Elsa server exports it. Property names are matched without regard to case; what is not known is left
/// alone, because the JSON itself is kept.
/// </summary>
public sealed class DefinitionReader(ActivityRegistry registry)
{
    static readonly JsonDocumentOptions Lenient = new() { CommentHandling = JsonCommentHandling.Skip, MaxDepth = 256 };

    /// <summary>Where what is wrong is noted.</summary>
    internal DefinitionFaults Faults { get; init; } = new();

    /// <summary>Reads everything but the definitions that are used as activities in it.</summary>
    /// <exception cref="DefinitionException">The JSON is no definition; it names everything that is wrong and where.</exception>
    public (WorkflowDefinition Definition, Activity? Root) Read(string json)
    {
        var faults = new DefinitionFaults();
        var read = new DefinitionReader(registry) { Faults = faults }.ReadOn(json);
        faults.Throw();
        return read;
    }

    /// <summary>The same, but what is wrong inside is only noted.</summary>
    /// <exception cref="DefinitionException">The text is no JSON object.</exception>
    internal (WorkflowDefinition Definition, Activity? Root) ReadOn(string json)
    {
        var document = Parse(json);
        if (document.ValueKind != JsonValueKind.Object)
            throw new DefinitionException("A definition is a JSON object", "$");
        var definition = ReadDefinition(document) with { Variables = ReadVariables(document.Get("variables"), keepUnknownTypes: false) };
        var root = document.Get("root");
        return (definition, root is null ? null : ReadActivity(root.Value, "root"));
    }

    /// <summary>Reads only what a definition says about itself.</summary>
    public static WorkflowDefinition ReadHead(string json) => ReadDefinition(Parse(json));

    internal Activity ReadActivity(JsonElement json, string path)
    {
        if (json.ValueKind != JsonValueKind.Object)
            return Unreadable("An activity is a JSON object", json, path);
        if (json.Text("type") is not { Length: > 0 } type)
            return Unreadable("An activity needs a type", json, path);
        if (type == "Elsa.NotFoundActivity" && json.Text("originalActivityJson") is { } original)
            return ReadActivity(Parse(original), path);
        var version = json.Number("version");
        var activity = Create(json, type, version);
        activity.Id = json.Text("id") ?? "";
        activity.Name = json.Text("name");
        var custom = json.Get("customProperties");
        activity.CanStartWorkflow = custom?.Flag("canStartWorkflow") ?? json.Flag("canStartWorkflow") ?? false;
        activity.RunsAsynchronously = custom?.Flag("runAsynchronously") ?? json.Flag("runAsynchronously") ?? false;
        activity.MergeMode = custom?.Text("mergeMode");
        activity.CommitStrategy = custom?.Text("commitStrategyName");
        activity.LogRules = LogRules(custom);
        var reader = new ActivityReader(this, activity, json, path);
        reader.ReadDescribed();
        activity.Read(reader);
        return activity;
    }

    NotFoundActivity Unreadable(string message, JsonElement json, string path)
    {
        Faults.Add(message, path);
        var activity = NotFoundActivity.For("");
        activity.Id = json.Text("id") ?? "";
        return activity;
    }

    // A workflow that is used as an activity is named by its Pascal-cased name, so without a dot.
    Activity Create(JsonElement json, string type, int? version) => registry.Find(type) switch
    {
        { } known when version is null || version == known.Version => known.Create(),
        { } => NotFoundActivity.ForVersionOf(type),
        null when json.Get("workflowDefinitionId") is not null || !type.Contains('.') =>
            WorkflowDefinitionActivity.For(json, type, version),
        _ => NotFoundActivity.For(type),
    };

    static JsonElement? LogRules(JsonElement? custom) => custom?.Get("logPersistenceConfig") ?? custom?.Get("logPersistenceMode");

    static JsonElement Parse(string json)
    {
        try
        {
            return JsonDocument.Parse(json, Lenient).RootElement;
        }
        catch (JsonException error)
        {
            throw new DefinitionException(
                $"This is not valid JSON: {error.Message}", $"line {error.LineNumber + 1}, position {error.BytePositionInLine + 1}", error);
        }
    }

    static WorkflowDefinition ReadDefinition(JsonElement json)
    {
        var options = json.Get("options");
        var definitionId = json.Text("definitionId") ?? json.Text("id") ?? Guid.CreateVersion7().ToString("N");
        var version = json.Number("version") ?? 1;
        return new WorkflowDefinition
        {
            Id = json.Text("id") ?? $"{definitionId}-v{version}",
            DefinitionId = definitionId,
            Version = version,
            Name = json.Text("name"),
            Description = json.Text("description"),
            Inputs = ReadArguments(json.Get("inputs")),
            Outputs = ReadArguments(json.Get("outputs")),
            LogRules = LogRules(json.Get("customProperties")),
            Outcomes = [.. (json.Get("outcomes")?.Items() ?? []).Select(item => item.ToString())],
            IsUsableAsActivity = options?.Flag("usableAsActivity") ?? false,
            UpdatesConsumers = options?.Flag("autoUpdateConsumingWorkflows") ?? false,
            WasUsableAsActivity = json.Flag("usableAsActivity") ?? false,
            Activation = SimpleName(options?.Text("activationStrategyType")) switch
            {
                "SingletonStrategy" or "Singleton" => ActivationStrategy.Singleton,
                "CorrelatedSingletonStrategy" or "CorrelatedSingleton" => ActivationStrategy.CorrelatedSingleton,
                "CorrelationStrategy" or "Correlation" => ActivationStrategy.Correlation,
                _ => ActivationStrategy.AllowAlways,
            },
            CommitStrategy = options?.Text("commitStrategyName"),
            ContinuesWithIncidents =
                SimpleName(options?.Text("incidentStrategyType")) is "ContinueWithIncidentsStrategy" or "ContinueWithIncidents",
        };
    }

    internal IReadOnlyList<Variable> ReadVariables(JsonElement? json, bool keepUnknownTypes) =>
        [.. (json?.Items() ?? []).Select(item => ReadVariable(item, keepUnknownTypes)).OfType<Variable>()];

    Variable? ReadVariable(JsonElement json, bool keepUnknownTypes)
    {
        var typeName = json.Text("typeName") ?? "Object";
        var isRecord = registry.IsRecord(typeName);
        var type = TypeAliases.Find(isRecord ? "String" : typeName, json.Flag("isArray") ?? false);
        var name = json.Text("name") ?? "";
        if (type is null && !keepUnknownTypes)
            return null;
        var value = json.Get("value") is { ValueKind: not JsonValueKind.Null } given ? given.LiteralValue() : null;
        // In a container an empty text is a text; in the definition itself it is no default.
        if (value is string text && string.IsNullOrWhiteSpace(text) && !keepUnknownTypes)
            value = null;
        return new Variable(json.Text("id") ?? name, name, type ?? typeof(object), value) { RecordType = isRecord ? typeName : null };
    }

    static List<Argument> ReadArguments(JsonElement? json) => [.. (json?.Items() ?? []).Select(ReadArgument)];

    static Argument ReadArgument(JsonElement json) =>
        new(json.Text("name") ?? "", TypeAliases.Find(json.Text("type")) ?? typeof(object)) { TypeName = json.Text("type") };

    // "Elsa.Workflows.IncidentStrategies.FaultStrategy, Elsa.Workflows.Core" → "FaultStrategy": the namespaces moved between versions.
    static string? SimpleName(string? typeName) => typeName?.Split(',')[0].Split('.')[^1];
}
