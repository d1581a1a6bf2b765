using Crm.Mail;
using Crm.Quotes;
using Crm.Users;

namespace Crm.Signing;

/// <summary>What the mails about a quote name, written in the language of the quote.</summary>
static class QuoteLetters
{
    public static Letter ToContact(
        Quote quote, SigningEnvelope envelope, string template, string author, string link, IReadOnlyList<Guid> fileIds, params (string Name, string Value)[] more) =>
        ToCustomer(quote, envelope.Email, envelope.ContactName, template, author, link, fileIds, more);

    public static Letter ToSigner(Quote quote, EnvelopeSigner signer, string template, string author, IReadOnlyList<Guid> fileIds) =>
        ToCustomer(quote, signer.Email, signer.Name, template, author, "", fileIds);

    /// <summary>To somebody who gets a copy.</summary>
    public static Letter ToReader(Quote quote, SigningEnvelope envelope, string address, string author, string link) =>
        ToCustomer(quote, MailAddresses.AddressIn(address), MailAddresses.NameIn(address), "quote-copy", author, link, [envelope.DocumentFileId], ("signer", envelope.ContactName));

    static Letter ToCustomer(Quote quote, string address, string name, string template, string author, string link, IReadOnlyList<Guid> fileIds, params (string Name, string Value)[] more)
    {
        using (new ReadingAs(quote.Language))
            return Letter(quote, template, address, name, fileIds, [
                ("name", name), ("author", author), ("link", link), ("amount", Formats.Euro(quote.GrossAmount)), ("valid_until", Formats.Date(quote.ValidUntil)), .. more]) with { SenderId = quote.AuthorId };
    }

    /// <summary>To a colleague, in his own language.</summary>
    public static Letter ToAuthor(Quote quote, User author, string template, string link, IReadOnlyList<Guid> fileIds, params (string Name, string Value)[] more)
    {
        using (new ReadingAs(author.Language))
            return Letter(quote, template, author.Email!, author.Name, fileIds, [("name", author.Name), ("link", link), ("amount", Formats.Euro(quote.GrossAmount)), .. more]) with { Language = author.Language };
    }

    static Letter Letter(Quote quote, string template, string address, string name, IReadOnlyList<Guid> fileIds, (string Name, string Value)[] values) => new(template, quote.Language, address, name)
    {
        Values = values.Append(("number", quote.NumberAndVersion)).Append(("title", quote.Title)).ToDictionary(value => value.Item1, value => (object?)value.Item2),
        FileIds = fileIds, RelationId = quote.RelationId, ForecastId = quote.ForecastId, QuoteId = quote.Id,
    };
}
