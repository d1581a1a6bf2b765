using System.Net.Mail;
using Crm.Data;
using Crm.Dossiers;
using Crm.Engine;
using Crm.Mail;
using Crm.Quotes;
using Crm.Users;

namespace Crm.Signing;

/// <summary>What the customer's contact entered to sign.</summary>
/// <param name="Amount">Including VAT, as it stood on the button; what is signed must still come to that.</param>
/// <param name="Drawing">The signature drawn by hand, as <see cref="DrawnSignature"/> reads it; nothing when only the name was typed.</param>
/// <param name="Sms">The code from the text message, where one is asked for.</param>
/// <param name="Reading">What the browser says of the reading.</param>
public sealed record SignEntry(string? Code, string? Name, string? Function, bool Consents, decimal? Amount = null, string? Drawing = null, string? Sms = null, Reading? Reading = null);

/// <summary>A code that was not right.</summary>
/// <param name="Field">Where it was entered.</param>
public sealed record WrongCode(string Field, int TriesLeft);

/// <summary>To whom the contact passes the quote on.</summary>
/// <param name="Code">The one that was mailed to the contact.</param>
/// <param name="Sms">The one that was sent to his phone, where one is asked for.</param>
public sealed record PassOnEntry(string? Code, string? Name, string? Email, string? Sms = null);

