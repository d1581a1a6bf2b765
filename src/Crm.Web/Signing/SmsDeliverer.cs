using Crm.Data;
using Crm.Mail;

namespace Crm.Signing;

/// <summary>Sends the code for a signature to the signer's phone.</summary>
public sealed class SmsDeliverer(CrmDatabase database, SmsGateway gateway, TimeProvider clock) : IOutboxDeliverer
{
    public const string OutboxKind = "sms";

    /// <summary>Number and text are not kept here: the number stands on the envelope alone.</summary>
    public sealed record Job(Guid EnvelopeId, string Digits);

    public string Kind => OutboxKind;

    public async Task DeliverAsync(OutboxMessage message, CancellationToken cancellationToken)
    {
        var job = message.Read<Job>();
        var envelope = await database.ReadAsync(db => db.Envelopes.AsNoTracking().SingleOrDefaultAsync(e => e.Id == job.EnvelopeId, cancellationToken), cancellationToken);
        // Signed, passed on, or followed by another code: this one opens nothing any more.
        if (envelope?.SmsCode is not { } code || !code.Is(envelope.Id, job.Digits) || await IsSentAsync(message, envelope, cancellationToken))
            return;
        if (clock.UtcNow() >= code.SentAt + OneTimeCode.Lifetime)
            throw new UndeliverableException("The code lapsed before the SMS gateway took it. The signer can ask for a new one.");
        await gateway.SendAsync(message.Id, envelope.Mobile, await TextAsync(envelope, job.Digits, code, cancellationToken), cancellationToken);
        await RecordAsync(message, envelope, CancellationToken.None);
    }

    Task<bool> IsSentAsync(OutboxMessage message, SigningEnvelope envelope, CancellationToken cancellationToken) => database.ReadAsync(async db =>
        (await db.SigningEvents.AsNoTracking().Where(e => e.EnvelopeId == envelope.Id && e.Kind == Step.SmsSent).ToListAsync(cancellationToken)).Exists(sent => sent.Details["message"] == $"{message.Id}"), cancellationToken);

    /// <summary>Whose quote it is and the code, in the language of the quote. Never a link: who holds the phone must not need to hold the mail.</summary>
    Task<string> TextAsync(SigningEnvelope envelope, string digits, OneTimeCode code, CancellationToken cancellationToken) => database.ReadAsync(async db =>
    {
        var quote = await db.Quotes.AsNoTracking().SingleAsync(one => one.Id == envelope.QuoteId, cancellationToken);
        var company = await db.Companies.AsNoTracking().SingleAsync(cancellationToken);
        using (new ReadingAs(quote.Language))
            return Say(
                $"{digits} is uw code voor offerte {quote.NumberAndVersion} van {company.Name}. Geldig tot {Formats.Time(code.SentAt + OneTimeCode.Lifetime)}.",
                $"{digits} is your code for quote {quote.NumberAndVersion} of {company.Name}. Valid until {Formats.Time(code.SentAt + OneTimeCode.Lifetime)}.");
    }, cancellationToken);

    /// <summary>That it was sent stands in the evidence once the gateway has it. Who signed before the gateway answered has proved more than that.</summary>
    Task RecordAsync(OutboxMessage message, SigningEnvelope sent, CancellationToken cancellationToken) => database.WriteAsync(async db =>
    {
        var envelope = await db.HoldEnvelopeAsync(sent.Id, cancellationToken);
        if (envelope.Status == EnvelopeStatus.Open)
            await db.LogAsync(envelope, Step.SmsSent, clock.UtcNow(), null, SmsEvidence.Details(sent, ("message", $"{message.Id}")), cancellationToken);
    }, cancellationToken);
}
