using Crm.Data;
using Crm.Quotes.Grid;
using Crm.Quotes.Prices;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Crm.Quotes;

/// <summary>One line of a quote.</summary>
public sealed class QuoteLine
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public Guid QuoteId { get; init; }
    /// <summary>The same line in every version and every save, so that two versions can be compared line by line.</summary>
    public Guid Key { get; init; } = Guid.CreateVersion7();
    public int Order { get; set; }
    public required LineKind Kind { get; set; }
    public string Code { get; set; } = "";
    public required string Description { get; set; }
    /// <summary>What the customer reads about it under its description.</summary>
    public string Text { get; set; } = "";
    public Guid? PictureId { get; set; }
    public decimal Quantity { get; set; } = 1;
    public string Unit { get; set; } = "";
    /// <summary>Per unit; of a surcharge the percentage.</summary>
    public decimal Price { get; set; }
    public decimal CostPrice { get; set; }
    /// <summary>Per cent.</summary>
    public decimal Discount { get; set; }
    public string VatCode { get; set; } = VatRates.High;
    /// <summary>The rate when the quote was dated; kept, because closed figures never change.</summary>
    public decimal VatRate { get; set; }
    /// <summary>Doorbelasten: false keeps the line inside, in cost and margin only.</summary>
    public bool IsCharged { get; set; } = true;
    public bool IsOptional { get; set; }
    /// <summary>Of the lines with the same name here the customer takes one; the first is what is proposed. Empty: no choice.</summary>
    public string Choice { get; set; } = "";
    /// <summary>An option that the customer took along when signing, or the one of a choice that is proposed or taken.</summary>
    public bool IsChosen { get; set; }

    public bool HasPrice => Kind is not (LineKind.Text or LineKind.Subtotal);
    /// <summary>The customer decides about it.</summary>
    public bool IsOffered => IsOptional || Choice.Length > 0;
    /// <summary>Offered and not taken: in no total.</summary>
    public bool IsOpenOption => IsOffered && !IsChosen;
    /// <summary>In the total that the customer pays.</summary>
    public bool IsCounted => HasPrice && IsCharged && !IsOpenOption;

    /// <summary>For a next version, which offers its options anew.</summary>
    public QuoteLine Copy() => Copy(Key);

    /// <summary>For another quote, where it is a line of its own.</summary>
    public QuoteLine AsNew() => Copy(Guid.CreateVersion7());

    QuoteLine Copy(Guid key) => new()
    {
        Key = key, Order = Order, Kind = Kind, Code = Code, Description = Description, Text = Text, PictureId = PictureId, Quantity = Quantity, Unit = Unit, Price = Price,
        CostPrice = CostPrice, Discount = Discount, VatCode = VatCode, VatRate = VatRate, IsCharged = IsCharged, IsOptional = IsOptional, Choice = Choice,
    };

    public static void Map(EntityTypeBuilder<QuoteLine> line)
    {
        line.Property(l => l.Quantity).HasConversion<Thousandths>();
        line.Property(l => l.Description).HasMaxLength(LineEntry.LongestDescription);
        line.Property(l => l.Text).HasMaxLength(LineEntry.LongestText).HasDefaultValue("");
        line.Property(l => l.Choice).HasMaxLength(LineEntry.LongestChoice);
        line.HasIndex(l => new { l.QuoteId, l.Order });
        line.Ignore(l => l.HasPrice).Ignore(l => l.IsCounted).Ignore(l => l.IsOffered).Ignore(l => l.IsOpenOption);
    }
}
