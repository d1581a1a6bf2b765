using System.Security.Cryptography;
using System.Text.Json;

namespace Crm.Signing;

/// <summary>
/// What proves a signature, as it is attached to the sealed PDF: which document, who signed, and every step with its hash. With the
/// seal around it one file proves itself, without our database.
/// </summary>
public sealed record Evidence(
    string Format, Guid EnvelopeId, string QuoteNumber, string QuoteTitle, string Supplier, string Customer, string SignerName, string SignerFunction,
    string SignerEmail, string ConsentText, string DocumentSha256, long DocumentBytes, IReadOnlyList<EvidenceStep> Steps, int SignatureCount = 1)
{
    /// <summary>Version 2 knows several signers and our own signature; of version 1 there is one signature.</summary>
    public const string CurrentFormat = "peil-evidence-2";
    public const string FileName = "evidence.json";

    static readonly JsonSerializerOptions Written = new(JsonSerializerOptions.Web) { WriteIndented = true };

    /// <summary>Hash of the last step, in which all others are.</summary>
    public string Head => Steps.Count > 0 ? Steps[^1].Hash : SigningEvent.Nothing;

    public bool ChainHolds => SigningLog.FirstBreak(Steps.Select(step => step.In(EnvelopeId))) is null;

    /// <summary>Whether a file begins with exactly the document that was sent.</summary>
    public bool IsAbout(byte[] file) =>
        DocumentBytes <= file.Length && Convert.ToHexStringLower(SHA256.HashData(file.AsSpan(0, (int)DocumentBytes))) == DocumentSha256;

    /// <summary>Everything agrees: the steps with their hashes, what is said of the signature with the step in which it was given, the document with the file.</summary>
    public bool HoldsFor(byte[] file) => ChainHolds && SaysWhatWasSigned && IsAbout(file);

    /// <summary>The signatures in their order: those of the customer, then ours when there is one.</summary>
    public IEnumerable<EvidenceStep> Signatures => Steps.Where(step => IsSignature(step.Kind));

    /// <summary>The signature that the evidence names its signer after.</summary>
    public EvidenceStep LastOfCustomer => Steps.Last(step => step.Kind == Step.Signed);

    public static bool IsSignature(string kind) => kind is Step.Signed or Step.CounterSigned;

    // Without this a chain could end before the last signature and still hold.
    bool SaysWhatWasSigned => Signatures.Count() == SignatureCount && Signatures.All(step => step.Details.GetValueOrDefault("document") == DocumentSha256)
        && Steps.LastOrDefault(step => step.Kind == Step.Signed)?.Details is { } signed
        && signed.GetValueOrDefault("name") == SignerName && signed.GetValueOrDefault("function") == SignerFunction && signed.GetValueOrDefault("consent") == ConsentText;

    public byte[] Write() => JsonSerializer.SerializeToUtf8Bytes(this, Written);

    public static Evidence? Read(byte[] bytes)
    {
        try
        {
            return JsonSerializer.Deserialize<Evidence>(bytes, Written) is { Steps: not null, DocumentSha256: not null } evidence ? evidence : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

public sealed record EvidenceStep(int Sequence, string Kind, DateTime At, Dictionary<string, string> Details, string PreviousHash, string Hash)
{
    public static EvidenceStep Of(SigningEvent step) => new(step.Sequence, step.Kind, step.At, step.Details, step.PreviousHash, step.Hash);

    public SigningEvent In(Guid envelopeId) => new()
    {
        EnvelopeId = envelopeId, Sequence = Sequence, Kind = Kind, At = At, Details = Details, PreviousHash = PreviousHash, Hash = Hash,
    };
}
