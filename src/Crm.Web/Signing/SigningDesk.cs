using Crm.Data;
using Crm.Documents;
using Crm.Dossiers;
using Crm.Mail;
using Crm.Quotes;
using Crm.Relations;
using Crm.Users;

namespace Crm.Signing;

/// <summary>Our side of the signing: putting a quote before its contact, reminding, and taking it back.</summary>
public sealed class SigningDesk(CrmDatabase database, QuoteComposer quotes, LinkMail links, SmsCodes sms, CounterSigning counterSigning, TimeProvider clock)
{
    const string QuoteSent = "quote-sent";

    /// <summary>Sends the quote: the envelope is opened, the mail with the link and the PDF goes to the first who signs, and the quote is sent.</summary>
    /// <param name="asksSms">Whether the process asks for a code by SMS as well, where nobody chose for this quote.</param>
    public Task<SigningEnvelope> SendAsync(Guid quoteId, bool asksSms, Actor actor, CancellationToken cancellationToken) => database.WriteAsync(async db =>
    {
        var quote = await FindAsync(db, quoteId, cancellationToken);
        var file = await db.Files.AsNoTracking().SingleOrDefaultAsync(f => f.Id == quote.PdfFileId, cancellationToken)
            ?? throw RefusedException.Conflict("De pdf van deze offerte is er nog niet.", "The PDF of this quote is not there yet.");
        var contacts = await SignersAsync(db, quote, cancellationToken);
        var (first, now) = (contacts[0], clock.UtcNow());
        var envelope = new SigningEnvelope
        {
            QuoteId = quote.Id, ContactId = first.Id, ContactName = first.Person!.FullName, Email = first.Email!.Trim(), CounterSignerId = quote.CounterSignerId,
            DocumentFileId = file.Id, DocumentSha256 = file.Sha256, CreatedAt = now, ExpiresAt = Clock.Utc(quote.ValidUntil.AddDays(1), TimeOnly.MinValue),
        };
        db.Envelopes.Add(envelope);
        var signers = contacts.Select((contact, index) => new EnvelopeSigner
        {
            EnvelopeId = envelope.Id, Order = index + 1, ContactId = contact.Id, Name = contact.Person!.FullName, Email = contact.Email!.Trim(), Mobile = sms.NumberOf(quote, contact, asksSms),
        }).ToList();
        db.EnvelopeSigners.AddRange(signers);
        var ofNumber = await sms.TakeNumberAsync(db, envelope, quote, signers[0], asksSms, cancellationToken);
        await quotes.MarkSentAsync(quote.Id, actor, cancellationToken);
        Dictionary<string, string> facts = new([.. await EnvelopeFacts.OfQuoteAsync(db, quote, file, cancellationToken), .. await EnvelopeFacts.OfAddressAsync(db, quote, first.Id, envelope.Email, cancellationToken), .. ofNumber]);
        await db.LogAsync(envelope, Step.Sent, now, null, new(facts) { ["to"] = envelope.Email, ["name"] = envelope.ContactName, ["document"] = file.Sha256, ["by"] = actor.Name }, cancellationToken);
        var readers = ReadersOf(quote, signers).ToList();
        await links.SendAsync(db, quote, envelope, QuoteSent, [file.Id], cancellationToken, ("copies", string.Join(", ", readers.Select(MailAddresses.AddressIn))));
        foreach (var reader in readers)
        {
            // The evidence is about who signs, and goes to whom it may: of a reader it says no more than is needed to know him again.
            await db.LogAsync(envelope, Step.CopySent, now, null, new() { ["to"] = MailAddresses.Masked(MailAddresses.AddressIn(reader)) }, cancellationToken);
            await links.SendCopyAsync(db, quote, envelope, reader, cancellationToken);
        }
        return envelope;
    }, cancellationToken);

    /// <summary>Who gets a copy, once each, and not who gets the quote to sign anyway.</summary>
    static IEnumerable<string> ReadersOf(Quote quote, IReadOnlyList<EnvelopeSigner> signers) => MailAddresses.In(quote.Cc)
        .DistinctBy(MailAddresses.AddressIn, StringComparer.OrdinalIgnoreCase)
        .Where(reader => !signers.Any(signer => string.Equals(signer.Email, MailAddresses.AddressIn(reader), StringComparison.OrdinalIgnoreCase)));

