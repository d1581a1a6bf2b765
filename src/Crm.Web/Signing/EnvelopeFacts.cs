using System.Globalization;
using Crm.Audit;
using Crm.Data;
using Crm.Documents;
using Crm.Quotes;
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
            ["quote"] = quote.NumberAndVersion, ["validUntil"] = quote.ValidUntil.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            ["template"] = $"{quote.TemplateKey} {quote.TemplateVersion}, {TemplateVersion.House} {quote.HouseVersion}",
            ["file"] = document.FileName, ["pages"] = Detail(PdfDocument.Open(document.Bytes).PageCount), ["bytes"] = Detail(document.Size),
            ["organisation"] = customer.Name, ["kvk"] = customer.KvkNumber ?? "",
        };
    }

    /// <summary>Who put a signer's address onto the contact's card, and when; nothing when history does not know.</summary>
    public static async Task<Dictionary<string, string>> OfAddressAsync(CrmDbContext db, Quote quote, EnvelopeSigner signer, CancellationToken cancellationToken)
    {
        var contact = await db.Contacts.AsNoTracking().Include(one => one.Person).SingleAsync(one => one.Id == signer.ContactId, cancellationToken);
        return await contact.OriginAsync(db, quote.RelationId, signer.Email, cancellationToken) is { } origin
            ? new() { ["addressEnteredBy"] = origin.ByName, ["addressEnteredAt"] = SmsEvidence.Instant(origin.At) }
            : [];
    }

    /// <summary>Beside a step that sends, in the reader's language; empty for the others.</summary>
    public static string In(IReadOnlyDictionary<string, string> details) => string.Join(" · ", new[] { Document(details), Address(details) }.Where(part => part.Length > 0));

    static string Document(IReadOnlyDictionary<string, string> details) => details.TryGetValue("pages", out var pages)
        ? Say($"{details["file"]}, {pages} pagina's, sjabloon {details["template"]}, geldig tot en met {Day(details)}", $"{details["file"]}, {pages} pages, template {details["template"]}, valid until {Day(details)}")
        : "";

    static string Address(IReadOnlyDictionary<string, string> details) => details.TryGetValue("addressEnteredBy", out var by)
        ? Say($"adres op de contactkaart gezet door {by} op {SmsEvidence.Moment(details["addressEnteredAt"])}", $"address put onto the contact's card by {by} on {SmsEvidence.Moment(details["addressEnteredAt"])}")
        : "";

    static string Day(IReadOnlyDictionary<string, string> details) => Formats.Date(DateOnly.Parse(details["validUntil"], CultureInfo.InvariantCulture));

    static string Detail(long number) => number.ToString(CultureInfo.InvariantCulture);
}
