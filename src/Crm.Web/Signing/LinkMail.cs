using Crm.Data;
using Crm.Mail;
using Crm.Quotes;

namespace Crm.Signing;

/// <summary>Mails people a link of their own to the quote, in the name of its author; earlier ones keep working.</summary>
public sealed class LinkMail(Mailbox mailbox, CrmSettings settings, TimeProvider clock)
{
    /// <summary>To the one whose turn it is.</summary>
    public async Task SendAsync(
        CrmDbContext db, Quote quote, SigningEnvelope envelope, string template, IReadOnlyList<Guid> fileIds, CancellationToken cancellationToken, params (string Name, string Value)[] more)
    {
        var link = settings.BaseUrl + Urls.Portal(db.AddLink(envelope, clock.UtcNow()));
        await mailbox.QueueAsync(QuoteLetters.ToContact(quote, envelope, template, await AuthorAsync(db, quote, cancellationToken), link, fileIds, more), cancellationToken);
    }

    /// <summary>To somebody who reads along. He gets a mail of his own and not a copy of the signer's: with the link in that one he could choose, ask and decline in the signer's name.</summary>
    public async Task SendCopyAsync(CrmDbContext db, Quote quote, SigningEnvelope envelope, string address, CancellationToken cancellationToken)
    {
        var link = settings.BaseUrl + Urls.Portal(db.AddReaderLink(envelope, clock.UtcNow()));
        await mailbox.QueueAsync(QuoteLetters.ToReader(quote, envelope, address, await AuthorAsync(db, quote, cancellationToken), link), cancellationToken);
    }

    static Task<string> AuthorAsync(CrmDbContext db, Quote quote, CancellationToken cancellationToken) =>
        db.Users.Where(user => user.Id == quote.AuthorId).Select(user => user.Name).SingleAsync(cancellationToken);
}
