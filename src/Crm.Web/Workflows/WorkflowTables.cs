using System.Text.Json;
using Crm.Engine;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Crm.Workflows;

/// <summary>One version of a workflow definition, as JSON.</summary>
public sealed class DefinitionRow
{
    public required string Id { get; init; }
    public required string DefinitionId { get; init; }
    public string? Name { get; set; }
    public required int Version { get; init; }
    /// <summary>The activity type under which other definitions use this one; null when they may not.</summary>
    public string? ActivityType { get; set; }
    public bool IsLatest { get; set; }
    public bool IsPublished { get; set; }
    /// <summary>The whole definition as it was given.</summary>
    public required string Json { get; set; }
    /// <summary>SHA-256 of the file it came from; empty when it was not a file.</summary>
    public string FileHash { get; set; } = "";
    /// <summary>Who worked on it last; empty when it came from a file.</summary>
    public string ChangedBy { get; set; } = "";
    public Guid? ChangedById { get; set; }
    public DateTime? ChangedAt { get; set; }
    /// <summary>Who asked a second process owner to put it in use; empty when nobody did.</summary>
    public string OfferedBy { get; set; } = "";
    public DateTime? OfferedAt { get; set; }
    /// <summary>Why the second one did not, and who that was; gone with the next change.</summary>
    public string SentBack { get; set; } = "";
    public string SentBackBy { get; set; } = "";
    public string PublishedBy { get; set; } = "";
    public DateTime? PublishedAt { get; set; }
    /// <summary>Why it was put in use, in the words of whoever did.</summary>
    public string Note { get; set; } = "";
    public required DateTime CreatedAt { get; init; }

    public static void Map(EntityTypeBuilder<DefinitionRow> row)
    {
        row.ToTable("WorkflowDefinitions");
        row.HasIndex(r => new { r.DefinitionId, r.Version }).IsUnique();
        // One is published at most, and it is found at once among a thousand versions.
        row.HasIndex(r => r.DefinitionId).IsUnique().HasFilter("\"IsPublished\"");
        row.HasIndex(r => r.ActivityType);
    }
}

/// <summary>A running or finished workflow. Its state is one JSON document, written with everything it did in the same transaction.</summary>
public sealed class InstanceRow
{
    public required string Id { get; init; }
    public required string DefinitionId { get; init; }
    public required string DefinitionVersionId { get; set; }
    public int DefinitionVersion { get; set; }
    public string? ParentInstanceId { get; init; }
    public string? CorrelationId { get; set; }
    public string? Name { get; set; }
    public required string Status { get; set; }
    public required string SubStatus { get; set; }
    public int IncidentCount { get; set; }
    public required string State { get; set; }
    public required DateTime CreatedAt { get; init; }
    public DateTime UpdatedAt { get; set; }
    public DateTime? FinishedAt { get; set; }
    /// <summary>Raised by every burst; a burst that read an older one loses.</summary>
    public long Revision { get; set; }

    public static InstanceRow Of(WorkflowInstance instance, string state) => new()
    {
        Id = instance.Id,
        DefinitionId = instance.DefinitionId,
        DefinitionVersionId = instance.DefinitionVersionId,
        DefinitionVersion = instance.DefinitionVersion,
        ParentInstanceId = instance.ParentInstanceId,
        CorrelationId = instance.CorrelationId,
        Name = instance.Name,
        Status = instance.Status.ToString(),
        SubStatus = instance.SubStatus.ToString(),
        IncidentCount = instance.Incidents.Count,
        State = state,
        CreatedAt = instance.CreatedAt.UtcDateTime,
        UpdatedAt = instance.UpdatedAt.UtcDateTime,
        FinishedAt = instance.FinishedAt?.UtcDateTime,
        Revision = instance.Revision,
    };

    public static void Map(EntityTypeBuilder<InstanceRow> row)
    {
        row.ToTable("WorkflowInstances");
        row.HasIndex(r => new { r.DefinitionId, r.Status });
        row.HasIndex(r => r.CorrelationId);
        row.HasIndex(r => r.ParentInstanceId);
        row.HasIndex(r => r.UpdatedAt);
        row.HasIndex(r => r.FinishedAt);
    }
}

/// <summary>A big value of an instance, written once and not with every burst.</summary>
public sealed class InstanceValueRow
{
    public required string InstanceId { get; init; }
    /// <summary>SHA-256 of the JSON.</summary>
    public required string Hash { get; init; }
    public required string Json { get; init; }

