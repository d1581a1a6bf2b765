using Crm.Data;
using Crm.Forecasts;
using Crm.Quotes.Grid;
using Crm.Quotes.Layout;
using Crm.Quotes.Prices;
using Crm.Quotes.Templates;
using Crm.Relations;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Crm.Quotes;

public enum QuoteStatus { Draft, InReview, Approved, Sent, Signed, Declined, Expired, Withdrawn, Replaced }

/// <summary>A quote, which is also the pre-calculation (voorcalculatie) of the work: the same lines, with cost and margin for inside.</summary>
public sealed class Quote : IVersioned
{
    public const int DaysValid = 30;

    /// <summary>Still in the running, so that it counts for the forecast's expected amount.</summary>
    public static readonly IReadOnlyList<QuoteStatus> Alive = [QuoteStatus.Draft, QuoteStatus.InReview, QuoteStatus.Approved, QuoteStatus.Sent, QuoteStatus.Signed];

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
    /// <summary>Contacts who sign after that one.</summary>
    public List<QuoteSigner> Signers { get; init; } = [];
    /// <summary>Addresses of who gets a copy, divided by commas: they read along and sign nothing.</summary>
    public string Cc { get; set; } = "";
    /// <summary>Who signs on our side when the customer has; null: nobody has to.</summary>
    public Guid? CounterSignerId { get; set; }
    public required Guid AuthorId { get; init; }
    public required string TemplateKey { get; set; }
    /// <summary>The version it was reviewed and sent with; null while it is a draft, which follows the one in use.</summary>
    public int? TemplateVersion { get; set; }
    /// <summary>The same of the house style.</summary>
    public int? HouseVersion { get; set; }
    public required string Title { get; set; }
    public string Introduction { get; set; } = "";
    public string Closing { get; set; } = "";
    public string PaymentTerms { get; set; } = "";
    public string Delivery { get; set; } = "";
    /// <summary>Texts and pictures of this quote alone.</summary>
    public QuoteBlocks Blocks { get; set; } = QuoteBlocks.None;
    /// <summary>"nl" or "en".</summary>
    public string Language { get; set; } = "nl";
    public bool PricesIncludeVat { get; init; }
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
    /// <summary>What the customer was given off, excluding VAT. Null: written before this was kept, and not added up since (<see cref="QuoteDiscounts"/>).</summary>
    public decimal? DiscountAmount { get; set; }
    /// <summary>With which codes it is signed; null: as the process says.</summary>
    public CodeChoice? Codes { get; set; }
    /// <summary>What the reviewer last saw and sent back, so that the next review shows what changed since.</summary>
    public QuoteContent? LastReviewed { get; set; }
    public Guid? PdfFileId { get; set; }
    /// <summary>Hash of what the PDF was printed from; another hash now means that it has to be printed again.</summary>
    public string PrintedFrom { get; set; } = "";
    public Guid? SealedFileId { get; set; }
    public DateTime? SentAt { get; set; }
    /// <summary>When somebody of the customer first saw it in the portal.</summary>
    public DateTime? OpenedAt { get; set; }
    public DateTime? ClosedAt { get; set; }
    public required DateTime CreatedAt { get; init; }
    public required DateTime SavedAt { get; set; }
    public string SavedBy { get; set; } = "";
    public int Revision { get; set; }

    public string NumberAndVersion => Version == 1 ? Number : $"{Number} v{Version}";

    public IReadOnlyList<QuoteLine> InOrder => [.. Lines.OrderBy(line => line.Order)];

    public QuoteTotals Totals => QuoteTotals.Of(InOrder, PricesIncludeVat);

    public CoSigners CoSigners
    {
        get => new([.. Signers.OrderBy(signer => signer.Order).Select(signer => signer.ContactId)], CounterSignerId);
        set
        {
            CounterSignerId = value.EmployeeId;
            if (value.ContactIds.SequenceEqual(CoSigners.ContactIds))
                return;
            Signers.Clear();
            Signers.AddRange(SignersOf(value));
        }
    }

    static List<QuoteSigner> SignersOf(CoSigners signers) => [.. signers.ContactIds.Select((contact, index) => new QuoteSigner { Order = index + 1, ContactId = contact })];

    /// <summary>Keeps what the lines come to, for lists and sums.</summary>
    public void AddUp()
    {
        var totals = Totals;
        (NetAmount, VatAmount, GrossAmount, CostAmount, DiscountAmount) = (totals.Net, totals.Vat, totals.Gross, totals.Cost, totals.Discount);
    }

    /// <summary>With these options and alternatives and no others; with none, as it is proposed.</summary>
    public void Take(IReadOnlyList<Guid> options)
    {
        QuoteLines.Take(InOrder, options);
        AddUp();
    }

