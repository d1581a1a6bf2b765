using System.Text.Json.Nodes;
using Crm.Engine.Execution;

namespace Crm.Engine;

/// <summary>One execution of one activity, as the log of its instance tells it.</summary>
public sealed record ActivityExecution
{
    public required string Id { get; init; }
    public required string ActivityId { get; init; }
    public required string ActivityNodeId { get; init; }
    public required string ActivityType { get; init; }
    public int ActivityVersion { get; init; } = 1;
    public string? ActivityName { get; init; }

    /// <summary>The execution of the activity that contains it.</summary>
    public string? ParentId { get; init; }

    /// <summary>The execution that led to this one: the one before it, or the one that contains it.</summary>
    public string? ScheduledById { get; init; }

    /// <summary>How many executions led to this one, one after another.</summary>
    public int Depth { get; init; }
    public required ActivityStatus Status { get; init; }

    /// <summary>It waits for a stimulus or a moment.</summary>
    public bool IsWaiting { get; init; }
    public JsonObject? Inputs { get; init; }
    public JsonObject? Outputs { get; init; }
    public IReadOnlyList<string> Outcomes { get; init; } = [];
    public IncidentException? Exception { get; init; }

    /// <summary>Faults of this execution and of those in it.</summary>
    public int FaultCount { get; init; }
    public required DateTimeOffset StartedAt { get; init; }
    public DateTimeOffset? CompletedAt { get; init; }

    /// <summary>All executions of an instance from its whole log, in the order in which they began.</summary>
    public static IReadOnlyList<ActivityExecution> From(IEnumerable<ExecutionLogEntry> log)
    {
        var all = new OrderedDictionary<string, ActivityExecution>();
        foreach (var entry in log)
        {
            var before = all.GetValueOrDefault(entry.ActivityInstanceId) ?? Begin(entry, all);
            all[entry.ActivityInstanceId] = before.After(entry);
            if (entry.Event == "Faulted")
                CountFault(entry.ActivityInstanceId, all);
        }
        return [.. all.Values];
    }

    static ActivityExecution Begin(ExecutionLogEntry entry, OrderedDictionary<string, ActivityExecution> all) => new()
    {
        Id = entry.ActivityInstanceId,
        ActivityId = entry.ActivityId,
        ActivityNodeId = entry.ActivityNodeId,
        ActivityType = entry.ActivityType,
        ActivityVersion = entry.ActivityVersion,
        ActivityName = entry.ActivityName,
        ParentId = entry.ParentActivityInstanceId,
        ScheduledById = entry.ScheduledById,
        Depth = entry.ScheduledById is { } by && all.TryGetValue(by, out var before) ? before.Depth + 1 : 0,
        Status = ActivityStatus.Running,
        StartedAt = entry.At,
    };

    static void CountFault(string? id, OrderedDictionary<string, ActivityExecution> all)
    {
        while (id is not null && all.TryGetValue(id, out var execution))
        {
            all[id] = execution with { FaultCount = execution.FaultCount + 1 };
            id = execution.ParentId;
        }
    }

    ActivityExecution After(ExecutionLogEntry entry)
    {
        var told = this with { Inputs = entry.Inputs ?? Inputs, Outputs = entry.Outputs ?? Outputs };
        return entry.Event switch
        {
            "Suspended" => told with { IsWaiting = true },
            "Resumed" => told with { IsWaiting = false, Status = ActivityStatus.Running },
            "Completed" => told.End(ActivityStatus.Completed, entry) with { Outcomes = entry.Outcomes ?? [] },
            "Canceled" => told.End(ActivityStatus.Canceled, entry),
            "Faulted" => told.End(ActivityStatus.Faulted, entry) with { Exception = entry.Exception },
            _ => told,
        };
    }

    ActivityExecution End(ActivityStatus status, ExecutionLogEntry entry) =>
        this with { Status = status, IsWaiting = false, CompletedAt = entry.At };
}