    public static void Map(EntityTypeBuilder<InstanceValueRow> row)
    {
        row.ToTable("WorkflowValues");
        row.HasKey(r => new { r.InstanceId, r.Hash });
        row.HasOne<InstanceRow>().WithMany().HasForeignKey(r => r.InstanceId).OnDelete(DeleteBehavior.Cascade);
    }
}

/// <summary>A place where an instance waits: for a stimulus with this hash, or until it is due.</summary>
public sealed class BookmarkRow
{
    public required string Id { get; init; }
    public required string InstanceId { get; init; }
    public required string Name { get; init; }
    public required string Hash { get; init; }
    public string? CorrelationId { get; set; }
    public required string ActivityId { get; init; }
    public required string ActivityInstanceId { get; init; }
    public required string Json { get; set; }
    public DateTime? DueAt { get; set; }
    public required DateTime CreatedAt { get; init; }

    public static BookmarkRow Of(Bookmark bookmark, WorkflowInstance instance) => new()
    {
        Id = bookmark.Id,
        InstanceId = instance.Id,
        Name = bookmark.Name,
        Hash = bookmark.Hash,
        CorrelationId = instance.CorrelationId,
        ActivityId = bookmark.ActivityId,
        ActivityInstanceId = bookmark.ActivityInstanceId,
        Json = JsonSerializer.Serialize(bookmark, JsonSerializerOptions.Web),
        DueAt = bookmark.DueAt?.UtcDateTime,
        CreatedAt = bookmark.CreatedAt.UtcDateTime,
    };

    public static void Map(EntityTypeBuilder<BookmarkRow> row)
    {
        row.ToTable("WorkflowBookmarks");
        row.HasIndex(r => new { r.Name, r.Hash });
        row.HasIndex(r => r.InstanceId);
        row.HasIndex(r => r.Hash);
        row.HasIndex(r => r.DueAt).HasFilter("\"DueAt\" IS NOT NULL");
    }
}

/// <summary>A stimulus that starts a published definition.</summary>
public sealed class TriggerRow
{
    public required string Id { get; init; }
    public required string DefinitionId { get; init; }
    public required string DefinitionVersionId { get; init; }
    public required string Name { get; init; }
    public required string ActivityId { get; init; }
    public required string Hash { get; init; }
    public required string Json { get; init; }
    public DateTime? DueAt { get; set; }

    public static void Map(EntityTypeBuilder<TriggerRow> row)
    {
        row.ToTable("WorkflowTriggers");
        row.HasIndex(r => r.DefinitionId);
        row.HasIndex(r => r.Hash);
        row.HasIndex(r => r.DueAt).HasFilter("\"DueAt\" IS NOT NULL");
    }
}

/// <summary>Something that happened before anyone waited for it, kept for a while.</summary>
public sealed class StimulusRow
{
    public required string Id { get; init; }
    public required string Hash { get; init; }
    public string? CorrelationId { get; init; }
    public string? InstanceId { get; init; }
    public required string InputJson { get; init; }
    public required DateTime ExpiresAt { get; init; }

    public static void Map(EntityTypeBuilder<StimulusRow> row)
    {
        row.ToTable("WorkflowStimuli");
        row.HasIndex(r => r.Hash);
        row.HasIndex(r => r.ExpiresAt);
    }
}

/// <summary>One line of the execution log: an activity started, completed, waited, faulted …</summary>
public sealed class ExecutionLogRow
{
    public long Id { get; init; }
    public required string InstanceId { get; init; }
    public required int Sequence { get; init; }
    public required string ActivityId { get; init; }
    public required string ActivityInstanceId { get; init; }
    public required string ActivityType { get; init; }
    public required string Event { get; init; }
    public string Json { get; init; } = "";
    public required DateTime At { get; init; }

    public static ExecutionLogRow Of(ExecutionLogEntry entry, string instanceId) => new()
    {
        InstanceId = instanceId,
        Sequence = entry.Sequence,
        ActivityId = entry.ActivityId,
        ActivityInstanceId = entry.ActivityInstanceId,
        ActivityType = entry.ActivityType,
        Event = entry.Event,
        Json = JsonSerializer.Serialize(entry, JsonSerializerOptions.Web),
        At = entry.At.UtcDateTime,
    };

    public static void Map(EntityTypeBuilder<ExecutionLogRow> row)
    {
        row.ToTable("WorkflowLog");
        row.HasIndex(r => new { r.InstanceId, r.Sequence }).IsUnique();
    }
}
