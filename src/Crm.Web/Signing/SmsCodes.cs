using Crm.Data;
using Crm.Mail;
using Crm.Quotes;
using Crm.Quotes.Grid;
using Crm.Relations;

namespace Crm.Signing;

/// <summary>How far the code on its way to the signer's phone is.</summary>
public enum SmsProgress { None, OnItsWay, TriedAgain, Sent, Failed }

/// <summary>
/// The second code, to the signer's phone: the mail shows that he reads the mail, this one that he has the phone. It lives as long as the
/// one by mail, is asked for with the same button, and can be guessed at as little.
/// </summary>
public sealed class SmsCodes(Outbox outbox, CrmSettings settings, TimeProvider clock)
{
    /// <summary>The number that a code goes to when the quote is to be signed with one by SMS as well; else nothing.</summary>
    /// <param name="isProcessDefault">What counts when nobody chose for this quote.</param>
    /// <exception cref="RefusedException">Somebody chose it for this quote and it cannot be done: it is never sent weaker than was asked.</exception>
    public string NumberOf(Quote quote, Contact contact, bool isProcessDefault)
    {
        var number = MobileNumber.Of(contact);
        if (quote.Codes?.WithSms == true)
            CodeChoice.EnsurePossible(settings, number);
        return (quote.Codes?.WithSms ?? isProcessDefault) && settings.Sms.IsOn ? number : "";
    }

    /// <summary>Puts the number of the signer whose turn it is onto the envelope.</summary>
    /// <returns>What the evidence says about the number and how it is known.</returns>
    public async Task<Dictionary<string, string>> TakeNumberAsync(CrmDbContext db, SigningEnvelope envelope, Quote quote, EnvelopeSigner signer, bool isProcessDefault, CancellationToken cancellationToken)
    {
        if (!(quote.Codes?.WithSms ?? isProcessDefault))
            return [];
        envelope.Mobile = signer.Mobile;
        if (signer.Mobile.Length == 0)
            return SmsEvidence.LeftOut(settings.Sms.IsOn ? "no-number" : "no-gateway");
        var contact = await db.Contacts.AsNoTracking().Include(one => one.Person).SingleAsync(one => one.Id == signer.ContactId, cancellationToken);
        return SmsEvidence.OfNumber(envelope, await contact.OriginAsync(db, quote.RelationId, contact.Mobile!, cancellationToken), quote.Codes?.StatedOf(signer.Mobile));
    }

    /// <summary>Asks for a new code to be sent; nothing when the quote is signed with the mail alone.</summary>
    public async Task SendAsync(SigningEnvelope envelope, DateTime now, CancellationToken cancellationToken)
    {
        if (envelope.Mobile.Length == 0)
            return;
        (envelope.SmsCode, var digits) = OneTimeCode.New(envelope.Id, now);
        await outbox.AddAsync(SmsDeliverer.OutboxKind, KeyOf(envelope), new SmsDeliverer.Job(envelope.Id, digits), cancellationToken);
    }

    /// <summary>Compares what was typed with the code that went to the phone. As with the mail's, a wrong one is counted even though it is refused.</summary>
    /// <returns>How many tries are left after a wrong code; null when it was right, or when none is asked for.</returns>
    public async Task<int?> TryAsync(CrmDbContext db, SigningEnvelope envelope, string? entered, Visitor visitor, CancellationToken cancellationToken)
    {
        if (envelope.Mobile.Length == 0)
            return null;
        var now = clock.UtcNow();
        if (envelope.SmsCode is not { } code || !code.CanBeTried(now))
            throw RefusedException.Invalid("sms", "Deze sms-code geldt niet meer. Vraag nieuwe codes.", "This SMS code is no longer valid. Ask for new ones.");
        if (code.Is(envelope.Id, entered))
        {
            await db.LogAsync(envelope, Step.SmsVerified, now, visitor, SmsEvidence.Details(envelope), cancellationToken);
            return null;
        }
        envelope.SmsCode = code with { WrongTries = code.WrongTries + 1 };
        await db.LogAsync(envelope, Step.SmsWrong, now, visitor, SmsEvidence.Details(envelope), cancellationToken);
        return OneTimeCode.MaxTries - envelope.SmsCode.WrongTries;
    }

    /// <summary>The faults of what was typed, before any code is tried.</summary>
    public static IEnumerable<Fault> Faults(SigningEnvelope envelope, string? entered)
    {
        if (envelope.Mobile.Length > 0 && (entered ?? "").Count(char.IsAsciiDigit) != 6)
            yield return new("sms", "Vul de zes cijfers uit de sms in.", "Enter the six digits from the text message.");
    }

    public static async Task<SmsProgress> ProgressAsync(CrmDbContext db, SigningEnvelope envelope, CancellationToken cancellationToken)
    {
        if (envelope is not { Mobile.Length: > 0, SmsCode: not null })
            return SmsProgress.None;
        var key = KeyOf(envelope);
        var message = await db.Outbox.AsNoTracking().SingleOrDefaultAsync(one => one.Key == key, cancellationToken);
        return message switch
        {
            null or { IsDead: true } => SmsProgress.Failed,
            { DoneAt: not null } => SmsProgress.Sent,
            { Attempts: > 0 } => SmsProgress.TriedAgain,
            _ => SmsProgress.OnItsWay,
        };
    }

    // Codes of one signer are at least half a minute apart.
    static string KeyOf(SigningEnvelope envelope) => $"sms-{envelope.Id}-{envelope.Turn}-{envelope.SmsCode!.SentAt:yyyyMMddHHmmss}";
}
