using Crm.Data;
using Crm.Users;

namespace Crm.Mail;

/// <summary>Writes mails. A mail is kept and asked for in the caller's transaction; it leaves when that has committed.</summary>
public sealed class Mailbox(CrmDatabase database, Outbox outbox, MailTemplates templates, CrmSettings settings, TimeProvider clock)
{
    public const string OutboxKind = "mail";

    /// <summary>The mail's id.</summary>
    public Task<Guid> QueueAsync(Letter letter, CancellationToken cancellationToken) => database.WriteAsync(async db =>
    {
        RefuseNoAddress("toAddress", letter.ToAddress);
        foreach (var copy in letter.Cc)
            RefuseNoAddress("cc", copy);
        var sender = letter.SenderId is { } senderId ? await db.Users.AsNoTracking().SingleOrDefaultAsync(user => user.Id == senderId && user.IsActive, cancellationToken) : null;
        var written = templates.Write(letter, await db.Companies.AsNoTracking().SingleAsync(cancellationToken));
        var mail = new MailMessage
        {
            ToAddress = letter.ToAddress,
            ToName = letter.ToName,
            CcAddresses = [.. letter.Cc.Select(MailAddresses.AddressIn)],
            SenderName = sender?.Name ?? "",
            SenderAddress = sender?.Email ?? "",
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
        await PostAsync(db, mail, cancellationToken);
        return mail.Id;
    }, cancellationToken);

    /// <summary>A mail that has left leaves once more, as another mail: for who lost it, or never got it at the old address.</summary>
    /// <returns>The other mail's id.</returns>
    public Task<Guid> SendAgainAsync(Guid mailId, string? toAddress, Actor actor, CancellationToken cancellationToken = default) => database.WriteAsync(async db =>
    {
        if (!actor.Is(Roles.Sales) && !actor.Is(Roles.Administrator))
            throw RefusedException.Forbidden("Verkoop en beheer sturen mail opnieuw.", "Sales and administrators send mail again.");
        var mail = await MailQueries.SeenBy(db, actor).AsNoTracking().SingleOrDefaultAsync(one => one.Id == mailId, cancellationToken)
            ?? throw RefusedException.NotFound("Deze mail bestaat niet.", "This mail does not exist.");
        var address = toAddress?.Trim() is { Length: > 0 } given ? given : mail.ToAddress;
        EnsureAgain(mail, address);
        var again = mail.Again(address, clock.UtcNow());
        await PostAsync(db, again, cancellationToken);
        return again.Id;
    }, cancellationToken);

    static void EnsureAgain(MailMessage mail, string address)
    {
        if (mail.SentAt is null)
            throw RefusedException.Conflict("Deze mail wacht nog op verzending en gaat vanzelf.", "This mail is still waiting to be sent and goes by itself.");
        if (mail.UnsubscribeUrl.Length > 0)
            throw RefusedException.Conflict("Een mailing gaat niet opnieuw: wie hem kreeg, kan zich intussen hebben afgemeld.", "A mailing is not sent again: who got it may have unsubscribed since.");
        RefuseNoAddress("toAddress", address);
        if (mail.QuoteId is not null && !string.Equals(address, mail.ToAddress, StringComparison.OrdinalIgnoreCase))
            throw RefusedException.Invalid("toAddress",
                "In deze mail kan een persoonlijke link staan. Verbeter het adres bij de contactpersoon en stuur de offerte zelf opnieuw.",
                "This mail may hold a personal link. Mend the address on the contact's card and send the quote itself again.");
    }

    async Task PostAsync(CrmDbContext db, MailMessage mail, CancellationToken cancellationToken)
    {
        db.Mails.Add(mail);
        await outbox.AddAsync(OutboxKind, $"mail-{mail.Id}", new MailDeliverer.Job(mail.Id), cancellationToken);
    }

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
            Cc = MailAddresses.In(mail.Cc),
            SenderId = Known(mail.SenderId),
        }, cancellationToken);
    }, cancellationToken);

    static void RefuseNoAddress(string field, string address)
    {
        if (!MailAddresses.IsOne(address))
            throw RefusedException.Invalid(field, $"'{address}' is geen e-mailadres.", $"'{address}' is not an e-mail address.");
    }

    // An expression that yields an empty text reads as the empty id.
    static Guid? Known(Guid? id) => id == Guid.Empty ? null : id;
}
