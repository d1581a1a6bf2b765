using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Crm.Search;

/// <summary>What has words to be found by. Relations are found by more than their name and have keys for it: <see cref="Relations.OrganisationKey"/>.</summary>
public enum WordKind { Forecast, Quote, Project, Person }

/// <summary>A word of a record, by whose beginning it is found among a million.</summary>
public sealed class RecordWord
{
    public const int Longest = 40;

    public required WordKind Kind { get; init; }
    /// <summary>Lower case, without accents and punctuation.</summary>
    public required string Word { get; init; }
    public required Guid RecordId { get; init; }

    public static void Map(EntityTypeBuilder<RecordWord> word)
    {
        word.HasKey(w => new { w.Kind, w.Word, w.RecordId });
        word.Property(w => w.Word).HasMaxLength(Longest);
        word.HasIndex(w => w.RecordId);
    }
}
