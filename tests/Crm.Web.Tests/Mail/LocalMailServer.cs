using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using MimeKit;

namespace Crm.Mail;

/// <summary>A real SMTP server on this machine, Debian's python3-aiosmtpd. It keeps each mail in a folder, with the envelope it came in.</summary>
public sealed class LocalMailServer : IAsyncDisposable
{
    const string Python = "/usr/bin/python3";

    readonly TestFolder folder = new();
    readonly Process process;
    readonly int port = FreePort();

    LocalMailServer() =>
        process = Process.Start(new ProcessStartInfo(Python, ["-u", "-m", "aiosmtpd", "-n", "-l", $"127.0.0.1:{port}", "-c", "aiosmtpd.handlers.Mailbox", Path.Combine(folder.Path, "received")]))!;

    public static async Task<LocalMailServer> StartAsync()
    {
        var server = new LocalMailServer();
        await Eventually.TrueAsync(server.AnswersAsync, "the mail server answers");
        return server;
    }

    /// <summary>What tells the product to send its mail here.</summary>
    public string[] Settings => ["--Smtp:Host", "127.0.0.1", "--Smtp:Port", $"{port}", "--Smtp:UseTls", "false"];

    /// <summary>A file for each mail, with its envelope as X-MailFrom and X-RcptTo.</summary>
    public string Folder => Path.Combine(folder.Path, "received", "new");

    /// <summary>What has come in, as soon as it is so many; X-MailFrom and X-RcptTo are the envelope.</summary>
    public async Task<List<MimeMessage>> ReceivedAsync(int mails)
    {
        var received = Folder;
        await Eventually.TrueAsync(() => Directory.Exists(received) && Directory.GetFiles(received).Length >= mails, $"{mails} mails have arrived");
        return [.. Directory.GetFiles(received).Order().Select(file => MimeMessage.Load(file))];
    }

    public async ValueTask DisposeAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
        await folder.DisposeAsync();
    }

    async Task<bool> AnswersAsync()
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
