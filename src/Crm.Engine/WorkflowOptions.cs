using Crm.Engine.Http;

namespace Crm.Engine;

/// <summary>What the host decides for all workflows.</summary>
public sealed record WorkflowOptions
{
    /// <summary>Where WriteLine writes.</summary>
    public Action<string> WriteLine { get; init; } = _ => { };

    /// <summary>Asked by RunTask to have a task done elsewhere; the workflow waits until the task is reported done.</summary>
    public Func<TaskRequest, CancellationToken, Task> RunTask { get; init; } = (_, _) => Task.CompletedTask;

    /// <summary>
    /// Asked, in the transaction of the burst, to have a request sent once that has been committed, and to tell the runtime what came back.
    /// The flag says that an endpoint's caller waits: then the request is sent by <see cref="HttpDoor"/>, and only when the
    /// server dies before it could by the host. Null: no requests are sent from here.
    /// </summary>
    public Func<OutgoingRequest, bool, CancellationToken, Task>? SendHttp { get; init; }

    /// <summary>
    /// Errors that are no incident: the call that runs the workflow fails with them, and nothing of the burst is kept. Such as a lost race
    /// in the database, after which the whole transaction runs again.
    /// </summary>
    public Predicate<Exception> LetsThrough { get; init; } = _ => false;

    /// <summary>Flowcharts that do not say so themselves run on tokens instead of counters.</summary>
    public bool TokenFlowcharts { get; init; }

    /// <summary>Records of the host that variables can stand for.</summary>
    public IReadOnlyList<RecordType> Records { get; init; } = [];

    /// <summary>How long one script or template may compute.</summary>
    public TimeSpan ScriptTimeout { get; init; } = TimeSpan.FromSeconds(5);
    public long ScriptMemory { get; init; } = 64 * 1024 * 1024;

    /// <summary>A burst that executes more activities than this ends in an incident: it would never let go of its transaction.</summary>
    public int MaxActivitiesPerBurst { get; init; } = 100_000;
}

/// <summary>
/// A type of variables that stand for a record of the host, e.g. "Crm.Forecast". The variable holds the id; a script or template that reads
/// it gets what <paramref name="Read"/> finds at that moment, null when there is no such record.
/// </summary>
public sealed record RecordType(string TypeName, Func<string, object?> Read);

/// <summary>A task for the host: reported done with a stimulus "Elsa.RunTask" and the task id, or by resuming the bookmark.</summary>
public sealed record TaskRequest(string InstanceId, string TaskId, string TaskName, IReadOnlyDictionary<string, object?>? Payload);
