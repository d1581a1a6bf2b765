using Crm.Data;
using Crm.Documents;
using Crm.Quotes;
using Crm.Signing;
using Crm.Users;

namespace Crm.Portal;

/// <summary>Where a quote stands for the customer who holds a link to it.</summary>
public enum PortalState
{
    Open,
    /// <summary>Another one signs; this reader looks on.</summary>
    Reading,
    /// <summary>This reader has signed; another one has not yet.</summary>
    Waiting,
    Signed, Declined, Expired, Withdrawn,
}

/// <summary>A question or an answer beside the quote.</summary>
public sealed record Said(string By, bool IsQuestion, DateTime At, string Text);

/// <summary>What a link opens.</summary>
/// <param name="Seat">Whose link it is.</param>
/// <param name="Signers">Who sign for the customer, in their order.</param>
public sealed record PortalQuote(
    Seat Seat, IReadOnlyList<EnvelopeSigner> Signers, SigningEnvelope Envelope, Quote Quote, Company Company, string Customer, string ContactFunction, string Author, Guid? SealedFileId, IReadOnlyList<Said> Talk, PortalState State)
{
    /// <summary>Whom the link was sent to.</summary>
    public string Reader => Signers.FirstOrDefault(signer => signer.Order == Seat.Order)?.Name ?? "";

    /// <summary>What was withdrawn or has lapsed is no longer offered, so its prices are no longer shown.</summary>
    public bool IsReadable => State is PortalState.Open or PortalState.Reading or PortalState.Waiting or PortalState.Signed or PortalState.Declined;

    /// <summary>Of the code to the phone that was asked for last.</summary>
    public SmsProgress Sms { get; init; }

    /// <summary>The quote as its paper says it, for the one who reads it now; without anything internal.</summary>
    public QuoteSheet Sheet => QuoteSheetWriter.Write(Quote, Company, Author, new Markup(""));
}

/// <summary>Reads what the portal shows.</summary>
public sealed class PortalQueries(CrmDatabase database, TimeProvider clock)
{
    /// <summary>Null: no link like that was ever sent.</summary>
    public Task<Seat?> SeatAsync(string token, CancellationToken cancellationToken) => database.ReadAsync(db => db.SeatOfAsync(token, cancellationToken), cancellationToken);

    public Task<PortalQuote> FindAsync(Seat seat, CancellationToken cancellationToken) => database.ReadAsync(async db =>
    {
        var envelopeId = seat.EnvelopeId;
        var envelope = await db.Envelopes.AsNoTracking().SingleAsync(e => e.Id == envelopeId, cancellationToken);
        var quote = await db.Quotes.AsNoTracking().Include(q => q.Lines).Include(q => q.Relation!.Organisation).Include(q => q.Contact!.Person)
            .AsSplitQuery().SingleAsync(q => q.Id == envelope.QuoteId, cancellationToken);
        if (envelope.IsUnderWay)
            quote.Take(envelope.Options);
        var function = await db.Contacts.Where(contact => contact.Id == envelope.ContactId).Select(contact => contact.Function).FirstOrDefaultAsync(cancellationToken) ?? "";
        var author = await db.Users.Where(user => user.Id == quote.AuthorId).Select(user => user.Name).SingleAsync(cancellationToken);
        var steps = await db.StepsOfAsync(envelopeId, cancellationToken);
        var signers = await db.SignersOfAsync(envelopeId, cancellationToken);
        return new PortalQuote(
            seat, signers, envelope, quote, await CompanyAsync(db, cancellationToken), quote.Relation!.Organisation!.Name, function, author, quote.SealedFileId, [.. Talk(steps, envelope)], StateOf(seat, envelope, quote))
        {
            Sms = await SmsCodes.ProgressAsync(db, envelope, cancellationToken),
        };
    }, cancellationToken);

    public Task<Company> CompanyAsync(CancellationToken cancellationToken) => database.ReadAsync(db => CompanyAsync(db, cancellationToken), cancellationToken);

    public Task<StoredFile> FileAsync(Guid id, CancellationToken cancellationToken) => database.ReadAsync(db => db.Files.AsNoTracking().SingleAsync(file => file.Id == id, cancellationToken), cancellationToken);

    static Task<Company> CompanyAsync(CrmDbContext db, CancellationToken cancellationToken) => db.Companies.AsNoTracking().SingleAsync(cancellationToken);

    /// <summary>The quote may have ended inside before its envelope heard of it.</summary>
    PortalState StateOf(Seat seat, SigningEnvelope envelope, Quote quote) => envelope.Status switch
    {
        EnvelopeStatus.Signed => PortalState.Signed,
        EnvelopeStatus.Declined => PortalState.Declined,
        EnvelopeStatus.Withdrawn => PortalState.Withdrawn,
        EnvelopeStatus.Expired => PortalState.Expired,
        EnvelopeStatus.CounterSigning when quote.Status == QuoteStatus.Sent => seat.IsReader ? PortalState.Reading : PortalState.Waiting,
        EnvelopeStatus.CounterSigning => PortalState.Withdrawn,
        _ when quote.Status == QuoteStatus.Expired || clock.UtcNow() >= envelope.ExpiresAt => PortalState.Expired,
        _ when quote.Status != QuoteStatus.Sent => PortalState.Withdrawn,
        _ when seat.Order == envelope.Turn => PortalState.Open,
        _ => !seat.IsReader && seat.Order < envelope.Turn ? PortalState.Waiting : PortalState.Reading,
    };

    static IEnumerable<Said> Talk(IEnumerable<SigningEvent> steps, SigningEnvelope envelope) =>
        from step in steps
        where step.Kind is Step.Question or Step.Answer
        let isQuestion = step.Kind == Step.Question
        select new Said(step.Details.GetValueOrDefault("by", isQuestion ? envelope.ContactName : ""), isQuestion, step.At, step.Details.GetValueOrDefault("text", ""));
}