    /// <summary>
    /// The same mail once more, to the address that the signer has now: for who lost it, or never got it. At another address the links that went to the old one
    /// stop working, and so does a code: who reads that mailbox was never meant.
    /// </summary>
    /// <returns>The address that it went to.</returns>
    public Task<string> SendAgainAsync(Guid quoteId, Actor actor, CancellationToken cancellationToken = default) => database.WriteAsync(async db =>
    {
        var quote = await FindAsync(db, quoteId, cancellationToken);
        quote.EnsureMayDirect(actor);
        var envelope = await HoldUnderWayAsync(db, quoteId, cancellationToken)
            ?? throw RefusedException.Conflict("Deze offerte ligt niet ter ondertekening.", "This quote does not wait to be signed.");
        envelope.EnsureOpen(clock.UtcNow());
        var before = await MoveAsync(db, envelope, cancellationToken);
        var ofAddress = before.Length > 0 ? await EnvelopeFacts.OfAddressAsync(db, quote, envelope.ContactId, envelope.Email, cancellationToken) : [];
        await db.LogAsync(envelope, Step.SentAgain, clock.UtcNow(), null, new(ofAddress) { ["to"] = envelope.Email, ["by"] = actor.Name, ["before"] = before }, cancellationToken);
        db.Dossier.Add(Dossier.Item(DossierKind.QuoteSentAgain, actor, clock, About(quote), new() { [Detail.Number] = quote.Number, [Detail.Person] = envelope.ContactName, [Detail.Email] = envelope.Email }));
        await links.SendAsync(db, quote, envelope, QuoteSent, [envelope.DocumentFileId], cancellationToken, ("copies", ""));
        return envelope.Email;
    }, cancellationToken);

    /// <summary>To the address on the card of the one whose turn it is, when that is another; a colleague whom the customer named stays where the customer said.</summary>
    /// <returns>The address that it was; empty when nothing changed.</returns>
    static async Task<string> MoveAsync(CrmDbContext db, SigningEnvelope envelope, CancellationToken cancellationToken)
    {
        var turn = await db.SigningEvents.Where(step => step.EnvelopeId == envelope.Id && (step.Kind == Step.Sent || step.Kind == Step.PassedOn)).OrderByDescending(step => step.Sequence).Select(step => step.Kind).FirstAsync(cancellationToken);
        var address = (await db.Contacts.Where(contact => contact.Id == envelope.ContactId).Select(contact => contact.Email).SingleOrDefaultAsync(cancellationToken))?.Trim() ?? "";
        if (turn == Step.PassedOn || address.Length == 0 || string.Equals(address, envelope.Email, StringComparison.OrdinalIgnoreCase))
            return "";
        var before = envelope.Email;
        (envelope.Email, envelope.Code, envelope.SmsCode) = (address, null, null);
        var signer = await db.EnvelopeSigners.SingleAsync(one => one.EnvelopeId == envelope.Id && one.Order == envelope.Turn, cancellationToken);
        signer.Email = address;
        await db.SigningLinks.Where(link => link.EnvelopeId == envelope.Id && link.SignerOrder == envelope.Turn).ExecuteDeleteAsync(cancellationToken);
        return before;
    }

    /// <summary>A reminder with a link of its own; the earlier link keeps working. Nothing happens when there is nothing left to sign.</summary>
    public Task<bool> RemindAsync(Guid quoteId, Actor actor, CancellationToken cancellationToken) => database.WriteAsync(async db =>
    {
        if (await HoldUnderWayAsync(db, quoteId, cancellationToken) is not { } envelope || !envelope.IsOpenAt(clock.UtcNow()))
            return false;
        var quote = await FindAsync(db, quoteId, cancellationToken);
        await db.LogAsync(envelope, Step.Reminded, clock.UtcNow(), null, new() { ["to"] = envelope.Email }, cancellationToken);
        db.Dossier.Add(Dossier.Item(DossierKind.QuoteReminded, actor, clock, About(quote), new() { [Detail.Number] = quote.Number, [Detail.Person] = envelope.ContactName }));
        await links.SendAsync(db, quote, envelope, "quote-reminder", [], cancellationToken);
        return true;
    }, cancellationToken);

    /// <summary>The quote was not signed in time. A customer who did sign in time loses nothing when we are late: false, and it waits for our signature.</summary>
    public Task<bool> ExpireAsync(Guid quoteId, Actor actor, CancellationToken cancellationToken) => database.WriteAsync(async db =>
    {
        if (await HoldUnderWayAsync(db, quoteId, cancellationToken) is { Status: EnvelopeStatus.CounterSigning })
            return false;
        await quotes.ExpireAsync(quoteId, actor, cancellationToken);
        await CloseAsync(db, quoteId, EnvelopeStatus.Expired, Step.Expired, cancellationToken);
        return true;
    }, cancellationToken);

