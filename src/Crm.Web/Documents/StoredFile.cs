using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Crm.Documents;

/// <summary>A file in the database: an attachment, a rendered quote, a sealed one. Never changed after it is stored.</summary>
public sealed class StoredFile
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required string FileName { get; init; }
    public required string ContentType { get; init; }
    public required long Size { get; init; }
    /// <summary>Lower-case hex of the bytes.</summary>
    public required string Sha256 { get; init; }
    public required byte[] Bytes { get; init; }
    public required DateTime StoredAt { get; init; }
    /// <summary>The record it belongs to; whoever may read that may read the file.</summary>
    public Guid? OwnerId { get; init; }
    public Guid? StoredById { get; init; }
    /// <summary>True: only for who stored it, reviewers and administrators.</summary>
    public bool IsConfidential { get; init; }

    public static void Map(EntityTypeBuilder<StoredFile> file)
    {
        file.Property(f => f.FileName).HasMaxLength(200);
        file.HasIndex(f => f.OwnerId);
    }
}
