using Crm.Quotes.Prices;
using Crm.Relations;

namespace Crm.Quotes.Templates;

/// <summary>Quotes that exist nowhere, with every kind of line, in each language and with prices either way: to try a template on.</summary>
static class SampleQuotes
{
    public static IEnumerable<Quote> All(DateOnly today) =>
    [
        Make(today, "nl", pricesIncludeVat: false, Lines()),
        Make(today, "en", pricesIncludeVat: true, Lines()),
        Make(today, "nl", pricesIncludeVat: false, []),
    ];

    static Quote Make(DateOnly today, string language, bool pricesIncludeVat, List<QuoteLine> lines)
    {
        var organisation = new Organisation { Name = "Voorbeeld & Zn. B.V.", KvkNumber = "12345678" };
        var relation = new Relation { Number = 0, OrganisationId = organisation.Id, Organisation = organisation, ResponsibleId = Guid.Empty, CreatedAt = default };
        var quote = new Quote
        {
            Number = "OF-0000-0000", ForecastId = Guid.Empty, RelationId = relation.Id, Relation = relation, AuthorId = Guid.Empty, TemplateKey = "", Title = "Voorbeeld", Introduction = "Inleiding",
            Closing = "Slot", PaymentTerms = "Betaling", Delivery = "Levering", Language = language, PricesIncludeVat = pricesIncludeVat, Date = today, ValidUntil = today.AddDays(30), Lines = lines,
            CreatedAt = default, SavedAt = default,
        };
        quote.Take([]);
        return quote;
    }

    static List<QuoteLine> Lines() =>
    [
        Line(1, LineKind.WorkType, 100), Line(2, LineKind.Article, 250, discount: 10, text: "Tekst"), Line(3, LineKind.Text, 0), Line(4, LineKind.Surcharge, 5), Line(5, LineKind.Subtotal, 0),
        Line(6, LineKind.Cost, 40, vat: VatRates.Low), Line(7, LineKind.Composition, 75, isOptional: true),
        Line(8, LineKind.Article, 500, choice: "Keuze"), Line(9, LineKind.Article, 600, choice: "Keuze"),
    ];

    static QuoteLine Line(int order, LineKind kind, decimal price, decimal discount = 0, string vat = VatRates.High, bool isOptional = false, string choice = "", string text = "") => new()
    {
        Order = order, Kind = kind, Description = kind.ToString(), Text = text, Unit = "st", Price = price, Discount = discount, VatCode = vat, VatRate = vat == VatRates.High ? 21 : 9, IsOptional = isOptional, Choice = choice,
    };
}