    /// <summary>The quote was withdrawn or replaced: its links say so from now on.</summary>
    public Task WithdrawAsync(Guid quoteId, CancellationToken cancellationToken) => database.WriteAsync(
        db => CloseAsync(db, quoteId, EnvelopeStatus.Withdrawn, Step.Withdrawn, cancellationToken), cancellationToken);

    /// <summary>The author answers a question from the portal; the customer gets it by mail and finds it beside the quote.</summary>
    public Task AnswerAsync(Guid envelopeId, string answer, Guid? byId, Actor process, CancellationToken cancellationToken) => database.WriteAsync(async db =>
    {
        var envelope = await db.HoldEnvelopeAsync(envelopeId, cancellationToken);
        var quote = await FindAsync(db, envelope.QuoteId, cancellationToken);
        var by = await db.Users.Where(user => user.Id == byId).Select(user => user.Name).SingleOrDefaultAsync(cancellationToken) ?? process.Name;
        await db.LogAsync(envelope, Step.Answer, clock.UtcNow(), null, new() { ["text"] = answer, ["by"] = by }, cancellationToken);
        await links.SendAsync(db, quote, envelope, "quote-answer", [], cancellationToken, ("answer", answer));
    }, cancellationToken);

    async Task CloseAsync(CrmDbContext db, Guid quoteId, EnvelopeStatus status, string step, CancellationToken cancellationToken)
    {
        if (await HoldUnderWayAsync(db, quoteId, cancellationToken) is not { } envelope)
            return;
        if (envelope.Status == EnvelopeStatus.CounterSigning)
            await counterSigning.CancelAsync(quoteId, cancellationToken);
        envelope.Close(status, clock.UtcNow());
        await db.LogAsync(envelope, step, clock.UtcNow(), null, null, cancellationToken);
    }

    static async Task<SigningEnvelope?> HoldUnderWayAsync(CrmDbContext db, Guid quoteId, CancellationToken cancellationToken)
    {
        var id = await db.Envelopes.Where(e => e.QuoteId == quoteId && (e.Status == EnvelopeStatus.Open || e.Status == EnvelopeStatus.CounterSigning)).Select(e => (Guid?)e.Id).FirstOrDefaultAsync(cancellationToken);
        if (id is null)
            return null;
        var envelope = await db.HoldEnvelopeAsync(id.Value, cancellationToken);
        return envelope.IsUnderWay ? envelope : null;
    }

    /// <summary>Those who sign for the customer, in their order.</summary>
    static async Task<IReadOnlyList<Contact>> SignersAsync(CrmDbContext db, Quote quote, CancellationToken cancellationToken)
    {
        var first = quote.ContactId ?? throw RefusedException.Invalid("contactId", "Kies aan wie de offerte gericht is.", "Choose whom the quote is for.");
        IReadOnlyList<Guid> order = [first, .. quote.CoSigners.ContactIds.Where(contact => contact != first)];
        var contacts = await db.Contacts.AsNoTracking().Include(contact => contact.Person).Where(contact => EF.Parameter(order).Contains(contact.Id)).ToDictionaryAsync(contact => contact.Id, cancellationToken);
        if (contacts.Count < order.Count)
            throw RefusedException.Invalid("coSigners", "Wie meetekent, is een contactpersoon van deze relatie.", "Whoever signs along is a contact of this relation.");
        foreach (var contact in contacts.Values.Where(contact => string.IsNullOrWhiteSpace(contact.Email)))
            throw RefusedException.Invalid("email", $"{contact.Person!.FullName} heeft geen e-mailadres.", $"{contact.Person!.FullName} has no e-mail address.");
        return [.. order.Select(id => contacts[id])];
    }

    static DossierSubject About(Quote quote) => new(quote.RelationId, quote.ForecastId, quote.Id);

    static async Task<Quote> FindAsync(CrmDbContext db, Guid quoteId, CancellationToken cancellationToken) =>
        await db.Quotes.Include(quote => quote.Contact!.Person).Include(quote => quote.Forecast).SingleOrDefaultAsync(quote => quote.Id == quoteId, cancellationToken)
        ?? throw RefusedException.NotFound("Deze offerte bestaat niet.", "This quote does not exist.");
}
