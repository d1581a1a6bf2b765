using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Crm.Documents;

/// <summary>Speaks clamd's protocol on a port of this machine, and knows one virus: the test file that all scanners know (EICAR).</summary>
public sealed class ClamDaemon : IAsyncDisposable
{
    /// <summary>Written in two parts, so that no scanner takes this source for it.</summary>
    public static readonly string Eicar = @"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-" + "ANTIVIRUS-TEST-FILE!$H+H*";

    readonly TcpListener listener = new(IPAddress.Loopback, 0);

    public ClamDaemon()
    {
        listener.Start();
        _ = ServeAsync();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;
    public int Scanned { get; private set; }
    /// <summary>It answers no sooner than this is done: a scanner that has much to do.</summary>
    public Task Busy { get; set; } = Task.CompletedTask;

    async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                using var client = await listener.AcceptTcpClientAsync();
                await using var stream = client.GetStream();
                var answer = await AnswerAsync(stream);
                await Busy;
                await stream.WriteAsync(Encoding.ASCII.GetBytes(answer + "\0"));
                Scanned++;
            }
        }
        catch (Exception stopped) when (stopped is SocketException or ObjectDisposedException)
        {
        }
    }

    static async Task<string> AnswerAsync(NetworkStream stream)
    {
        var command = new byte["zINSTREAM\0".Length];
        await stream.ReadExactlyAsync(command);
        if (Encoding.ASCII.GetString(command) != "zINSTREAM\0")
            return "UNKNOWN COMMAND";
        using var whole = new MemoryStream();
        var length = new byte[4];
        while (true)
        {
            await stream.ReadExactlyAsync(length);
            var chunk = new byte[BinaryPrimitives.ReadInt32BigEndian(length)];
            if (chunk.Length == 0)
                return Encoding.Latin1.GetString(whole.ToArray()).Contains(Eicar, StringComparison.Ordinal) ? "stream: Eicar-Test-Signature FOUND" : "stream: OK";
            await stream.ReadExactlyAsync(chunk);
            whole.Write(chunk);
        }
    }

    public ValueTask DisposeAsync()
    {
        listener.Stop();
        return ValueTask.CompletedTask;
    }
}
