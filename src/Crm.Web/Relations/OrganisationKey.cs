using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Crm.Relations;

/// <summary>One thing by which an organisation can be found again: a number, a word of its name, its address. One index serves them all.</summary>
public sealed class OrganisationKey
{
    public const int Longest = 270;

    public required Guid OrganisationId { get; init; }
    /// <summary>Kind and value: "kvk:68750110", "word:terpstra", "post:8861ED14".</summary>
    public required string Key { get; init; }
    /// <summary>Of a word: the search name, by which lists are in order, so that the index of words alone answers a search. Empty for what the duplicate check asks.</summary>
    public string SortName { get; set; } = "";

    public static void Map(EntityTypeBuilder<OrganisationKey> key)
    {
        key.HasKey(k => new { k.OrganisationId, k.Key });
        key.Property(k => k.Key).HasMaxLength(Longest);
        key.Property(k => k.SortName).HasDefaultValue("");
        key.HasIndex(k => new { k.Key, k.OrganisationId, k.SortName });
    }
}
