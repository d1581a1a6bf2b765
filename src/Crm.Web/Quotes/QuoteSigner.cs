using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Crm.Quotes;

/// <summary>A contact who signs a quote after the one that it is for.</summary>
public sealed class QuoteSigner
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public Guid QuoteId { get; init; }
    public required int Order { get; init; }
    public required Guid ContactId { get; init; }

    public static void Map(EntityTypeBuilder<QuoteSigner> signer)
    {
        // Made here and hung on a quote that is known: without this it would be taken for one that is there already.
        signer.Property(s => s.Id).ValueGeneratedNever();
        signer.HasIndex(s => s.ContactId);
    }
}
