using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;

namespace Crm.Signing;

/// <summary>An SMS gateway on this machine: keeps what it is asked to send, and answers as the test says, also with nonsense.</summary>
public sealed partial class LocalSmsGateway : IAsyncDisposable
{
    public const string Secret = "Bearer gateway-secret-71";
    public const string Taken = "HTTP/1.1 201 Created";

    readonly TcpListener listener = new(IPAddress.Loopback, 0);

    public LocalSmsGateway()
    {
        listener.Start();
        _ = ServeAsync();
    }

    /// <summary>What is asked for, whole: head and body.</summary>
    public ConcurrentQueue<string> Asked { get; } = new();

    /// <summary>The first line of the answer.</summary>
    public string Answer { get; set; } = Taken;

    public TimeSpan Pause { get; set; }

    public string[] Settings => ["--Sms:Url", $"http://{listener.LocalEndpoint}/messages", "--Sms:Secret", Secret, "--Sms:Sender", "Brekelmans"];

    /// <summary>The six digits of the newest message, once there are this many.</summary>
    public async Task<string> CodeAsync(int messages = 1)
    {
        await Eventually.TrueAsync(() => Asked.Count >= messages, $"{messages} messages at the gateway");
        return Digits().Match(Asked.Last()).Groups[1].Value;
    }

    async Task ServeAsync()
    {
        try
        {
            while (true)
                _ = TakeAsync(await listener.AcceptTcpClientAsync());
        }
        catch (Exception stopped) when (stopped is SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    async Task TakeAsync(TcpClient client)
    {
        using (client)
        {
            var stream = client.GetStream();
            var (asked, buffer) = (new StringBuilder(), new byte[4096]);
            while (!IsWhole(asked.ToString()) && await stream.ReadAsync(buffer) is > 0 and var read)
                asked.Append(Encoding.UTF8.GetString(buffer, 0, read));
            Asked.Enqueue(asked.ToString());
            await Task.Delay(Pause);
            await stream.WriteAsync(Encoding.ASCII.GetBytes($"{Answer}\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok"));
        }
    }

    static bool IsWhole(string asked)
    {
        var parts = asked.Split("\r\n\r\n", 2);
        return parts.Length == 2 && Length().Match(parts[0]) is { Success: true } length
            && Encoding.UTF8.GetByteCount(parts[1]) >= int.Parse(length.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture);
    }

    public ValueTask DisposeAsync()
    {
        listener.Dispose();
        return ValueTask.CompletedTask;
    }

    [GeneratedRegex("Content-Length: (\\d+)", RegexOptions.IgnoreCase)]
    private static partial Regex Length();

    [GeneratedRegex("\"text\":\"(\\d{6}) ")]
    private static partial Regex Digits();
}
