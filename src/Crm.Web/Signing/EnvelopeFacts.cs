using System.Globalization;
using Crm.Data;
using Crm.Documents;
using Crm.Dossiers;
using Crm.Quotes;
using Crm.Quotes.Templates;
using Crm.Relations;
using Crm.Signing.Pdf;

namespace Crm.Signing;

/// <summary>What the first step of an envelope says of what was sent, and each that gives somebody the turn of how the address was come by.</summary>
static class EnvelopeFacts
{
    /// <summary>The quote, its document, what it was made with, for whom, and how long it holds.</summary>
    public static async Task<Dictionary<string, string>> OfQuoteAsync(CrmDbContext db, Quote quote, StoredFile document, CancellationToken cancellationToken)
    {
        var customer = await db.Relations.Where(relation => relation.Id == quote.RelationId).Select(relation => new { relation.Organisation!.Name, relation.Organisation.KvkNumber }).SingleAsync(cancellationToken);
        return new()
        {
            ["quote"] = quote.NumberAndVersion, ["validUntil"] = Detail.Of(quote.ValidUntil),
            ["template"] = $"{quote.TemplateKey} {quote.TemplateVersion}, {TemplateVersion.House} {quote.HouseVersion}",
            ["file"] = document.FileName, ["pages"] = Detail.Of(PdfDocument.Open(document.Bytes).PageCount), ["bytes"] = Detail.Of(document.Size),
            ["organisation"] = customer.Name, ["kvk"] = customer.KvkNumber ?? "",
        };
    }

    /// <summary>Who put the address that the quote goes to onto the contact's card, and when; nothing when history does not know.</summary>
    public static async Task<Dictionary<string, string>> OfAddressAsync(CrmDbContext db, Quote quote, Guid contactId, string address, CancellationToken cancellationToken)
    {
        var contact = await db.Contacts.AsNoTracking().Include(one => one.Person).SingleAsync(one => one.Id == contactId, cancellationToken);
        return CardOrigin.Details("address", await contact.OriginAsync(db, quote.RelationId, address, cancellationToken));
    }

    /// <summary>Beside a step that sends, in the reader's language; empty for the others.</summary>
    public static string In(IReadOnlyDictionary<string, string> details) => string.Join(" · ", new[] { Document(details), Address(details) }.Where(part => part.Length > 0));

    static string Document(IReadOnlyDictionary<string, string> details) => details.TryGetValue("pages", out var pages)
        ? Say($"{details["file"]}, {pages} pagina's, sjabloon {details["template"]}, geldig tot en met {Day(details)}", $"{details["file"]}, {pages} pages, template {details["template"]}, valid until {Day(details)}")
        : "";

    static string Address(IReadOnlyDictionary<string, string> details) => CardOrigin.In(details, "address") is { } origin ? Say("adres ", "address ") + origin : "";

    static string Day(IReadOnlyDictionary<string, string> details) => Formats.Date(DateOnly.Parse(details["validUntil"], CultureInfo.InvariantCulture));
}
