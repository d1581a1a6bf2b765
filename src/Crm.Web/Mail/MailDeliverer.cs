using Crm.Data;
using Crm.Documents;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace Crm.Mail;

/// <summary>Takes a mail to the mail server of the settings, or lays it in the pick-up folder.</summary>
public sealed class MailDeliverer(CrmDatabase database, CrmSettings settings, DkimSeal dkim, TimeProvider clock) : IOutboxDeliverer
{
    public sealed record Job(Guid MailId);

    public string Kind => Mailbox.OutboxKind;

    public async Task DeliverAsync(OutboxMessage message, CancellationToken cancellationToken)
    {
        var mailId = message.Read<Job>().MailId;
        var mail = await database.ReadAsync(db => db.Mails.SingleAsync(m => m.Id == mailId, cancellationToken), cancellationToken);
        if (mail.SentAt is not null)
            return;
        var company = await database.ReadAsync(db => db.Companies.SingleAsync(cancellationToken), cancellationToken);
        var envelope = MailEnvelope.Of(mail, company);
        using var mime = await ComposeAsync(mail, envelope, cancellationToken);
        dkim.Sign(mime);
        if (settings.Smtp.Host.Length > 0)
            await SendAsync(mime, envelope, cancellationToken);
        else
            await LayDownAsync(mail, mime, cancellationToken);
        await database.WriteAsync(async db => (await db.Mails.SingleAsync(m => m.Id == mailId, CancellationToken.None)).Sent(clock.UtcNow()), CancellationToken.None);
    }

    async Task<MimeMessage> ComposeAsync(MailMessage mail, MailEnvelope envelope, CancellationToken cancellationToken)
    {
        var files = await database.ReadAsync(db => db.Files.Where(file => mail.FileIds.Contains(file.Id)).ToListAsync(cancellationToken), cancellationToken);
        var mime = new MimeMessage
        {
            MessageId = mail.MessageId(envelope.Return.Domain),
            Subject = mail.Subject,
            Date = mail.CreatedAt,
            Body = BodyOf(mail, files),
        };
        mime.From.Add(envelope.From);
        if (envelope.ReplyTo is { } employee)
            mime.ReplyTo.Add(employee);
        mime.To.Add(new MailboxAddress(mail.ToName, mail.ToAddress));
        mime.Cc.AddRange(mail.CcAddresses.Select(MailboxAddress.Parse));
        if (mail.UnsubscribeUrl.Length > 0)
        {
            // RFC 8058: the mail program itself offers to unsubscribe, with one request.
            mime.Headers.Add(HeaderId.ListUnsubscribe, $"<{mail.UnsubscribeUrl}>");
            mime.Headers.Add("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
        }
        return mime;
    }

    static MimeEntity BodyOf(MailMessage mail, List<StoredFile> files)
    {
        var body = new BodyBuilder { HtmlBody = mail.Html, TextBody = mail.Text };
        foreach (var file in files)
            body.Attachments.Add(file.FileName, file.Bytes, ContentType.Parse(file.ContentType));
        return body.ToMessageBody();
    }

    async Task SendAsync(MimeMessage mime, MailEnvelope envelope, CancellationToken cancellationToken)
    {
        using var client = new SmtpClient();
        await client.ConnectAsync(settings.Smtp.Host, settings.Smtp.Port, settings.Smtp.UseTls ? SecureSocketOptions.StartTls : SecureSocketOptions.None, cancellationToken);
        if (settings.Smtp.User.Length > 0)
            await client.AuthenticateAsync(settings.Smtp.User, settings.Smtp.Password, cancellationToken);
        await client.SendAsync(mime, envelope.Return, mime.To.Mailboxes.Concat(mime.Cc.Mailboxes), cancellationToken);
        await client.DisconnectAsync(quit: true, CancellationToken.None);
    }

    async Task LayDownAsync(MailMessage mail, MimeMessage mime, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateDirectory(Path.Combine(settings.Data, "mail")).FullName;
        var file = Path.Combine(folder, $"{mail.CreatedAt:yyyyMMdd-HHmmss}-{mail.Id:N}.eml");
        await mime.WriteToAsync(file + ".part", cancellationToken);
        File.Move(file + ".part", file, overwrite: true);
    }
}
