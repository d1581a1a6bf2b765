using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;
using Crm.Data;

namespace Crm.Documents;

/// <summary>
/// Has what people bring looked at by ClamAV before it is kept, when one is configured: its daemon's INSTREAM command over TCP
/// (clamd(8): chunks with their length before them, an empty one at the end).
/// </summary>
/// <remarks>Asked before a transaction begins, never inside one: nobody's writes wait for another machine.</remarks>
public sealed class VirusScanner(CrmSettings settings, ILogger<VirusScanner> logger)
{
    const int ChunkSize = 64 * 1024;
    const int LongestAnswer = 4 * 1024;
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <exception cref="RefusedException">One of them holds a virus, or the scanner gives no answer: unseen, nothing is kept.</exception>
    public async Task RefuseInfectedAsync(IReadOnlyList<BroughtFile> files, CancellationToken cancellationToken)
    {
        if (settings.Scanner.Host.Length == 0)
            return;
        foreach (var file in files)
            Judge(file, await AskAsync(file, cancellationToken));
    }

    void Judge(BroughtFile file, string answer)
    {
        if (answer.EndsWith(" OK", StringComparison.Ordinal))
            return;
        logger.LogWarning("The virus scanner said of a file of {Size} bytes: {Answer}", file.Bytes.Length, answer);
        throw answer.EndsWith(" FOUND", StringComparison.Ordinal)
            ? RefusedException.Invalid("files", $"In {file.FileName} zit een virus. Het is niet bewaard.", $"{file.FileName} contains a virus. It was not kept.")
            : Unanswered(file);
    }

    async Task<string> AskAsync(BroughtFile file, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Patience);
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(settings.Scanner.Host, settings.Scanner.Port, limit.Token);
            await using var stream = client.GetStream();
            await SendAsync(stream, file.Bytes, limit.Token);
            return await ReadAsync(stream, limit.Token);
        }
        catch (Exception error) when (error is SocketException or IOException || (error is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            logger.LogError(error, "The virus scanner at {Host}:{Port} gave no answer", settings.Scanner.Host, settings.Scanner.Port);
            throw Unanswered(file);
        }
    }

    static async Task SendAsync(NetworkStream stream, byte[] bytes, CancellationToken cancellationToken)
    {
        await stream.WriteAsync("zINSTREAM\0"u8.ToArray(), cancellationToken);
        var length = new byte[4];
        for (var at = 0; at < bytes.Length; at += ChunkSize)
        {
            var chunk = bytes.AsMemory(at, Math.Min(ChunkSize, bytes.Length - at));
            BinaryPrimitives.WriteInt32BigEndian(length, chunk.Length);
            await stream.WriteAsync(length, cancellationToken);
            await stream.WriteAsync(chunk, cancellationToken);
        }
        await stream.WriteAsync(new byte[4], cancellationToken);
    }

    /// <summary>"stream: OK", "stream: {name} FOUND" or a complaint that ends in "ERROR".</summary>
    static async Task<string> ReadAsync(NetworkStream stream, CancellationToken cancellationToken)
    {
        var answer = new byte[LongestAnswer];
        var read = await stream.ReadAtLeastAsync(answer, answer.Length, throwOnEndOfStream: false, cancellationToken);
        return Encoding.ASCII.GetString(answer, 0, read).TrimEnd('\0', '\n');
    }

    static RefusedException Unanswered(BroughtFile file) => RefusedException.Conflict(
        $"De virusscanner antwoordt niet, dus {file.FileName} is niet bewaard. Wat je invulde staat er nog; probeer het over een minuut opnieuw.",
        $"The virus scanner does not answer, so {file.FileName} was not kept. What you entered is still here; try again in a minute.");
}
