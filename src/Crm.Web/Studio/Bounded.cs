using Crm.Data;

namespace Crm.Studio;

/// <summary>Reads what somebody sends, but no more than a definition can be.</summary>
public static class Bounded
{
    /// <summary>A definition of thousands of activities fits.</summary>
    const int MaxMegabytes = 10;

    /// <summary>What a zip file may hold when it is unpacked: a small one can hold more than the memory does.</summary>
    public const int MaxUnpackedMegabytes = 30;

    // What arrives is counted, not what a request or a zip says about itself.
    public static async Task<byte[]> ReadAsync(Stream stream, CancellationToken cancellationToken)
    {
        using var bytes = new MemoryStream();
        var part = new byte[81_920];
        int read;
        while ((read = await stream.ReadAsync(part, cancellationToken)) > 0)
        {
            bytes.Write(part, 0, read);
            if (bytes.Length > MaxMegabytes * 1024 * 1024)
                throw RefusedException.Invalid("",
                    $"Dit is groter dan {MaxMegabytes} MB: zo groot is geen procesdefinitie.", $"This is larger than {MaxMegabytes} MB: no workflow definition is that large.");
        }
        return bytes.ToArray();
    }
}
