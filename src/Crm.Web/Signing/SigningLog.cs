using Crm.Data;

namespace Crm.Signing;

/// <summary>From where someone uses the portal, as far as a web server can see it.</summary>
/// <param name="Language">What the browser asks for, as it says it.</param>
/// <param name="Visit">The same for all that one browser does until it is closed; random.</param>
public sealed record Visitor(string Ip, string UserAgent, string Language, string Visit);

/// <summary>Writes the steps of envelopes and reads them back.</summary>
public static class SigningLog
{
    /// <summary>
    /// The envelope, which nobody else can change until this transaction ends: two that come at once come one after the other,
    /// on either database, and the second sees what the first did.
    /// </summary>
    public static async Task<SigningEnvelope> HoldEnvelopeAsync(this CrmDbContext db, Guid id, CancellationToken cancellationToken)
    {
        await db.Envelopes.Where(e => e.Id == id).ExecuteUpdateAsync(set => set.SetProperty(e => e.Email, e => e.Email), cancellationToken);
        return await db.Envelopes.SingleAsync(e => e.Id == id, cancellationToken);
    }

    /// <summary>Adds a step behind the last one. The envelope must be held, or new.</summary>
    public static async Task LogAsync(
        this CrmDbContext db, SigningEnvelope envelope, string kind, DateTime now, Visitor? visitor, Dictionary<string, string>? details, CancellationToken cancellationToken)
    {
        await db.SaveChangesAsync(cancellationToken);
        var last = await db.SigningEvents.Where(e => e.EnvelopeId == envelope.Id).OrderByDescending(e => e.Sequence).Select(e => new { e.Sequence, e.Hash }).FirstOrDefaultAsync(cancellationToken);
        var said = new Dictionary<string, string>(details ?? []);
        if (visitor is not null)
            (said["ip"], said["userAgent"], said["language"], said["visit"]) = (visitor.Ip, visitor.UserAgent, visitor.Language, visitor.Visit);
        // To the millisecond, which every database keeps: a hash must come out the same when it is read back.
        var at = now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMillisecond));
        var (sequence, previous) = (last?.Sequence + 1 ?? 1, last?.Hash ?? SigningEvent.Nothing);
        db.SigningEvents.Add(new()
        {
            EnvelopeId = envelope.Id, Sequence = sequence, Kind = kind, At = at, Details = said, PreviousHash = previous,
            Hash = SigningEvent.HashOf(previous, envelope.Id, sequence, kind, at, said),
        });
        await db.SaveChangesAsync(cancellationToken);
    }

    public static Task<List<SigningEvent>> StepsOfAsync(this CrmDbContext db, Guid envelopeId, CancellationToken cancellationToken) =>
        db.SigningEvents.AsNoTracking().Where(e => e.EnvelopeId == envelopeId).OrderBy(e => e.Sequence).ToListAsync(cancellationToken);

    /// <summary>The number of the first step that does not follow from the one before it; null when all do.</summary>
    public static int? FirstBreak(IEnumerable<SigningEvent> steps)
    {
        var (previous, expected) = (SigningEvent.Nothing, 1);
        foreach (var step in steps)
        {
            if (step.Sequence != expected || !step.Holds(previous))
                return expected;
            (previous, expected) = (step.Hash, expected + 1);
        }
        return null;
    }
}
