using System.Security.Cryptography;
using Crm.Data;

namespace Crm.Signing;

/// <summary>What we know of a file ourselves.</summary>
public enum KnownAs { Unknown, SealedQuote, SentQuote }

/// <summary>The outcome of checking a file.</summary>
/// <param name="Seal">Null: it bears no seal.</param>
/// <param name="IsOurSeal">Sealed with the certificate that this server uses now.</param>
public sealed record SealReport(KnownAs KnownAs, Seal? Seal, bool IsOurSeal)
{
    public bool IsGenuine => KnownAs == KnownAs.SealedQuote || Seal is { IsIntact: true, EvidenceHolds: true } && IsOurSeal;
    public bool WasChanged => Seal is { IsIntact: false };
}

/// <summary>Says of any file whether it is a quote that was sent or signed here, and whether a byte of it has changed.</summary>
public sealed class SealCheck(CrmDatabase database, SealCertificate certificate)
{
    public async Task<SealReport> CheckAsync(byte[] file, CancellationToken cancellationToken)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(file));
        var seal = SealReader.Read(file);
        var known = await database.ReadAsync(async db =>
            await db.Envelopes.AnyAsync(e => e.SealedSha256 == hash, cancellationToken) || await WasRaisedAsync(db, seal, hash, cancellationToken) ? KnownAs.SealedQuote
            : await db.Envelopes.AnyAsync(e => e.DocumentSha256 == hash, cancellationToken) ? KnownAs.SentQuote
            : KnownAs.Unknown, cancellationToken);
        var ours = await certificate.OpenAsync(cancellationToken);
        return new(known, seal, seal is not null && seal.Thumbprint == ours.Thumbprint);
    }

    /// <summary>A seal that was raised later names its envelope, whose steps name the file.</summary>
    static async Task<bool> WasRaisedAsync(CrmDbContext db, Seal? seal, string hash, CancellationToken cancellationToken) =>
        seal is { IsIntact: true, Evidence: { } evidence }
        && (await db.StepsOfAsync(evidence.EnvelopeId, cancellationToken)).Exists(step => step.Kind == Step.SealRaised && step.Details.GetValueOrDefault("document") == hash);

    /// <summary>The verdict in sentences, the most important first.</summary>
    public static IReadOnlyList<string> Tell(SealReport report)
    {
        var told = new List<string> { Verdict(report) };
        if (report.Seal is not { IsIntact: true } seal)
            return told;
        told.Add(Say($"Verzegeld door {seal.SealedBy} op {EvidenceSheet.Moment(seal.SealedAt)}.", $"Sealed by {seal.SealedBy} on {EvidenceSheet.Moment(seal.SealedAt)}."));
        told.Add(seal.StampedAt is { } at
            ? Say($"Een tijdstempelserver bevestigt het moment: {EvidenceSheet.Moment(at)}.", $"A time-stamp server confirms the moment: {EvidenceSheet.Moment(at)}.")
            : Say("Er is geen tijdstempel van een derde: het moment is dat van de server zelf.", "There is no third-party time stamp: the moment is the server's own."));
        told.Add(seal.Level.Tell());
        if (seal.Evidence is { } evidence)
        {
            told.AddRange(evidence.Signatures.Select(EvidenceSheet.SignatureOf).Select(one => Signed(evidence.QuoteNumber, one)));
            told.Add(seal.EvidenceHolds
                ? Say($"Het document en alle {evidence.Steps.Count} stappen kloppen met hun hashes.", $"The document and all {evidence.Steps.Count} steps agree with their hashes.")
                : Say("De bijgevoegde stappen kloppen niet met hun hashes of horen bij een ander document.", "The attached steps do not agree with their hashes or belong to another document."));
            told.Add(Say("In rechte is dit een gewone elektronische handtekening met een code als controle, geen gekwalificeerde. Het zegel is van de leverancier.", "In law this is an ordinary electronic signature checked by a code, not a qualified one. The seal is the supplier's."));
        }
        return told;
    }

    static string Signed(string number, EvidenceSheet.Signature by)
    {
        var who = string.Join(", ", new[] { by.Name, by.Function }.Where(part => part.Length > 0));
        return Say($"Offerte {number} is ondertekend door {who}, namens {by.Organisation}.", $"Quote {number} was signed by {who}, on behalf of {by.Organisation}.");
    }

    static string Verdict(SealReport report) => report switch
    {
        { KnownAs: KnownAs.SealedQuote } => Say("Dit is het getekende exemplaar zoals wij het hebben verzegeld. Er is geen byte aan veranderd.", "This is the signed copy as we sealed it. Not a byte of it has changed."),
        { Seal.WasAddedTo: true } => Say("Na de verzegeling is er iets aan dit bestand toegevoegd. Vertrouw het niet.", "Something was added to this file after it was sealed. Do not trust it."),
        { WasChanged: true } => Say("Dit bestand is na de verzegeling veranderd of beschadigd. Vertrouw het niet.", "This file was changed or damaged after it was sealed. Do not trust it."),
        { KnownAs: KnownAs.SentQuote } => Say("Dit is een offerte zoals wij haar hebben verstuurd. Zij is niet ondertekend.", "This is a quote as we sent it. It has not been signed."),
        { Seal: { IsIntact: true }, IsOurSeal: true } => Say("Dit bestand is met ons zegel verzegeld en sindsdien niet veranderd, maar staat hier niet geregistreerd.", "This file bears our seal and has not changed since, but it is not registered here."),
        { Seal: { IsIntact: true } } => Say("Dit bestand is door een ander verzegeld en sindsdien niet veranderd. Wij kennen het niet.", "This file was sealed by someone else and has not changed since. We do not know it."),
        _ => Say("Wij kennen dit bestand niet, en het draagt geen zegel.", "We do not know this file, and it bears no seal."),
    };
}
