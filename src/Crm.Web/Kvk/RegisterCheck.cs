using Crm.Data;
using Crm.Relations;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Crm.Kvk;

/// <summary>What the register last said of a relation, and what someone decided to leave as it is.</summary>
public sealed class RegisterCheck
{
    /// <summary>The relation's own id: there is one check of a relation, and it stays with it when it is merged.</summary>
    public required Guid Id { get; init; }
    public DateTime? CheckedAt { get; set; }
    /// <summary>False: the register does not know the number, or no longer.</summary>
    public bool IsKnown { get; set; }
    /// <summary>By field; what the register did not tell is not in it.</summary>
    public Dictionary<string, string> Told { get; set; } = [];
    /// <summary>By field, what the register said when someone chose to keep ours; offered again only when it says something else.</summary>
    public Dictionary<string, string> Left { get; set; } = [];
    /// <summary>How many differences wait for a decision; a number that is not known counts as one.</summary>
    public int Open { get; set; }
    /// <summary>Until then one server is asking, and the others leave it alone.</summary>
    public DateTime? ClaimedUntil { get; set; }

    /// <summary>The fields in which relation and register differ, in the order of the fields.</summary>
    public IReadOnlyList<RegisterDifference> Compare(Relation relation) =>
    [
        .. from field in RelationFields.All
           // People add names that the register does not know.
           where field.Key != RelationFields.OtherNames
           let theirs = Told.GetValueOrDefault(field.Key, "")
           let ours = field.Read(relation)
           where theirs.Length > 0 && !string.Equals(ours, theirs, StringComparison.Ordinal)
           select new RegisterDifference(field.Key, field.Label.ToString(), ours, theirs, Left.GetValueOrDefault(field.Key) == theirs),
    ];

    public void Count(Relation relation) => Open = !IsKnown ? (Left.ContainsKey(RelationFields.KvkNumber) ? 0 : 1) : Compare(relation).Count(difference => !difference.IsLeft);

    public static void Map(EntityTypeBuilder<RegisterCheck> check)
    {
        check.ToTable("RegisterChecks");
        check.Property(c => c.Id).ValueGeneratedNever();
        check.Property(c => c.Told).HasConversion<JsonColumn<Dictionary<string, string>>>(new JsonComparer<Dictionary<string, string>>());
        check.Property(c => c.Left).HasConversion<JsonColumn<Dictionary<string, string>>>(new JsonComparer<Dictionary<string, string>>());
        check.HasIndex(c => c.CheckedAt);
        check.HasIndex(c => c.Id).HasFilter("\"Open\" > 0").HasDatabaseName("IX_RegisterChecks_Open");
    }
}

/// <param name="IsLeft">Someone saw this and kept ours.</param>
public sealed record RegisterDifference(string Field, string Label, string Ours, string Theirs, bool IsLeft);
