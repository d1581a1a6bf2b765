using Crm.Data;
using Crm.Users;

namespace Crm.Mail;

/// <summary>What was sent and what still waits, for people to read.</summary>
public sealed class MailQueries(CrmDatabase database)
{
    public sealed record Row(Guid Id, string ToName, string ToAddress, string Subject, DateTime CreatedAt, DateTime? SentAt, DateTime? BouncedAt, DateTime? DelayedAt, int Files);

    public sealed record Page(IReadOnlyList<Row> Rows, int Total, Guid? Before);

    public sealed record Attached(Guid Id, string FileName, long Size);

    public sealed record Whole(MailMessage Mail, IReadOnlyList<Attached> Files);

    /// <summary>What became of a mail, where that was not that it arrived.</summary>
    public sealed record Fate(Guid Id, string ToName, string ToAddress, string Subject, DateTime? BouncedAt, DateTime? DelayedAt, string Diagnosis);

    public sealed record Waiting(Guid Id, string Kind, string Key, DateTime CreatedAt, DateTime DueAt, int Attempts, string LastError, bool IsDead);

    public const int PageSize = 50, MaxWaiting = 200, MaxBounced = 50;

    /// <summary>Newest first, from before a mail on. Ids rise with time, so they are the order.</summary>
    public Task<Page> ListAsync(Guid? before, Actor reader, CancellationToken cancellationToken) => database.ReadAsync(async db =>
    {
        var seen = SeenBy(db, reader);
        var mails = seen;
        if (before is { } id)
            mails = mails.Where(mail => mail.Id < id);
        var rows = await mails.OrderByDescending(mail => mail.Id).Take(PageSize + 1)
            .Select(mail => new { mail.Id, mail.ToName, mail.ToAddress, mail.Subject, mail.CreatedAt, mail.SentAt, mail.BouncedAt, mail.DelayedAt, mail.FileIds }).ToListAsync(cancellationToken);
        var shown = rows.Take(PageSize).Select(mail => new Row(mail.Id, mail.ToName, mail.ToAddress, mail.Subject, mail.CreatedAt, mail.SentAt, mail.BouncedAt, mail.DelayedAt, mail.FileIds.Count)).ToList();
        return new Page(shown, await seen.CountAsync(cancellationToken), rows.Count > PageSize ? shown[^1].Id : null);
    }, cancellationToken);

    public Task<Whole?> FindAsync(Guid id, Actor reader, CancellationToken cancellationToken) => database.ReadAsync(async db =>
    {
        var mail = await SeenBy(db, reader).SingleOrDefaultAsync(m => m.Id == id, cancellationToken);
        if (mail is null)
            return null;
        var files = await db.Files.Where(file => mail.FileIds.Contains(file.Id)).Select(file => new Attached(file.Id, file.FileName, file.Size)).ToListAsync(cancellationToken);
        return new Whole(mail, files);
    }, cancellationToken);

    /// <summary>What somebody may read, and so send again.</summary>
    internal static IQueryable<MailMessage> SeenBy(CrmDbContext db, Actor reader) => db.Mails.Where(mail => mail.OnlyForId == null || mail.OnlyForId == reader.UserId);

    /// <summary>Dead messages first, then those that wait, the longest first.</summary>
    public Task<List<Waiting>> OutboxAsync(CancellationToken cancellationToken) => database.ReadAsync(db => db.Outbox.Where(message => message.DoneAt == null)
        .OrderByDescending(message => message.IsDead).ThenBy(message => message.CreatedAt).Take(MaxWaiting)
        .Select(message => new Waiting(message.Id, message.Kind, message.Key, message.CreatedAt, message.DueAt, message.Attempts, message.LastError, message.IsDead))
        .ToListAsync(cancellationToken), cancellationToken);

    /// <summary>Newest first.</summary>
    public Task<List<Fate>> BouncedAsync(CancellationToken cancellationToken) => database.ReadAsync(db =>
        FatesOf(db.Mails.Where(mail => mail.BouncedAt != null).OrderByDescending(mail => mail.BouncedAt).Take(MaxBounced)).ToListAsync(cancellationToken), cancellationToken);

    /// <summary>The last mail about the quote to each address, where it came back or is late and the quote still goes there, or the address still is somebody's: who was given another one is mended.</summary>
    public Task<IReadOnlyList<Fate>> OfQuoteAsync(Guid quoteId, Guid relationId, CancellationToken cancellationToken) => database.ReadAsync<IReadOnlyList<Fate>>(async db =>
    {
        var mails = await FatesOf(db.Mails.Where(mail => mail.RelationId == relationId && mail.QuoteId == quoteId && (db.Contacts.Any(contact => contact.Email == mail.ToAddress) || db.Envelopes.Any(envelope => envelope.QuoteId == quoteId && envelope.Email == mail.ToAddress))).OrderBy(mail => mail.Id)).ToListAsync(cancellationToken);
        return [.. mails.GroupBy(mail => mail.ToAddress, StringComparer.OrdinalIgnoreCase).Select(toOne => toOne.Last()).Where(mail => (mail.BouncedAt ?? mail.DelayedAt) is not null)];
    }, cancellationToken);

    static IQueryable<Fate> FatesOf(IQueryable<MailMessage> mails) =>
        mails.Select(mail => new Fate(mail.Id, mail.ToName, mail.ToAddress, mail.Subject, mail.BouncedAt, mail.DelayedAt, mail.Diagnosis));
}
