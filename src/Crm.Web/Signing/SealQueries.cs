using Crm.Data;

namespace Crm.Signing;

/// <summary>The level of a seal, and why it is no higher one.</summary>
public sealed record SealStatus(SealLevel Level, SealLack Lack)
{
    /// <summary>As a step keeps it.</summary>
    /// <param name="document">SHA-256 of the file; empty when it stayed the same.</param>
    public static Dictionary<string, string> Details(RaisedSeal seal, string document)
    {
        var details = new Dictionary<string, string> { ["level"] = seal.Level.ToString(), ["lack"] = seal.Lack.ToString() };
        if (document.Length > 0)
            details["document"] = document;
        return details;
    }

    /// <summary>Null for a step that tells no level: a file that was sealed before levels were kept.</summary>
    public static SealStatus? In(SigningEvent step) =>
        Enum.TryParse<SealLevel>(step.Details.GetValueOrDefault("level"), out var level) && Enum.TryParse<SealLack>(step.Details.GetValueOrDefault("lack"), out var lack)
            ? new(level, lack)
            : null;
}

/// <summary>Who were asked to sign a quote when it was last sent, in their order.</summary>
/// <param name="Turn">The order of the one whose turn it is.</param>
/// <param name="CounterSigner">The name of who signs on our side; null is nobody.</param>
public sealed record Signatures(EnvelopeStatus Status, int Turn, DateTime? ClosedAt, IReadOnlyList<EnvelopeSigner> Signers, string? CounterSigner);

/// <summary>Reads for pages what became of the signatures and the seal of a quote.</summary>
public sealed class SealQueries(CrmDatabase database)
{
    /// <summary>Null when the quote was never sent.</summary>
    public Task<Signatures?> SignaturesAsync(Guid quoteId, CancellationToken cancellationToken = default) => database.ReadAsync(async db =>
    {
        var envelope = await db.Envelopes.Where(one => one.QuoteId == quoteId).OrderByDescending(one => one.CreatedAt).FirstOrDefaultAsync(cancellationToken);
        if (envelope is null)
            return null;
        var ours = await db.Users.Where(user => user.Id == envelope.CounterSignerId).Select(user => user.Name).SingleOrDefaultAsync(cancellationToken);
        return new Signatures(envelope.Status, envelope.Turn, envelope.ClosedAt, await db.SignersOfAsync(envelope.Id, cancellationToken), ours);
    }, cancellationToken);

    /// <summary>Null when the quote bears no seal.</summary>
    public Task<SealStatus?> StatusAsync(Guid quoteId, CancellationToken cancellationToken = default) =>
        database.ReadAsync(db => db.SealStatusAsync(quoteId, cancellationToken), cancellationToken);
}

public static class SealSteps
{
    /// <summary>As the last step that told it has it.</summary>
    public static async Task<SealStatus?> SealStatusAsync(this CrmDbContext db, Guid quoteId, CancellationToken cancellationToken)
    {
        var last = await db.SigningEvents.AsNoTracking()
            .Where(step => (step.Kind == Step.Sealed || step.Kind == Step.SealRaised) && db.Envelopes.Any(envelope => envelope.Id == step.EnvelopeId && envelope.QuoteId == quoteId))
            .OrderByDescending(step => step.At).ThenByDescending(step => step.Sequence).FirstOrDefaultAsync(cancellationToken);
        return last is null ? null : SealStatus.In(last);
    }
}
