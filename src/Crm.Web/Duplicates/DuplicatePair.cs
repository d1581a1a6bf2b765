using Crm.Data;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Crm.Duplicates;

public enum PairKind { Relation, Person }

/// <summary>Two known records that may be one: work for someone to look at.</summary>
public sealed class DuplicatePair
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required PairKind Kind { get; init; }
    /// <summary>The older of the two.</summary>
    public required Guid FirstId { get; init; }
    public required Guid SecondId { get; init; }
    public required Verdict Verdict { get; set; }
    public List<Evidence> Evidence { get; set; } = [];
    public required DateTime FoundAt { get; init; }
    /// <summary>Someone looked and said that they are two.</summary>
    public DateTime? DismissedAt { get; set; }
    public string DismissedBy { get; set; } = "";

    public static void Map(EntityTypeBuilder<DuplicatePair> pair)
    {
        pair.ToTable("DuplicatePairs");
        pair.Property(p => p.Evidence).HasConversion<JsonColumn<List<Evidence>>>(new JsonComparer<List<Evidence>>());
        pair.HasIndex(p => new { p.FirstId, p.SecondId }).IsUnique();
        pair.HasIndex(p => p.SecondId);
        pair.HasIndex(p => new { p.DismissedAt, p.FoundAt });
    }
}
