using Crm.Engine.Activities;
using Crm.Engine.Definitions;

namespace Crm.Engine.Execution;

/// <summary>The instance that is being run, as its activities see it.</summary>
public sealed class WorkflowExecutionContext
{
    readonly List<Func<CancellationToken, Task>> afterwards = [];
    readonly Turn turn;

    internal WorkflowExecutionContext(
        WorkflowInstance instance, WorkflowGraph graph, Turn turn, EngineParts engine, CancellationToken cancellationToken)
    {
        this.turn = turn;
        Instance = instance;
        Graph = graph;
        Engine = engine;
        CancellationToken = cancellationToken;
        Input = new Dictionary<string, object?>(instance.Input, StringComparer.OrdinalIgnoreCase);
        Log = new ExecutionLog(this);
        Runner = new WorkflowRunner(this);
    }

    /// <summary>The instance's id.</summary>
    public string Id => Instance.Id;
    public string? CorrelationId { get => Instance.CorrelationId; set => Instance.CorrelationId = value; }
    public string? Name { get => Instance.Name; set => Instance.Name = value; }
    public string DefinitionId => Instance.DefinitionId;
    public string DefinitionVersionId => Instance.DefinitionVersionId;
    public int DefinitionVersion => Instance.DefinitionVersion;
    public string DefinitionName => Graph.Definition.Name ?? Instance.DefinitionId;

    /// <summary>What the workflow was started with, and during a resume what that call brought.</summary>
    public IDictionary<string, object?> Input { get; }
    public IDictionary<string, object?> Output => Instance.Output;
    public IDictionary<string, object?> Properties => Instance.Properties;
    public CancellationToken CancellationToken { get; }
    public DateTimeOffset Now => Engine.Clock.GetUtcNow();

    /// <summary>When any server may go on with a burst that is cut now: where the caller's transaction ends is not known here.</summary>
    internal DateTimeOffset ContinuesAt => turn.IsOwn ? Now + CutBurst.Lease : Now;

    internal WorkflowInstance Instance { get; }
    internal WorkflowGraph Graph { get; }
    internal EngineParts Engine { get; }
    internal ActivityTree Tree { get; } = new();
    internal IdSource Ids { get; } = new();
    internal WorkflowRunner Runner { get; }
    internal ExecutionLog Log { get; }
    internal IReadOnlyList<Func<CancellationToken, Task>> Afterwards => afterwards;

    /// <summary>Runs when this burst has been saved, in the same transaction: what it starts or wakes may be this very instance.</summary>
    internal void Defer(Func<CancellationToken, Task> work) => afterwards.Add(work);

    internal void Report(Activity activity, string? activityInstanceId, string message, Exception? error = null) =>
        Instance.Incidents.Add(new Incident
        {
            ActivityId = activity.Id,
            ActivityNodeId = activity.NodeId,
            ActivityInstanceId = activityInstanceId,
            ActivityType = activity.Type,
            Message = message,
            Exception = error is null ? null : IncidentException.From(error),
            Timestamp = Now,
        });
}
