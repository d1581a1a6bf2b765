using Crm.Data;
using System.Globalization;
using System.Text.RegularExpressions;
using Crm.Documents;
using Crm.Quotes.Layout;
using Crm.Quotes.Prices;
using Crm.Relations;
using Crm.Users;

namespace Crm.Quotes;

/// <summary>Writes a quote out for its template, in the language that is being read.</summary>
static partial class QuoteSheetWriter
{
    const string HouseAccent = "#0B5953";

    public static QuoteSheet Write(Quote quote, Company company, string author, Markup fonts, string logo = "")
    {
        var totals = quote.Totals;
        var lines = quote.InOrder.Zip(totals.Lines).Where(pair => pair.First.IsCharged).ToList();
        return new(
            InDutch, quote.Language, fonts, quote.Status is QuoteStatus.Draft or QuoteStatus.InReview,
            quote.NumberAndVersion, quote.Title, company.Address.Town, Formats.LongDate(quote.Date), Formats.LongDate(quote.ValidUntil),
            Write(company, logo), WriteCustomer(quote), author,
            Markup.Paragraphs(quote.Introduction), Markup.Paragraphs(quote.Closing), quote.Delivery, quote.PaymentTerms,
            [.. lines.Where(pair => !pair.First.IsOpenOption).Select(Write)], [.. lines.Where(pair => pair.First.IsOpenOption).Select(Write)],
            lines.Any(pair => pair.First.Discount != 0),
            quote.PricesIncludeVat, Formats.Euro(totals.Net), [.. totals.VatGroups.Select(Write)], Formats.Euro(totals.Gross))
        {
            AboveLines = BlockMarkup.Of(quote.Blocks.At(BlockPlace.AboveLines)), BelowLines = BlockMarkup.Of(quote.Blocks.At(BlockPlace.BelowLines)), Annex = BlockMarkup.Annex(quote.Blocks),
        };
    }

    static SheetCompany Write(Company company, string logo)
    {
        var (street, town) = (Street(company.Address), Town(company.Address));
        var foot = $"{company.StatutoryName}, {Say("statutair gevestigd te", "registered office in")} {company.StatutorySeat}\n"
            + $"{street}, {town} · {Say("KVK", "Trade register (KVK)")} {company.KvkNumber} · {Say("btw", "VAT")} {company.VatId} · IBAN {company.Iban}";
        return new(
            company.Name, company.Name.Length > 0 ? company.Name[..1] : "", company.StatutoryName, company.StatutorySeat, street, town, company.Phone, company.Email, company.Website,
            company.KvkNumber, company.VatId, company.Iban, Colour().IsMatch(company.Accent) ? company.Accent : HouseAccent, CssString(foot), logo);
    }

    static SheetCustomer WriteCustomer(Quote quote)
    {
        var organisation = quote.Relation!.Organisation!;
        var person = quote.Contact?.Person;
        return new(
            organisation.Name, person?.FullName ?? "", Salutation(person), Street(organisation.Address), Town(organisation.Address), organisation.KvkNumber ?? "");
    }

    // The neutral form: gender is not known, and not guessed from a first name.
    static string Salutation(Person? person) => person switch
    {
        null => Say("Geachte heer of mevrouw,", "Dear Sir or Madam,"),
        { Salutation.Length: > 0 } => person.Salutation.TrimEnd(',') + ",",
        _ => Say("Beste ", "Dear ") + person.FullName + ",",
    };

    static SheetLine Write((QuoteLine Line, LineTotal Total) pair)
    {
        var (line, total) = pair;
        return line.Kind switch
        {
            LineKind.Text => new("text", line.Description, "", "", "", "", ""),
            LineKind.Subtotal => new("subtotal", line.Description, "", "", "", "", Formats.Euro(total.Amount)),
            LineKind.Surcharge => new("surcharge", line.Description, Formats.Percent(line.Price), "", "", "", Formats.Euro(total.Amount)) { Option = line.IsOptional ? line.Key : null },
            _ => new(
                "line", line.Description, $"{Formats.Quantity(line.Quantity)} {line.Unit}".Trim(), Formats.Euro(line.Price),
                line.Discount == 0 ? "" : Formats.Percent(line.Discount), VatRates.ShortName(line.VatCode, line.VatRate), Formats.Euro(total.Amount)) { Option = line.IsOffered ? line.Key : null, Choice = line.Choice, About = BlockMarkup.About(line) },
        };
    }

    static SheetVat Write(VatGroup group) => new(VatRates.Name(group.Code, group.Rate), Formats.Euro(group.Net), Formats.Euro(group.Vat));

    public static string Street(Address address) => $"{address.Street} {address.HouseNumber}{address.Addition}".Trim();

    /// <summary>"5037 PC Tilburg".</summary>
    public static string Town(Address address)
    {
        var code = DutchPostalCode().IsMatch(address.PostalCode) ? address.PostalCode.Insert(4, "\u00A0") : address.PostalCode;
        var country = address.Country == "NL" ? "" : ", " + address.Country;
        return $"{code} {address.Town}{country}".Trim();
    }

    // In a style sheet HTML is not decoded, so whatever is no letter or digit is written as CSS writes it.
    static Markup CssString(string text) =>
        new("\"" + string.Concat(text.Select(c => char.IsAsciiLetterOrDigit(c) ? c.ToString() : string.Create(CultureInfo.InvariantCulture, $"\\{(int)c:X6}"))) + "\"");

    [GeneratedRegex(@"\A#[0-9A-Fa-f]{6}\z")]
    private static partial Regex Colour();

    [GeneratedRegex(@"\A[1-9][0-9]{3}[A-Z]{2}\z")]
    private static partial Regex DutchPostalCode();
}
