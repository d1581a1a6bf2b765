using Crm.Data;
using Crm.Documents;
using Crm.Mail;
using Crm.Users;

namespace Crm.Signing;

/// <summary>
/// Raises a seal later, when a server was away at the time: by a document time stamp, and by what the issuers say then. The raised file
/// stands beside the one that was mailed, and both hold.
/// </summary>
public sealed class SealRaiser(CrmDatabase database, LongTermSeal longTerm, FileDesk files, Outbox outbox, TimeProvider clock) : IOutboxDeliverer
{
    public const string OutboxKind = "raise-seal";
    /// <summary>A month; after that an administrator sees it.</summary>
    const int MostAttempts = 32;

    public sealed record Job(Guid EnvelopeId, int Attempt);

    sealed record Case(Guid QuoteId, Guid FileId, string FileName, byte[] Bytes);

    public string Kind => OutboxKind;

    public static string KeyOf(Guid envelopeId, int attempt) => FormattableString.Invariant($"{OutboxKind}:{envelopeId:N}:{attempt}");

    public static TimeSpan WaitBefore(int attempt) => attempt switch
    {
        1 => TimeSpan.FromMinutes(10),
        2 => TimeSpan.FromHours(1),
        _ => TimeSpan.FromDays(1),
    };

    public async Task DeliverAsync(OutboxMessage message, CancellationToken cancellationToken)
    {
        var job = message.Read<Job>();
        if (await ReadAsync(job.EnvelopeId, cancellationToken) is not { } present)
            return;
        var raised = await longTerm.RaiseAsync(present.Bytes, cancellationToken);
        if (raised.Lack.MayPass() && job.Attempt >= MostAttempts)
            throw new UndeliverableException(raised.Lack.Tell());
        await KeepAsync(job, present, raised, cancellationToken);
    }

    Task<Case?> ReadAsync(Guid envelopeId, CancellationToken cancellationToken) => database.ReadAsync(db =>
        (from envelope in db.Envelopes
         join quote in db.Quotes on envelope.QuoteId equals quote.Id
         join file in db.Files on quote.SealedFileId equals file.Id
         where envelope.Id == envelopeId
         select new Case(quote.Id, file.Id, file.FileName, file.Bytes)).SingleOrDefaultAsync(cancellationToken), cancellationToken);

    /// <summary>The file, what is known of it and the next attempt in one transaction; nothing when another raised it meanwhile.</summary>
    Task KeepAsync(Job job, Case present, RaisedSeal raised, CancellationToken cancellationToken) => database.WriteAsync(async db =>
    {
        var envelope = await db.HoldEnvelopeAsync(job.EnvelopeId, cancellationToken);
        if (!await db.Quotes.AnyAsync(quote => quote.Id == present.QuoteId && quote.SealedFileId == present.FileId, cancellationToken))
            return;
        if (raised.File.Length > present.Bytes.Length)
            await ReplaceAsync(db, envelope, present, raised, cancellationToken);
        else if (await db.SealStatusAsync(present.QuoteId, cancellationToken) != new SealStatus(raised.Level, raised.Lack))
            await db.LogAsync(envelope, Step.SealRaised, clock.UtcNow(), null, SealStatus.Details(raised, ""), cancellationToken);
        if (raised.Lack.MayPass())
            await outbox.AddAsync(OutboxKind, KeyOf(envelope.Id, job.Attempt + 1), job with { Attempt = job.Attempt + 1 }, cancellationToken, WaitBefore(job.Attempt + 1));
    }, cancellationToken);

    async Task ReplaceAsync(CrmDbContext db, SigningEnvelope envelope, Case present, RaisedSeal raised, CancellationToken cancellationToken)
    {
        var file = await files.StoreAsync(new BroughtFile(present.FileName, raised.File), present.QuoteId, Actor.System, cancellationToken);
        await db.LogAsync(envelope, Step.SealRaised, clock.UtcNow(), null, SealStatus.Details(raised, file.Sha256), cancellationToken);
        await db.Quotes.Where(quote => quote.Id == present.QuoteId).ExecuteUpdateAsync(set => set.SetProperty(quote => quote.SealedFileId, file.Id), cancellationToken);
    }
}
