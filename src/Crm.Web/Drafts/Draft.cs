using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Crm.Drafts;

/// <summary>What someone typed and has not sent yet; survives a dropped connection and a restarted server.</summary>
public sealed class Draft
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid UserId { get; init; }
    /// <summary>The form it belongs to: "relations/new/domestic".</summary>
    public required string Key { get; init; }
    public required string Json { get; set; }
    public required DateTime SavedAt { get; set; }

    public static void Map(EntityTypeBuilder<Draft> draft) => draft.HasIndex(d => new { d.UserId, d.Key }).IsUnique();
}
