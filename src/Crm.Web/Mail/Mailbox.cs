using Crm.Data;
using MimeKit;

namespace Crm.Mail;

/// <summary>Writes mails. A mail is kept and asked for in the caller's transaction; it leaves when that has committed.</summary>
public sealed class Mailbox(CrmDatabase database, Outbox outbox, MailTemplates templates, TimeProvider clock)
{
    public const string OutboxKind = "mail";

    /// <summary>The mail's id.</summary>
    public Task<Guid> QueueAsync(Letter letter, CancellationToken cancellationToken) => database.WriteAsync(async db =>
    {
        if (!MailboxAddress.TryParse(letter.ToAddress, out _))
            throw RefusedException.Invalid("toAddress", $"'{letter.ToAddress}' is geen e-mailadres.", $"'{letter.ToAddress}' is not an e-mail address.");
        var written = templates.Write(letter, await db.Companies.AsNoTracking().FirstAsync(cancellationToken));
        var mail = new MailMessage
        {
            ToAddress = letter.ToAddress,
            ToName = letter.ToName,
            Subject = written.Subject,
            Html = written.Html,
            Text = written.Text,
            FileIds = [.. letter.FileIds],
            RelationId = letter.RelationId,
            ForecastId = letter.ForecastId,
            QuoteId = letter.QuoteId,
            CreatedAt = clock.UtcNow(),
        };
        db.Mails.Add(mail);
        await outbox.AddAsync(OutboxKind, $"mail-{mail.Id}", new MailDeliverer.Job(mail.Id), cancellationToken);
        return mail.Id;
    }, cancellationToken);
}
