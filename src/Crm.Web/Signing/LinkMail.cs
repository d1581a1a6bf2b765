using Crm.Data;
using Crm.Mail;
using Crm.Quotes;

namespace Crm.Signing;

/// <summary>Mails a contact a link of its own to the quote; earlier ones keep working.</summary>
public sealed class LinkMail(Mailbox mailbox, CrmSettings settings, TimeProvider clock)
{
    public async Task SendAsync(
        CrmDbContext db, Quote quote, SigningEnvelope envelope, string template, IReadOnlyList<Guid> fileIds, CancellationToken cancellationToken, params (string Name, string Value)[] more)
    {
        var link = settings.BaseUrl + Urls.Portal(db.AddLink(envelope, clock.UtcNow()));
        var author = await db.Users.Where(user => user.Id == quote.AuthorId).Select(user => user.Name).SingleAsync(cancellationToken);
        await mailbox.QueueAsync(QuoteLetters.ToContact(quote, envelope, template, author, link, fileIds, more), cancellationToken);
    }
}
