using Crm.Engine.Definitions;

namespace Crm.Studio;

/// <summary>What Studio may choose from that does not depend on what is in the database.</summary>
public static class FixedDescriptors
{
    public const string InstanceStorage = "WorkflowInstanceStorageDriver";

    public sealed record Expression(string Type, string DisplayName, bool IsSerializable, bool IsBrowsable, IReadOnlyDictionary<string, string> Properties);
    public sealed record Strategy(string DisplayName, string Description, string TypeName);
    public sealed record CommitStrategy(string Name, string DisplayName, string Description);
    public sealed record StorageDriver(string TypeName, string DisplayName, int Priority, bool Deprecated);
    public sealed record VariableType(string TypeName, string DisplayName, string Category, string? Description);
    public sealed record Feature(string Name, string Namespace, string FullName, string DisplayName, string Description);

    /// <summary>C# is left out: it would give every designer the server.</summary>
    public static readonly IReadOnlyList<Expression> Expressions =
    [
        new("Literal", "Literal", true, false, new Dictionary<string, string>()),
        new("Object", "Object", true, false, new Dictionary<string, string> { ["MonacoLanguage"] = "json" }),
        new("Json", "Json", true, false, new Dictionary<string, string> { ["MonacoLanguage"] = "json" }),
        new("Variable", "Variable", true, true, new Dictionary<string, string>()),
        new("Input", "Input", true, true, new Dictionary<string, string>()),
        new("JavaScript", "JavaScript", true, true, new Dictionary<string, string> { ["MonacoLanguage"] = "javascript" }),
        new("Liquid", "Liquid", true, true, new Dictionary<string, string> { ["MonacoLanguage"] = "liquid" }),
    ];

    public static readonly IReadOnlyList<Strategy> Activation =
    [
        new("Always", "Every request starts an instance.", "Elsa.Workflows.ActivationValidators.AllowAlwaysStrategy, Elsa.Workflows.Core"),
        new("Singleton", "Only when no other instance of this workflow is running.", "Elsa.Workflows.Runtime.ActivationValidators.SingletonStrategy, Elsa.Workflows.Runtime"),
        new("Correlation", "Only when no instance at all is running with the same correlation id.", "Elsa.Workflows.Runtime.ActivationValidators.CorrelationStrategy, Elsa.Workflows.Runtime"),
        new("Correlated singleton", "Only when no other instance of this workflow is running with the same correlation id.", "Elsa.Workflows.Runtime.ActivationValidators.CorrelatedSingletonStrategy, Elsa.Workflows.Runtime"),
    ];

    public static readonly IReadOnlyList<Strategy> Incidents =
    [
        new("Fault", "One fault ends the instance, until it is tried again.", "FaultStrategy"),
        new("Continue with incidents", "The other branches go on.", "ContinueWithIncidentsStrategy"),
    ];

    public static readonly IReadOnlyList<Strategy> LogPersistence =
    [
        new("Inherit", "As what is around it says.", "Elsa.Workflows.LogPersistence.Strategies.Inherit, Elsa.Workflows.Core"),
        new("Include", "The value is kept in the log.", "Elsa.Workflows.LogPersistence.Strategies.Include, Elsa.Workflows.Core"),
        new("Exclude", "The value is not kept in the log.", "Elsa.Workflows.LogPersistence.Strategies.Exclude, Elsa.Workflows.Core"),
    ];

    public static readonly IReadOnlyList<CommitStrategy> WorkflowCommits =
    [
        new(CommitStrategies.WorkflowExecuting, "Commit Before Workflow Execution", "The instance is saved before its first activity."),
        new(CommitStrategies.WorkflowExecuted, "Commit After Workflow Execution", "All is saved at once when the workflow waits or ends, as without a strategy."),
        new(CommitStrategies.ActivityExecuting, "Commit Before Activity Execution", "Saved before each activity."),
        new(CommitStrategies.ActivityExecuted, "Commit After Activity Execution", "Saved after each activity."),
        new(CommitStrategies.Periodic, "Every 10 seconds", "Saved after the activity with which ten seconds have passed."),
    ];

    public static readonly IReadOnlyList<CommitStrategy> ActivityCommits =
    [
        new(CommitStrategies.CommitAlways, "Commit Before And After", "Saved before and after this activity."),
        new(CommitStrategies.CommitNever, "Commit Later", "Not saved on account of this activity, whatever the workflow says."),
        new(CommitStrategies.Executing, "Commit Before", "Saved before this activity."),
        new(CommitStrategies.Executed, "Commit After", "Saved after this activity."),
    ];

    public static readonly IReadOnlyList<StorageDriver> StorageDrivers = [new(InstanceStorage, "Workflow instance", 5, false)];

    public static readonly IReadOnlyList<VariableType> VariableTypes =
    [
        .. new[] { "String", "Boolean", "Int32", "Long", "Single", "Double", "Decimal", "Guid", "DateTime", "DateTimeOffset", "DateOnly", "TimeOnly", "TimeSpan", "Object" }
            .Select(name => new VariableType(name, name, "Primitives", null)),
        .. new[] { "StringDictionary", "ObjectDictionary" }.Select(name => new VariableType(name, name, "Lookups", null)),
        .. new[] { "JSON", "JsonObject", "JsonArray" }.Select(name => new VariableType(name, name, "Dynamic", null)),
        new("ByteArray", "ByteArray", "Data", null),
        .. CrmRecords.All.Select(kind => new VariableType(kind.TypeName, Spoken.Sentence(kind.Name), "CRM", "Holds the id; scripts and templates read the record.")),
    ];

    /// <summary>Studio follows running instances over the hub when the first of these is there.</summary>
    public static readonly IReadOnlyList<Feature> Features =
    [
        .. new[] { ("RealTimeWorkflowUpdates", "Tells open pages what running instances do."), ("WorkflowDefinitions", "Keeps definitions and their versions."),
            ("WorkflowInstances", "Keeps instances."), ("WorkflowRuntime", "Runs workflows."), ("Flowchart", "Flowcharts."), ("JavaScript", "JavaScript expressions."),
            ("Liquid", "Liquid expressions."), ("Scheduling", "Timers."), ("CommitStrategies", "What is written when."), ("ActivityExecutions", "What every activity got and gave.") }
            .Select(feature => new Feature(feature.Item1, "Elsa", $"Elsa.{feature.Item1}", Spoken.Sentence(feature.Item1), feature.Item2)),
    ];
}
