using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Crm.Users;

namespace Crm.Audit;

/// <summary>One field of one record got another value: old, new, who, when, through which door.</summary>
public sealed class FieldChange
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    /// <summary>"Relation", "Forecast" or "Quote".</summary>
    public required string Record { get; init; }
    public required Guid RecordId { get; init; }
    /// <summary>The revision that the record got by this change.</summary>
    public int Revision { get; init; }
    public required string Field { get; init; }
    public string? Old { get; init; }
    public string? New { get; init; }
    public required DateTime At { get; init; }
    public Guid? ById { get; init; }
    public required string ByName { get; init; }
    public required Door Door { get; init; }

    public static void Map(EntityTypeBuilder<FieldChange> change)
    {
        change.Property(c => c.Record).HasMaxLength(40);
        change.Property(c => c.Field).HasMaxLength(60);
        change.HasIndex(c => new { c.RecordId, c.At });
        change.HasIndex(c => new { c.RecordId, c.Revision });
    }
}
