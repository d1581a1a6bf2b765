using System.Security.Cryptography.X509Certificates;
using Crm.Data;
using Crm.Documents;
using Crm.Mail;
using Crm.Quotes;
using Crm.Relations;
using Crm.Signing.Pdf;
using Crm.Users;

namespace Crm.Signing;

/// <summary>Seals a signed quote: evidence is added behind it, the whole is sealed, and both parties get it by mail.</summary>
public sealed class QuoteSealer(
    CrmDatabase database, TemplateRenderer templates, PdfPrinter printer, SealCertificate certificate, SealSigner signer, LongTermSeal longTerm, FileDesk files, Mailbox mailbox,
    Outbox outbox, CrmSettings settings, TimeProvider clock) : IOutboxDeliverer
{
    public const string OutboxKind = "seal-quote";

    public sealed record Job(Guid EnvelopeId);

    sealed record Case(SigningEnvelope Envelope, Quote Quote, Company Company, Organisation Customer, User Author, byte[] Document, Evidence Evidence);

    public string Kind => OutboxKind;

    public async Task DeliverAsync(OutboxMessage message, CancellationToken cancellationToken)
    {
        var signed = await ReadAsync(message.Read<Job>().EnvelopeId, cancellationToken);
        if (signed.Envelope.SealedSha256.Length > 0)
            return;
        var raised = await longTerm.RaiseAsync(await SealAsync(signed, cancellationToken), cancellationToken);
        await KeepAsync(signed, raised, cancellationToken);
    }

    Task<Case> ReadAsync(Guid envelopeId, CancellationToken cancellationToken) => database.ReadAsync(async db =>
    {
        var envelope = await db.Envelopes.AsNoTracking().SingleAsync(e => e.Id == envelopeId, cancellationToken);
        var quote = await db.Quotes.AsNoTracking().SingleAsync(q => q.Id == envelope.QuoteId, cancellationToken);
        var company = await db.Companies.AsNoTracking().SingleAsync(cancellationToken);
        var customer = await db.Relations.Where(relation => relation.Id == quote.RelationId).Select(relation => relation.Organisation!).AsNoTracking().SingleAsync(cancellationToken);
        var author = await db.Users.AsNoTracking().SingleAsync(user => user.Id == quote.AuthorId, cancellationToken);
        var document = await db.Files.Where(file => file.Id == envelope.DocumentFileId).Select(file => file.Bytes).SingleAsync(cancellationToken);
        var steps = await db.StepsOfAsync(envelopeId, cancellationToken);
        var last = steps.Last(step => step.Kind == Step.Signed).Details;
        var evidence = new Evidence(
            Evidence.CurrentFormat, envelopeId, quote.NumberAndVersion, quote.Title, company.StatutoryName, customer.Name, last["name"], last["function"],
            envelope.Email, last["consent"], envelope.DocumentSha256, document.Length, [.. steps.Select(EvidenceStep.Of)], steps.Count(step => Evidence.IsSignature(step.Kind)));
        return new Case(envelope, quote, company, customer, author, document, evidence);
    }, cancellationToken);

    async Task<byte[]> SealAsync(Case signed, CancellationToken cancellationToken)
    {
        var seal = await certificate.OpenAsync(cancellationToken);
        string html;
        SealStatement statement;
        using (new ReadingAs(signed.Quote.Language))
        {
            html = templates.RenderFile("evidence/page", SheetOf(signed, seal));
            statement = new(
                signed.Company.StatutoryName, Say($"Ondertekend door {signed.Envelope.SignerName} namens {signed.Customer.Name}", $"Signed by {signed.Envelope.SignerName} on behalf of {signed.Customer.Name}"),
                signed.Company.Address.Town, clock.UtcNow());
        }
        var page = await printer.PrintAsync(html, cancellationToken);
        return await PdfSeal.ApplyAsync(signed.Document, page, Evidence.FileName, signed.Evidence.Write(), statement, content => signer.SignAsync(content, cancellationToken));
    }

    EvidenceSheet SheetOf(Case signed, X509Certificate2 seal) => new(
        InDutch, signed.Quote.Language, HouseFonts.ForPaper, signed.Company.Accent, signed.Evidence.QuoteNumber, signed.Evidence.QuoteTitle, signed.Evidence.Supplier,
        [.. signed.Evidence.Signatures.Select(EvidenceSheet.SignatureOf)], EvidenceSheet.AgreedIn(signed.Evidence.LastOfCustomer), signed.Evidence.LastOfCustomer.Details.GetValueOrDefault("options", ""),
        signed.Evidence.DocumentSha256, signed.Evidence.Head, signed.Envelope.Id.ToString("D"),
        seal.GetNameInfo(X509NameType.SimpleName, forIssuer: false), certificate.IsSelfMade, settings.BaseUrl + Urls.PortalVerify, QrImage.Of(settings.BaseUrl + Urls.PortalVerify), EvidenceSheet.RowsOf(signed.Evidence.Steps))
    {
        BySms = SmsEvidence.IsIn(signed.Evidence.Steps),
    };

    /// <summary>The file, the envelope, the quote and both mails in one transaction, and only once.</summary>
    Task KeepAsync(Case signed, RaisedSeal raised, CancellationToken cancellationToken) => database.WriteAsync(async db =>
    {
        var envelope = await db.HoldEnvelopeAsync(signed.Envelope.Id, cancellationToken);
        if (envelope.SealedSha256.Length > 0)
            return;
        var file = await files.StoreAsync(new BroughtFile($"{signed.Quote.Number}-{(signed.Quote.Language == "en" ? "signed" : "getekend")}.pdf", raised.File), signed.Quote.Id, Actor.System, cancellationToken);
        envelope.SealedSha256 = file.Sha256;
        await db.LogAsync(envelope, Step.Sealed, clock.UtcNow(), null, SealStatus.Details(raised, file.Sha256), cancellationToken);
        if (raised.Lack.MayPass())
            await outbox.AddAsync(SealRaiser.OutboxKind, SealRaiser.KeyOf(envelope.Id, 1), new SealRaiser.Job(envelope.Id, 1), cancellationToken, SealRaiser.WaitBefore(1));
        await db.Quotes.Where(quote => quote.Id == signed.Quote.Id).ExecuteUpdateAsync(set => set.SetProperty(quote => quote.SealedFileId, file.Id), cancellationToken);
        foreach (var signer in await db.SignersOfAsync(envelope.Id, cancellationToken))
            await mailbox.QueueAsync(QuoteLetters.ToSigner(signed.Quote, signer, "quote-signed", signed.Author.Name, [file.Id]), cancellationToken);
        if (signed.Author.Email is { Length: > 0 })
            await mailbox.QueueAsync(QuoteLetters.ToAuthor(signed.Quote, signed.Author, "quote-sealed", settings.BaseUrl + Urls.Quote(signed.Quote.Id), [file.Id], ("signer", envelope.SignerName)), cancellationToken);
    }, cancellationToken);
}
