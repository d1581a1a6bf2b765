using Crm.Data;
using Crm.Forecasts;
using Crm.Relations;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Crm.Quotes;

public enum QuoteStatus { Draft, InReview, Approved, Sent, Signed, Declined, Expired, Withdrawn, Replaced }

/// <summary>A quote, which is also the pre-calculation (voorcalculatie) of the work: the same lines, with cost and margin for inside.</summary>
public sealed class Quote : IVersioned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    /// <summary>"OF-2026-0418"; all versions share it.</summary>
    public required string Number { get; init; }
    public int Version { get; init; } = 1;
    public required Guid ForecastId { get; init; }
    public Forecast? Forecast { get; init; }
    public required Guid RelationId { get; init; }
    public Relation? Relation { get; init; }
    public Guid? ContactId { get; set; }
    public Contact? Contact { get; init; }
    public required Guid AuthorId { get; init; }
    /// <summary>File name in templates/quotes without extensions.</summary>
    public required string TemplateKey { get; set; }
    public required string Title { get; set; }
    public string Introduction { get; set; } = "";
    public string Closing { get; set; } = "";
    public string PaymentTerms { get; set; } = "";
    public string Delivery { get; set; } = "";
    /// <summary>"nl" or "en".</summary>
    public string Language { get; set; } = "nl";
    public bool PricesIncludeVat { get; set; }
    public required DateOnly Date { get; set; }
    public required DateOnly ValidUntil { get; set; }
    public QuoteStatus Status { get; set; }
    /// <summary>False: an alternative, left out of the forecast's expected amount.</summary>
    public bool Counts { get; set; } = true;
    public List<QuoteLine> Lines { get; init; } = [];
    public decimal NetAmount { get; set; }
    public decimal VatAmount { get; set; }
    public decimal GrossAmount { get; set; }
    public decimal CostAmount { get; set; }
    public Guid? PdfFileId { get; set; }
    public Guid? SealedFileId { get; set; }
    public DateTime? SentAt { get; set; }
    public DateTime? ClosedAt { get; set; }
    public required DateTime CreatedAt { get; init; }
    public int Revision { get; set; }

    public static void Map(EntityTypeBuilder<Quote> quote)
    {
        quote.Property(q => q.Number).HasMaxLength(20);
        quote.HasIndex(q => new { q.Number, q.Version }).IsUnique();
        quote.Property(q => q.Title).HasMaxLength(150);
        quote.HasIndex(q => q.ForecastId);
        quote.HasIndex(q => new { q.Status, q.ValidUntil });
        quote.HasMany(q => q.Lines).WithOne().HasForeignKey(l => l.QuoteId).OnDelete(DeleteBehavior.Cascade);
    }
}

/// <summary>One line of a quote.</summary>
public sealed class QuoteLine
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public Guid QuoteId { get; init; }
    public int Order { get; set; }
    public required LineKind Kind { get; set; }
    public string Code { get; set; } = "";
    public required string Description { get; set; }
    public decimal Quantity { get; set; } = 1;
    public string Unit { get; set; } = "";
    public decimal Price { get; set; }
    public decimal CostPrice { get; set; }
    /// <summary>Per cent.</summary>
    public decimal Discount { get; set; }
    public string VatCode { get; set; } = "high";
    /// <summary>The rate when the quote was dated; kept, because closed figures never change.</summary>
    public decimal VatRate { get; set; }
    /// <summary>Doorbelasten: false keeps the line inside, in cost and margin only.</summary>
    public bool IsCharged { get; set; } = true;
    public bool IsOptional { get; set; }

    public static void Map(EntityTypeBuilder<QuoteLine> line)
    {
        line.Property(l => l.Quantity).HasConversion<Thousandths>();
        line.Property(l => l.Description).HasMaxLength(500);
        line.HasIndex(l => new { l.QuoteId, l.Order });
    }
}
