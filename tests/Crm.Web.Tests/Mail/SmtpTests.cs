using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Mail;

/// <summary>Mail to a real SMTP server on this machine: Debian's python3-aiosmtpd.</summary>
public sealed class SmtpTests
{
    const string Python = "/usr/bin/python3";

    [Fact]
    public async Task A_mail_reaches_the_mail_server_of_the_settings()
    {
        Assert.SkipUnless(await HasServerAsync(), "There is no SMTP server to test with: apt-get install python3-aiosmtpd");
        await using var folder = new TestFolder();
        var port = FreePort();
        using var smtp = Process.Start(new ProcessStartInfo(Python, ["-u", "-m", "aiosmtpd", "-n", "-l", $"127.0.0.1:{port}", "-c", "aiosmtpd.handlers.Debugging", "stdout"]) { RedirectStandardOutput = true })!;
        var received = new System.Text.StringBuilder();
        smtp.OutputDataReceived += (_, line) => { lock (received) received.AppendLine(line.Data); };
        smtp.BeginOutputReadLine();
        try
        {
            await Eventually.TrueAsync(() => AnswersAsync(port), "the mail server answers");
            var settings = await DatabaseTemplate.CopyAsync(On.Sqlite, demo: false, folder.Path);
            await using var server = await CrmServer.StartAsync(["--data", folder.Path, "--Smtp:Host", "127.0.0.1", "--Smtp:Port", $"{port}", "--Smtp:UseTls", "false", .. settings]);
            var letter = new Letter("message", "nl", "jan@deboer.example", "Jan de Boer") { Values = new Dictionary<string, object?> { ["name"] = "Jan", ["subject"] = "Koelcel", ["message"] = "Tot dinsdag.", ["link"] = "" } };
            await server.Services.GetRequiredService<Mailbox>().QueueAsync(letter, TestContext.Current.CancellationToken);
            await Eventually.TrueAsync(() => { lock (received) return received.ToString().Contains("Subject: Koelcel", StringComparison.Ordinal); }, "the mail has arrived");
            Assert.Contains("jan@deboer.example", received.ToString(), StringComparison.Ordinal);
            Assert.False(Directory.Exists(Path.Combine(folder.Path, "mail")));
        }
        finally
        {
            smtp.Kill();
        }
    }

    static async Task<bool> HasServerAsync()
    {
        if (!File.Exists(Python))
            return false;
        using var asked = Process.Start(new ProcessStartInfo(Python, ["-c", "import aiosmtpd"]) { RedirectStandardError = true })!;
        await asked.WaitForExitAsync(TestContext.Current.CancellationToken);
        return asked.ExitCode == 0;
    }

    static async Task<bool> AnswersAsync(int port)
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, port, TestContext.Current.CancellationToken);
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
