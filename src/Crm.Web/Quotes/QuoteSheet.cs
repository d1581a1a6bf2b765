using Crm.Documents;

namespace Crm.Quotes;

/// <summary>
/// All that a template of templates/quotes can print, written as the reader writes it. What is internal — cost, margin, lines that
/// are not charged — is not in it, so that no template can print it.
/// </summary>
/// <param name="Nl">Whether the quote is in Dutch.</param>
/// <param name="Fonts">The house's fonts as CSS.</param>
/// <param name="IsConcept">Not approved yet: printed as such.</param>
/// <param name="HasDiscount">Whether any line has one, and a column is worth its place.</param>
public sealed record QuoteSheet(
    bool Nl, string Language, Markup Fonts, bool IsConcept,
    string Number, string Title, string Place, string Date, string ValidUntil,
    SheetCompany Company, SheetCustomer Customer, string Author,
    Markup Introduction, Markup Closing, string Delivery, string PaymentTerms,
    IReadOnlyList<SheetLine> Lines, IReadOnlyList<SheetLine> Options, bool HasDiscount,
    bool IncludesVat, string Net, IReadOnlyList<SheetVat> Vat, string Gross)
{
    /// <summary>Texts and pictures of this quote alone: above its lines, below them, and behind its closing.</summary>
    public Markup AboveLines { get; init; } = new("");
    public Markup BelowLines { get; init; } = new("");
    public Markup Annex { get; init; } = new("");

    /// <summary>What stands in the custom fields of relation, organisation, contact person and forecast, by the key of the field: {{ custom.relation_region }}.</summary>
    public Dictionary<string, object?> Custom { get; init; } = [];
}

/// <param name="Foot">Name, address and numbers as a CSS string, for the foot of every page.</param>
/// <param name="Logo">As a data address; empty when there is none.</param>
/// <param name="Initial">First letter of the name, for the mark.</param>
public sealed record SheetCompany(
    string Name, string Initial, string StatutoryName, string StatutorySeat, string Street, string Town, string Phone, string Email, string Website,
    string Kvk, string VatId, string Iban, string Accent, Markup Foot, string Logo);

public sealed record SheetCustomer(string Name, string Attention, string Salutation, string Street, string Town, string Kvk);

/// <param name="Kind">"line", "text", "subtotal" or "surcharge".</param>
public sealed record SheetLine(string Kind, string Description, string Quantity, string Price, string Discount, string Vat, string Amount)
{
    /// <summary>The line's key when it is an option, taken or not.</summary>
    public Guid? Option { get; init; }

    /// <summary>What is said about it under its description, with its photograph; may be empty.</summary>
    public Markup About { get; init; } = new("");

    /// <summary>What is chosen between, when this is one of several; else empty.</summary>
    public string Choice { get; init; } = "";
}

/// <summary>"Btw 21 %" over an amount.</summary>
public sealed record SheetVat(string Name, string Over, string Amount);
