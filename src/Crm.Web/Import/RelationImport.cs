using Crm.Data;
using Crm.Users;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Crm.Import;

/// <summary>Read: the columns can be matched. Checking, importing and undoing are done by a worker, which goes on after a stop.</summary>
public enum ImportStatus { Read, Checking, Checked, Importing, Imported, Undoing, Undone }

/// <summary>What to do with a row whose company is known already.</summary>
public enum OnDuplicate { Reject, AddContact, ImportAnyway }

/// <summary>A file of relations with their contacts that someone brings in.</summary>
public sealed class RelationImport : IVersioned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required int Number { get; init; }
    public required string FileName { get; init; }
    public ImportStatus Status { get; set; }
    /// <summary>The columns of the file, in their order.</summary>
    public required List<string> Columns { get; init; }
    /// <summary>For each column the field it fills; empty: not taken over.</summary>
    public List<string> Fields { get; set; } = [];
    public OnDuplicate OnDuplicate { get; set; }
    public required int Rows { get; init; }
    public required DateTime CreatedAt { get; init; }
    public required Guid ById { get; init; }
    public required string ByName { get; init; }
    public DateTime? EndedAt { get; set; }
    public int Revision { get; set; }

    public static void Map(EntityTypeBuilder<RelationImport> import)
    {
        import.ToTable("Imports");
        import.Property(i => i.Columns).HasConversion<JsonColumn<List<string>>>(new JsonComparer<List<string>>());
        import.Property(i => i.Fields).HasConversion<JsonColumn<List<string>>>(new JsonComparer<List<string>>());
        import.HasIndex(i => i.Number).IsUnique();
        import.HasIndex(i => i.Status);
    }
}

/// <summary>Waiting to be checked; ready to be imported; rejected with a reason; or what became of it.</summary>
public enum ImportRowState { Waiting, Ready, Rejected, Created, Added, Undone, Kept }

/// <summary>One row of the file, and what became of it. Its state changes in the transaction that makes the relation: a stop half-way loses nothing and doubles nothing.</summary>
public sealed class ImportRow
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid ImportId { get; init; }
    /// <summary>As a person counts in the file: the header is line 1.</summary>
    public required int Line { get; init; }
    public required List<string> Cells { get; init; }
    public ImportRowState State { get; set; }
    /// <summary>What is wrong, for a rejected row; what was like it, for one that was accepted all the same.</summary>
    public List<Fault> Remarks { get; set; } = [];
    public Guid? RelationId { get; set; }
    public Guid? ContactId { get; set; }

    public static void Map(EntityTypeBuilder<ImportRow> row)
    {
        row.ToTable("ImportRows");
        row.Property(r => r.Cells).HasConversion<JsonColumn<List<string>>>(new JsonComparer<List<string>>());
        row.Property(r => r.Remarks).HasConversion<JsonColumn<List<Fault>>>(new JsonComparer<List<Fault>>());
        row.HasOne<RelationImport>().WithMany().HasForeignKey(r => r.ImportId);
        row.HasIndex(r => new { r.ImportId, r.Line }).IsUnique();
        row.HasIndex(r => new { r.ImportId, r.State, r.Line });
        row.HasIndex(r => r.RelationId);
        row.HasIndex(r => r.ContactId);
    }
}

/// <summary>How the columns of a kind of file are matched, kept under a name for the next one.</summary>
public sealed class ImportProfile
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required string Name { get; set; }
    /// <summary>Field by the name of its column.</summary>
    public Dictionary<string, string> Fields { get; set; } = [];

    public static void Map(EntityTypeBuilder<ImportProfile> profile)
    {
        profile.ToTable("ImportProfiles");
        profile.Property(p => p.Name).HasMaxLength(80);
        profile.Property(p => p.Fields).HasConversion<JsonColumn<Dictionary<string, string>>>(new JsonComparer<Dictionary<string, string>>());
        profile.HasIndex(p => p.Name).IsUnique();
    }
}