/// <summary>
/// The customer's side of the signing. Each verb holds the envelope, so of two that come at once — two signatures, a signature and
/// a refusal, a signature and a withdrawal — the database lets exactly one win.
/// </summary>
public sealed class CustomerDesk(
    CrmDatabase database, QuoteComposer quotes, LinkMail links, SmsCodes sms, Mailbox mailbox, SigningCompletion completion, CounterSigning counterSigning, WorkflowRuntime workflows, TimeProvider clock)
{
    const int LongestName = 100, LongestText = 2_000;
    static readonly TimeSpan OneVisit = TimeSpan.FromMinutes(10);

    /// <summary>The page was opened; the first time it stands in the dossier. Leafing to and fro by the same browser is one visit.</summary>
    public Task OpenedAsync(Guid envelopeId, Visitor visitor, CancellationToken cancellationToken) => database.WriteAsync(async db =>
    {
        var envelope = await db.HoldEnvelopeAsync(envelopeId, cancellationToken);
        var last = await db.SigningEvents.AsNoTracking().Where(e => e.EnvelopeId == envelopeId && e.Kind == Step.Opened).OrderByDescending(e => e.Sequence).FirstOrDefaultAsync(cancellationToken);
        if (last is null)
        {
            await TellAsync(db, envelope, DossierKind.QuoteOpened, "", cancellationToken);
            var now = clock.UtcNow();
            await db.Quotes.Where(q => q.Id == envelope.QuoteId && q.OpenedAt == null).ExecuteUpdateAsync(set => set.SetProperty(q => q.OpenedAt, now), cancellationToken);
        }
        else if (clock.UtcNow() - last.At < OneVisit && last.Details.GetValueOrDefault("ip") == visitor.Ip && last.Details.GetValueOrDefault("userAgent") == visitor.UserAgent)
            return;
        await db.LogAsync(envelope, Step.Opened, clock.UtcNow(), visitor, null, cancellationToken);
    }, cancellationToken);

    public Task DownloadedAsync(Guid envelopeId, string sha256, Visitor visitor, CancellationToken cancellationToken) => database.WriteAsync(async db =>
    {
        var envelope = await db.HoldEnvelopeAsync(envelopeId, cancellationToken);
        await db.LogAsync(envelope, Step.Downloaded, clock.UtcNow(), visitor, new() { ["document"] = sha256 }, cancellationToken);
    }, cancellationToken);

    /// <summary>Takes an option along or leaves it again. Until the quote is signed that is no more than a wish.</summary>
    public Task ChooseAsync(Seat seat, Guid option, bool takes, Visitor visitor, CancellationToken cancellationToken) => database.WriteAsync(async db =>
    {
        var (envelope, quote) = await HoldTurnAsync(db, seat, cancellationToken);
        if (envelope.IsSignedInPart)
            throw RefusedException.Conflict("De keuze ligt vast: er is al voor getekend.", "The choice is final: it has been signed for already.");
        var line = quote.Lines.Find(line => line.Key == option && line is { IsOffered: true, IsCharged: true })
            ?? throw RefusedException.Invalid("", "Deze optie staat niet op de offerte.", "This option is not on the quote.");
        if (envelope.Options.Contains(option) == takes)
            return;
        // One of a choice takes the place of the other; to leave it without another would leave nothing.
        if (!takes && line.Choice.Length > 0)
            throw RefusedException.Invalid("", "Kies een van de alternatieven.", "Choose one of the alternatives.");
        var others = quote.Lines.Where(other => other.Key == option || line.Choice.Length > 0 && other.Choice == line.Choice).Select(other => other.Key);
        IEnumerable<Guid> rest = envelope.Options.Except(others);
        envelope.Options = takes ? [.. rest, option] : [.. rest];
        await db.LogAsync(envelope, takes ? Step.OptionTaken : Step.OptionLeft, clock.UtcNow(), visitor, new() { ["option"] = line.Description }, cancellationToken);
    }, cancellationToken);

    /// <summary>Mails a code to the address that the quote went to, and sends one to the phone where that is asked for; only who gets them can sign.</summary>
    public Task SendCodeAsync(Seat seat, Visitor visitor, CancellationToken cancellationToken) => database.WriteAsync(async db =>
    {
        var now = clock.UtcNow();
        var (envelope, quote) = await HoldTurnAsync(db, seat, cancellationToken);
        if (envelope.Code is { } last && now < last.SentAt + OneTimeCode.Pause)
            throw RefusedException.Conflict("Er is net een code verstuurd. Wacht een halve minuut voor u een nieuwe vraagt.", "A code has just been sent. Wait half a minute before you ask for another.");
        var anHourAgo = now.AddHours(-1);
        if (await db.SigningEvents.CountAsync(e => e.EnvelopeId == seat.EnvelopeId && e.Kind == Step.CodeSent && e.At > anHourAgo, cancellationToken) >= OneTimeCode.MaxPerHour)
            throw RefusedException.Conflict("U hebt te veel codes gevraagd. Probeer het over een uur opnieuw.", "You have asked for too many codes. Try again in an hour.");
        (envelope.Code, var digits) = OneTimeCode.New(envelope.Id, now);
        await db.LogAsync(envelope, Step.CodeSent, now, visitor, new() { ["to"] = envelope.Email }, cancellationToken);
        // From the company and not from the author: who answers this mail, with the code in it, answers nobody who could sign with it.
        await mailbox.QueueAsync(QuoteLetters.ToContact(quote, envelope, "portal-code", "", "", [], ("code", digits)) with { HoldsCode = true, SenderId = null }, cancellationToken);
        await sms.SendAsync(envelope, now, cancellationToken);
    }, cancellationToken);

    /// <summary>Signs, with everything that follows, in one transaction: it is the next signer's turn, or ours, or the quote is signed.</summary>
    /// <returns>The code that was wrong; null when it is signed.</returns>
    public Task<WrongCode?> SignAsync(Seat seat, SignEntry entry, Visitor visitor, CancellationToken cancellationToken) => database.WriteAsync(async db =>
    {
        var now = clock.UtcNow();
        var (envelope, quote) = await HoldTurnAsync(db, seat, cancellationToken);
        EnsureFilledIn(envelope, entry);
        var drawn = DrawnSignature.Read(entry.Drawing);
        if (await TryCodesAsync(db, envelope, entry.Code, entry.Sms, now, visitor, cancellationToken) is { } wrong)
            return wrong;
        await SignAsync(db, envelope, quote, entry, drawn, visitor, cancellationToken);
        return null;
    }, cancellationToken);

    /// <summary>The phone's code is only looked at behind the mail's: who does not read the mail learns nothing about it.</summary>
    async Task<WrongCode?> TryCodesAsync(CrmDbContext db, SigningEnvelope envelope, string? code, string? smsCode, DateTime now, Visitor visitor, CancellationToken cancellationToken)
    {
        if (await db.TryCodeAsync(envelope, code, now, visitor, cancellationToken) is { } left)
            return new("code", left);
        return await sms.TryAsync(db, envelope, smsCode, visitor, cancellationToken) is { } leftOfSms ? new("sms", leftOfSms) : null;
    }

    async Task SignAsync(CrmDbContext db, SigningEnvelope envelope, Quote quote, SignEntry entry, DrawnSignature? drawn, Visitor visitor, CancellationToken cancellationToken)
    {
        // Until the last one has signed it is a wish: the quote itself takes no options along yet.
        var agreed = await db.Quotes.AsNoTracking().Include(one => one.Lines).AsSplitQuery().SingleAsync(one => one.Id == quote.Id, cancellationToken);
        agreed.Take(envelope.Options);
        EnsureSeen(entry.Amount, agreed);
        var organisation = await db.Relations.Where(relation => relation.Id == quote.RelationId).Select(relation => relation.Organisation!.Name).SingleAsync(cancellationToken);
        var signers = await db.SignersOfAsync(envelope.Id, cancellationToken);
        var signer = signers.Single(one => one.Order == envelope.Turn);
        (signer.Name, signer.SignedAt) = (Clean(entry.Name, LongestName), clock.UtcNow());
        var details = new Dictionary<string, string>((entry.Reading ?? Reading.Unknown).Details(envelope.CreatedAt, clock.UtcNow()))
        {
            ["name"] = signer.Name, ["function"] = Clean(entry.Function, LongestName), ["address"] = signer.Email, ["organisation"] = organisation,
            ["consent"] = Consent.Text(quote.NumberAndVersion, organisation), ["consentVersion"] = Consent.Version,
            ["button"] = Consent.Button(agreed.GrossAmount), ["amount"] = Detail.Of(agreed.GrossAmount), ["document"] = envelope.DocumentSha256,
            ["options"] = string.Join("; ", agreed.InOrder.Where(line => line.IsChosen).Select(line => line.Description)),
        };
        if (drawn is not null)
            details["drawing"] = drawn.Text;
        await db.LogAsync(envelope, Step.Signed, clock.UtcNow(), visitor, details, cancellationToken);
        await GoOnAsync(db, envelope, quote, signers, signer, cancellationToken);
    }

    /// <summary>To the next on the customer's side, to us, or to the end.</summary>
    async Task GoOnAsync(CrmDbContext db, SigningEnvelope envelope, Quote quote, List<EnvelopeSigner> signers, EnvelopeSigner signer, CancellationToken cancellationToken)
    {
        if (signers.Find(one => one.Order == signer.Order + 1) is { } next)
        {
            await TellAsync(db, envelope, DossierKind.QuoteSignedInPart, "", cancellationToken, signer.Name);
            envelope.GiveTurnTo(next);
            var ofNumber = await sms.TakeNumberAsync(db, envelope, quote, next, await db.WasSmsAskedAsync(envelope.Id, cancellationToken), cancellationToken);
            var ofAddress = await EnvelopeFacts.OfAddressAsync(db, quote, next.ContactId, next.Email, cancellationToken);
            await db.LogAsync(envelope, Step.Sent, clock.UtcNow(), null, new([.. ofNumber, .. ofAddress]) { ["to"] = next.Email, ["name"] = next.Name, ["document"] = envelope.DocumentSha256 }, cancellationToken);
            await links.SendAsync(db, quote, envelope, "quote-your-turn", [envelope.DocumentFileId], cancellationToken, ("signers", signers.Where(one => one.SignedAt is not null).Names()));
        }
        else if (envelope.CounterSignerId is not null)
        {
            await TellAsync(db, envelope, DossierKind.QuoteSignedInPart, "", cancellationToken, signer.Name);
            await counterSigning.AskAsync(envelope, quote, signers.Names(), cancellationToken);
        }
        else
            await completion.CompleteAsync(db, envelope, quote, Customer(envelope, signer.Name), cancellationToken);
    }

    /// <summary>
    /// A colleague takes over: from now on the quote is his to sign, with codes to his own address. Only who reads the mail of the one
    /// it was sent to, and has his phone where that is asked for, can pass it on; else a leaked link would let anybody name himself the signer.
    /// </summary>
    /// <returns>The code that was wrong; null when it is passed on.</returns>
    public Task<WrongCode?> PassOnAsync(Seat seat, PassOnEntry entry, Visitor visitor, CancellationToken cancellationToken) => database.WriteAsync(async db =>
    {
        var now = clock.UtcNow();
        var (envelope, quote) = await HoldTurnAsync(db, seat, cancellationToken);
        var (name, address) = (Clean(entry.Name, LongestName), Clean(entry.Email, LongestName));
        EnsureReachable(name, address, envelope);
        if (await TryCodesAsync(db, envelope, entry.Code, entry.Sms, now, visitor, cancellationToken) is { } wrong)
            return wrong;
        Dictionary<string, string> ofNumber = envelope.Mobile.Length > 0 ? SmsEvidence.LeftOut("no-number") : [];
        (envelope.ContactName, envelope.Email, envelope.Code, envelope.Mobile, envelope.SmsCode) = (name, address, null, "", null);
        var signer = await db.EnvelopeSigners.SingleAsync(one => one.EnvelopeId == envelope.Id && one.Order == envelope.Turn, cancellationToken);
        (signer.Name, signer.Email, signer.Mobile) = (name, address, "");
        await db.LogAsync(envelope, Step.PassedOn, now, visitor, new(ofNumber) { ["name"] = name, ["to"] = address }, cancellationToken);
        await TellAsync(db, envelope, DossierKind.QuotePassedOn, "", cancellationToken);
        await links.SendAsync(db, quote, envelope, "quote-passed-on", [envelope.DocumentFileId], cancellationToken);
        return null;
    }, cancellationToken);

    static void EnsureReachable(string name, string address, SigningEnvelope envelope)
    {
        var faults = new List<Fault>();
        if (name.Length < 2)
            faults.Add(new("colleague", "Vul de naam van uw collega in.", "Enter your colleague's name."));
        if (!MailAddress.TryCreate(address, out _))
            faults.Add(new("email", "Vul het e-mailadres van uw collega in.", "Enter your colleague's e-mail address."));
        else if (string.Equals(address, envelope.Email, StringComparison.OrdinalIgnoreCase))
            faults.Add(new("email", "Op dit adres hebt u de offerte zelf al gekregen.", "This is the address that you received the quote at."));
        faults.RefuseIfAny();
    }

    public Task DeclineAsync(Seat seat, string? reason, Visitor visitor, CancellationToken cancellationToken) => database.WriteAsync(async db =>
    {
        var (envelope, quote) = await HoldTurnAsync(db, seat, cancellationToken);
        envelope.Reason = Clean(reason, LongestText);
        if (envelope.Reason.Length == 0)
            throw RefusedException.Invalid("reason", "Wilt u zeggen waarom? Eén zin is genoeg.", "Would you tell us why? One sentence is enough.");
        envelope.Close(EnvelopeStatus.Declined, clock.UtcNow());
        await db.LogAsync(envelope, Step.Declined, clock.UtcNow(), visitor, new() { ["reason"] = envelope.Reason }, cancellationToken);
        await quotes.MarkDeclinedAsync(quote.Id, envelope.Reason, Customer(envelope, envelope.ContactName), cancellationToken);
        await workflows.SendAsync(AwaitSignature.Ended(quote.Id, "Declined", envelope.Reason), cancellationToken);
    }, cancellationToken);

    /// <summary>A question becomes a task of the author, by the process quote-question.</summary>
    public Task AskAsync(Seat seat, string? question, Visitor visitor, CancellationToken cancellationToken) => database.WriteAsync(async db =>
    {
        var (envelope, quote) = await HoldOpenAsync(db, seat.EnvelopeId, cancellationToken);
        var asker = await db.EnvelopeSigners.Where(one => one.EnvelopeId == seat.EnvelopeId && one.Order == seat.Order).Select(one => one.Name).SingleOrDefaultAsync(cancellationToken)
            ?? throw RefusedException.Conflict("Alleen wie tekent, stelt hier vragen.", "Only those who sign ask questions here.");
        var text = Clean(question, LongestText);
        if (text.Length == 0)
            throw RefusedException.Invalid("question", "Schrijf eerst uw vraag.", "Write your question first.");
        await db.LogAsync(envelope, Step.Question, clock.UtcNow(), visitor, new() { ["text"] = text, ["by"] = asker }, cancellationToken);
        await TellAsync(db, envelope, DossierKind.QuoteQuestion, text, cancellationToken, asker);
        await workflows.StartAsync(new StartWorkflow("quote-question")
        {
            CorrelationId = quote.Id.ToString("D"),
            Name = $"{quote.NumberAndVersion}: {asker}",
            Input = new Dictionary<string, object?>
            {
                ["Quote"] = quote.Id.ToString("D"), ["QuoteId"] = quote.Id.ToString("D"), ["ForecastId"] = quote.ForecastId.ToString("D"), ["RelationId"] = quote.RelationId.ToString("D"),
                ["AuthorId"] = quote.AuthorId.ToString("D"), ["EnvelopeId"] = envelope.Id.ToString("D"), ["ContactName"] = asker, ["Question"] = text,
            },
        }, cancellationToken);
    }, cancellationToken);

    async Task<(SigningEnvelope, Quote)> HoldOpenAsync(CrmDbContext db, Guid envelopeId, CancellationToken cancellationToken)
    {
        var envelope = await db.HoldEnvelopeAsync(envelopeId, cancellationToken);
        envelope.EnsureOpen(clock.UtcNow());
        var quote = await db.Quotes.Include(one => one.Lines).AsSplitQuery().SingleAsync(one => one.Id == envelope.QuoteId, cancellationToken);
        if (quote.Status != QuoteStatus.Sent)
            throw RefusedException.Conflict("Deze offerte is ingetrokken.", "This quote has been withdrawn.");
        return (envelope, quote);
    }

    /// <summary>Only for the one whose turn it is: who has signed can no longer change or decline anything.</summary>
    async Task<(SigningEnvelope, Quote)> HoldTurnAsync(CrmDbContext db, Seat seat, CancellationToken cancellationToken)
    {
        var (envelope, quote) = await HoldOpenAsync(db, seat.EnvelopeId, cancellationToken);
        if (envelope.Turn != seat.Order)
            throw RefusedException.Conflict($"Nu is {envelope.ContactName} aan de beurt.", $"Now it is {envelope.ContactName}'s turn.");
        return (envelope, quote);
    }

    static void EnsureFilledIn(SigningEnvelope envelope, SignEntry entry)
    {
        var faults = new List<Fault>();
        if (Clean(entry.Name, LongestName).Length < 2)
            faults.Add(new("name", "Vul uw naam in.", "Enter your name."));
        if (Clean(entry.Function, LongestName).Length < 2)
            faults.Add(new("function", "Vul uw functie in.", "Enter your function."));
        if (!entry.Consents)
            faults.Add(new("consents", "Zet een vinkje om akkoord te gaan.", "Tick the box to agree."));
        if ((entry.Code ?? "").Count(char.IsAsciiDigit) != 6)
            faults.Add(new("code", "Vul de zes cijfers uit de mail in.", "Enter the six digits from the mail."));
        faults.AddRange(SmsCodes.Faults(envelope, entry.Sms));
        faults.RefuseIfAny();
    }

    /// <summary>Options may have been chosen in another window since the page with the button was read.</summary>
    static void EnsureSeen(decimal? amount, Quote quote)
    {
        if (amount == quote.GrossAmount || (amount is null && !quote.Lines.Exists(line => line.IsChosen)))
            return;
        throw RefusedException.Conflict(
            $"Het totaal is nu {Formats.Euro(quote.GrossAmount)}, omdat er een optie is gekozen of weggelaten. Kijk het na en onderteken dan.",
            $"The total is now {Formats.Euro(quote.GrossAmount)}, because an option was taken or left out. Check it and then sign.");
    }

    async Task TellAsync(CrmDbContext db, SigningEnvelope envelope, DossierKind kind, string text, CancellationToken cancellationToken, string? by = null)
    {
        var quote = await db.Quotes.AsNoTracking().SingleAsync(one => one.Id == envelope.QuoteId, cancellationToken);
        db.Dossier.Add(Dossier.Item(
            kind, Customer(envelope, envelope.ContactName), clock, new(quote.RelationId, quote.ForecastId, quote.Id),
            new() { [Detail.Number] = quote.Number, [Detail.Person] = by ?? envelope.ContactName }, System.Net.WebUtility.HtmlEncode(text)));
    }

    static Actor Customer(SigningEnvelope envelope, string name) => new(null, name.Length > 0 ? name : envelope.ContactName, Door.Portal, []);

    /// <summary>Without control characters, which databases and documents refuse, and no longer than there is room for.</summary>
    static string Clean(string? text, int longest)
    {
        var clean = new string([.. (text ?? "").ReplaceLineEndings("\n").Where(c => c == '\n' || !char.IsControl(c))]).Trim();
        return clean.Length <= longest ? clean : clean[..longest];
    }
}
