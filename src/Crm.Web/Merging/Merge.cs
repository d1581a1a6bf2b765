using Crm.Data;
using Crm.Users;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Crm.Merging;

public enum MergeKind { Relation, Person }

/// <summary>Two records became one: who did it, and all that is needed to make them two again.</summary>
public sealed class Merge
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    /// <summary>The order in which merges were done; they are undone in the opposite one.</summary>
    public required int Number { get; init; }
    public required MergeKind Kind { get; init; }
    /// <summary>The record that went.</summary>
    public required Guid SourceId { get; init; }
    /// <summary>The record that stayed.</summary>
    public required Guid TargetId { get; init; }
    public required string SourceName { get; init; }
    public required string TargetName { get; init; }
    public required DateTime At { get; init; }
    public Guid? ById { get; init; }
    public required string ByName { get; init; }
    public required Door Door { get; init; }
    public DateTime? UndoneAt { get; set; }
    public string UndoneBy { get; set; } = "";
    public MergeMemory Memory { get; init; } = new();
    public List<MergeTrace> Traces { get; init; } = [];

    public static void Map(EntityTypeBuilder<Merge> merge)
    {
        merge.ToTable("Merges");
        merge.Property(m => m.Memory).HasConversion<JsonColumn<MergeMemory>>(new JsonComparer<MergeMemory>());
        merge.HasMany(m => m.Traces).WithOne().HasForeignKey(trace => trace.MergeId);
        merge.HasIndex(m => m.SourceId);
        merge.HasIndex(m => m.TargetId);
        merge.HasIndex(m => m.Number).IsUnique();
    }
}

/// <summary>A relation, organisation, person or contact that a merge moved, changed or took away. A later merge with one of them has to be undone first.</summary>
public sealed class MergeTrace
{
    public Guid MergeId { get; init; }
    public required Guid RecordId { get; init; }

    public static void Map(EntityTypeBuilder<MergeTrace> trace)
    {
        trace.ToTable("MergeTraces");
        trace.HasKey(t => new { t.MergeId, t.RecordId });
        trace.HasIndex(t => t.RecordId);
    }
}

/// <summary>What a merge did, in the order in which it is put back.</summary>
public sealed record MergeMemory
{
    public List<RemovedRow> Removed { get; init; } = [];
    public List<MovedRows> Moved { get; init; } = [];
    public List<FieldSet> Fields { get; init; } = [];
}

/// <summary>A record as it was when it was taken away.</summary>
public sealed record RemovedRow(string Type, Guid Id, string Json);

/// <summary>Rows that hung on one record and were hung on another.</summary>
public sealed record MovedRows(string Table, string Column, Guid From, Guid To, List<Guid> Ids);

/// <summary>A field of the record that stayed, before and after the merge.</summary>
public sealed record FieldSet(string Type, Guid RecordId, string Field, string Before, string After);