    /// <summary>All photographs that stand on it, of its blocks and of its lines that are charged.</summary>
    public IEnumerable<Guid> Pictures() => Blocks.Pictures().Concat(Lines.Where(line => line.IsCharged).Select(line => line.PictureId).OfType<Guid>()).Distinct();

    /// <summary>The lines take the rates of the quote's date.</summary>
    public void Rate(VatRates rates)
    {
        foreach (var line in Lines)
            line.VatRate = rates.On(line.VatCode, Date) ?? line.VatRate;
    }

    /// <summary>Goes to the next status, if it stands where that may be done.</summary>
    public void Step(QuoteStatus to, DateTime now, params ReadOnlySpan<QuoteStatus> from)
    {
        if (!from.Contains(Status))
            throw RefusedException.Conflict(
                $"Offerte {NumberAndVersion} is {Status.Name().ToLowerInvariant()}; dat kan dan niet meer.",
                $"Quote {NumberAndVersion} is {Status.Name().ToLowerInvariant()}; that is no longer possible.");
        Status = to;
        if (to == QuoteStatus.Sent)
            SentAt = now;
        if (to is QuoteStatus.Signed or QuoteStatus.Declined or QuoteStatus.Expired or QuoteStatus.Withdrawn or QuoteStatus.Replaced)
            ClosedAt ??= now;
    }

    /// <summary>What a reviewer would send back unread.</summary>
    public void EnsureComplete(DateOnly today)
    {
        var faults = new List<Fault>();
        if (ContactId is null)
            faults.Add(new("contactId", "Kies aan wie de offerte gericht is.", "Choose whom the quote is for."));
        if (!Lines.Any(line => line.IsCounted && line.HasPrice))
            faults.Add(new("lines", "Zet eerst minstens één regel met een prijs op de offerte.", "First put at least one priced line on the quote."));
        else if (NetAmount < 0)
            faults.Add(new("lines", "Het totaal is lager dan nul.", "The total is below zero."));
        if (ValidUntil < today)
            faults.Add(new("validUntil", "De geldigheid is verlopen: kies een nieuwe datum.", "The validity has passed: choose a new date."));
        faults.RefuseIfAny();
    }

    /// <summary>A copy to work on; what was sent stays as it is.</summary>
    public Quote NextVersion(int version, Guid authorId, DateOnly today, DateTime now) => new()
    {
        Number = Number, Version = version, ForecastId = ForecastId, RelationId = RelationId, ContactId = ContactId, Signers = SignersOf(CoSigners), CounterSignerId = CounterSignerId, Cc = Cc, AuthorId = authorId,
        TemplateKey = TemplateKey, Title = Title, Introduction = Introduction, Closing = Closing, PaymentTerms = PaymentTerms, Delivery = Delivery, Blocks = Blocks,
        Language = Language, PricesIncludeVat = PricesIncludeVat, Date = today, ValidUntil = today.AddDays(DaysValid), Counts = Counts, Codes = Codes,
        Lines = [.. InOrder.Select(line => line.Copy())], CreatedAt = now, SavedAt = now,
    };

    public static void Map(EntityTypeBuilder<Quote> quote)
    {
        quote.Property(q => q.Number).HasMaxLength(20);
        quote.HasIndex(q => new { q.Number, q.Version }).IsUnique();
        quote.Property(q => q.Title).HasMaxLength(150);
        quote.Property(q => q.Cc).HasMaxLength(QuoteTexts.LongestCc).HasDefaultValue("");
        quote.Property(q => q.Blocks).HasConversion<JsonColumn<QuoteBlocks>>(new JsonComparer<QuoteBlocks>()).HasDefaultValueSql("'{\"all\":[]}'");
        quote.Property(q => q.LastReviewed).HasConversion<JsonColumn<QuoteContent?>>(new JsonComparer<QuoteContent?>());
        quote.HasMany(q => q.Signers).WithOne().HasForeignKey(s => s.QuoteId).OnDelete(DeleteBehavior.Cascade);
        quote.Navigation(q => q.Signers).AutoInclude();
        quote.Property(q => q.Codes).HasConversion<JsonColumn<CodeChoice?>>(new JsonComparer<CodeChoice?>());
        quote.HasIndex(q => q.ForecastId);
        // With all that the dashboard asks of those that expire, so that it reads no quotes.
        quote.HasIndex(q => new { q.Status, q.ValidUntil, q.ForecastId, q.NetAmount });
        quote.HasIndex(q => q.DiscountAmount).HasFilter("\"DiscountAmount\" IS NULL");
        quote.HasMany(q => q.Lines).WithOne().HasForeignKey(l => l.QuoteId).OnDelete(DeleteBehavior.Cascade);
        quote.Ignore(q => q.InOrder).Ignore(q => q.Totals).Ignore(q => q.NumberAndVersion).Ignore(q => q.CoSigners);
    }
}
