using Crm.Data;
using MimeKit;

namespace Crm.Mail;

/// <summary>Writes mails. A mail is kept and asked for in the caller's transaction; it leaves when that has committed.</summary>
public sealed class Mailbox(CrmDatabase database, Outbox outbox, MailTemplates templates, CrmSettings settings, TimeProvider clock)
{
    public const string OutboxKind = "mail";

    /// <summary>The mail's id.</summary>
    public Task<Guid> QueueAsync(Letter letter, CancellationToken cancellationToken) => database.WriteAsync(async db =>
    {
        if (!MailboxAddress.TryParse(letter.ToAddress, out _))
            throw RefusedException.Invalid("toAddress", $"'{letter.ToAddress}' is geen e-mailadres.", $"'{letter.ToAddress}' is not an e-mail address.");
        var written = templates.Write(letter, await db.Companies.AsNoTracking().SingleAsync(cancellationToken));
        var mail = new MailMessage
        {
            ToAddress = letter.ToAddress,
            ToName = letter.ToName,
            Subject = written.Subject,
            Html = written.Html,
            Text = written.Text,
            FileIds = [.. letter.FileIds],
            // Where mail does not leave there is no other place to read a code than here.
            OnlyForId = letter.HoldsCode && settings.Smtp.Host.Length > 0 ? MailMessage.Nobody : letter.OnlyForId,
            RelationId = letter.RelationId,
            ForecastId = letter.ForecastId,
            QuoteId = letter.QuoteId,
            UnsubscribeUrl = letter.UnsubscribeUrl,
            CreatedAt = clock.UtcNow(),
        };
        db.Mails.Add(mail);
        await outbox.AddAsync(OutboxKind, $"mail-{mail.Id}", new MailDeliverer.Job(mail.Id), cancellationToken);
        return mail.Id;
    }, cancellationToken);

    /// <summary>The same for a workflow, which knows ids: the employee's address and language and the record's name are looked up. Without an addressee it is for whose record it is.</summary>
    public Task<Guid> NotifyAsync(StaffMail mail, CancellationToken cancellationToken) => database.WriteAsync(async db =>
    {
        var record = await db.FindSubjectAsync(mail.SubjectKind, mail.SubjectId, cancellationToken);
        var toUserId = Known(mail.ToUserId) ?? (mail.ToAddress.Length == 0 ? record.OwnerId : null);
        var employee = await db.Users.AsNoTracking().SingleOrDefaultAsync(user => user.Id == toUserId, cancellationToken);
        var name = employee?.Name ?? mail.ToName;
        return await QueueAsync(new Letter(mail.Template, employee?.Language ?? mail.Language, employee?.Email ?? mail.ToAddress, name)
        {
            Values = new Dictionary<string, object?>
            {
                ["name"] = name.Split(' ')[0],
                ["subject"] = mail.Subject.Length > 0 ? mail.Subject : record.Text,
                ["message"] = mail.Message,
                ["link"] = mail.Link.Length > 0 ? settings.BaseUrl + mail.Link : "",
            },
            RelationId = Known(mail.RelationId),
            ForecastId = Known(mail.ForecastId),
            QuoteId = mail.SubjectKind == Subjects.Quote ? mail.SubjectId : null,
        }, cancellationToken);
    }, cancellationToken);

    // An expression that yields an empty text reads as the empty id.
    static Guid? Known(Guid? id) => id == Guid.Empty ? null : id;
}
