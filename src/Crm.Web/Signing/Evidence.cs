using System.Security.Cryptography;
using System.Text.Json;

namespace Crm.Signing;

/// <summary>
/// What proves a signature, as it is attached to the sealed PDF: which document, who signed, and every step with its hash. With the
/// seal around it one file proves itself, without our database.
/// </summary>
public sealed record Evidence(
    string Format, Guid EnvelopeId, string QuoteNumber, string QuoteTitle, string Supplier, string Customer, string SignerName, string SignerFunction,
    string SignerEmail, string ConsentText, string DocumentSha256, long DocumentBytes, IReadOnlyList<EvidenceStep> Steps)
{
    public const string CurrentFormat = "peil-evidence-1";
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

    // Without this a chain could end before the signature and still hold.
    bool SaysWhatWasSigned => Steps.SingleOrDefault(step => step.Kind == Step.Signed)?.Details is { } signed
        && signed.GetValueOrDefault("name") == SignerName && signed.GetValueOrDefault("function") == SignerFunction
        && signed.GetValueOrDefault("consent") == ConsentText && signed.GetValueOrDefault("document") == DocumentSha256;

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
