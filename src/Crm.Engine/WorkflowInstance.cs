using System.Text.Json.Serialization;
using Crm.Engine.Execution;

namespace Crm.Engine;

/// <summary>A workflow that runs, waits or has ended: everything needed to go on, in one document.</summary>
public sealed class WorkflowInstance
{
    /// <summary>Raised when the document changes shape. Older documents stay readable; one of a newer program is not read at all.</summary>
    public const int Format = 2;
    public int FormatVersion { get; init; } = Format;
    public required string Id { get; init; }
    public required string DefinitionId { get; init; }
    public required string DefinitionVersionId { get; set; }
    public required int DefinitionVersion { get; set; }
    public string? ParentInstanceId { get; init; }
    public string? CorrelationId { get; set; }
    public string? Name { get; set; }
    public WorkflowStatus Status { get; set; }
    public WorkflowSubStatus SubStatus { get; set; }

    /// <summary>The trigger that started the instance; a flowchart begins there.</summary>
    public string? TriggerActivityId { get; set; }
    public List<Bookmark> Bookmarks { get; init; } = [];

    /// <summary>The waits of an instance that ended in a fault; they come back when it is repaired.</summary>
    public List<Bookmark> ParkedBookmarks { get; set; } = [];
    public List<Incident> Incidents { get; init; } = [];

    /// <summary>The activities that are not finished, parents before children.</summary>
    public List<ActivityState> Activities { get; set; } = [];

    /// <summary>What is still to be done at once, when the burst was saved at a commit point.</summary>
    public CutBurst? Cut { get; set; }
    public Dictionary<string, object?> Input { get; init; } = new(StringComparer.OrdinalIgnoreCase);
    public Dictionary<string, object?> Output { get; init; } = [];
    public Dictionary<string, object?> Properties { get; init; } = [];

    /// <summary>What activities produced, by node id and output name: kept across a wait.</summary>
    public Dictionary<string, Dictionary<string, object?>> ActivityOutputs { get; init; } = [];
    public object? LastResult { get; set; }
    public int LogSequence { get; set; }
    public required DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset UpdatedAt { get; set; }
    public DateTimeOffset? FinishedAt { get; set; }

    /// <summary>Raised by every burst.</summary>
    public long Revision { get; set; }

    /// <summary>The hashes of the values that were kept apart when it was read: these need not be written again.</summary>
    [JsonIgnore]
    public IReadOnlySet<string> KeptApart { get; internal set; } = new HashSet<string>();

    /// <summary>The whole document.</summary>
    public string ToJson() => InstanceJson.Write(this);

    /// <summary>The document as a store may keep it: without its big values, and those.</summary>
    public StoredInstance Store() => InstanceJson.Store(this);

    /// <summary>Values that are kept apart cannot be used then, but are not lost either.</summary>
    public static WorkflowInstance FromJson(string json) => InstanceJson.Read(json);

    public static WorkflowInstance From(StoredInstance stored) => InstanceJson.Read(stored);
}

/// <summary>An instance's document, and the JSON of its big values by their hash.</summary>
public sealed record StoredInstance(string State, IReadOnlyDictionary<string, string> Apart)
{
    /// <summary>Whether there is anything to look up in what is kept apart.</summary>
    public static bool RefersApart(string state) => state.Contains(StoredValueConverter.ApartMark, StringComparison.Ordinal);
}

/// <summary>A finished instance does not run again, unless it faulted and is repaired.</summary>
public enum WorkflowStatus { Running, Finished }

/// <summary>How it runs, or how it finished.</summary>
public enum WorkflowSubStatus { Pending, Executing, Suspended, Finished, Cancelled, Faulted }
