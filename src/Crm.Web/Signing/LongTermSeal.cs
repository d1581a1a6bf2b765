using Crm.Signing.Pdf;
using Crm.Signing.Validation;

namespace Crm.Signing;

/// <param name="Lack">Why it is not the highest level.</param>
public sealed record RaisedSeal(byte[] File, SealLevel Level, SealLack Lack);

/// <summary>Raises a sealed file to the highest level that can be had at this moment. The file that is given stays its beginning, byte for byte.</summary>
public sealed class LongTermSeal(TimeStampServer timeStamps, ValidationDataCollector collector)
{
    public async Task<RaisedSeal> RaiseAsync(byte[] file, CancellationToken cancellationToken)
    {
        var (seal, lack) = (Intact(file), SealLack.Nothing);
        while (seal.Level < SealLevel.BLTA && lack == SealLack.Nothing)
        {
            (file, lack) = seal.Level == SealLevel.BT
                ? await WithProofAsync(file, seal, cancellationToken)
                : await WithStampAsync(file, cancellationToken);
            seal = Intact(file);
        }
        return new(file, seal.Level, lack);
    }

    async Task<(byte[] File, SealLack Lack)> WithProofAsync(byte[] file, Seal seal, CancellationToken cancellationToken)
    {
        var (data, lack) = await collector.CollectAsync(seal, cancellationToken);
        return data is null ? (file, lack) : (PdfSecurityStore.Append(PdfDocument.Open(file), data), SealLack.Nothing);
    }

    async Task<(byte[] File, SealLack Lack)> WithStampAsync(byte[] file, CancellationToken cancellationToken)
    {
        if (!timeStamps.IsConfigured)
            return (file, SealLack.TimeStampServer);
        var space = PdfTimeStamp.Prepare(PdfDocument.Open(file));
        return await timeStamps.StampAsync(space.Content, cancellationToken) is { } token ? (space.Filled(token), SealLack.Nothing) : (file, SealLack.TimeStamp);
    }

    /// <summary>Read as anybody will read it: what would not be accepted is not handed out.</summary>
    static Seal Intact(byte[] file) => SealReader.Read(file) is { IsIntact: true } seal ? seal : throw new InvalidOperationException("The sealed file does not hold.");
}
