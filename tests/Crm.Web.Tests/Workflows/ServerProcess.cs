using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using Crm.Data.Seed;

namespace Crm.Workflows;

/// <summary>The server as an operator runs it: a process of its own, that can be killed without a word.</summary>
public sealed class ServerProcess(string dataFolder, params string[] settings) : IDisposable
{
    readonly int port = FreePort();
    Process? process;

    public Uri Address => new($"http://127.0.0.1:{port}");

    public async Task StartAsync()
    {
        var start = new ProcessStartInfo("dotnet", [typeof(CrmHost).Assembly.Location, "--data", dataFolder, "--port", $"{port}", "--demo", "people", .. settings])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        process = Process.Start(start)!;
        // The two streams are read at the same time.
        var output = new ConcurrentQueue<string?>();
        process.OutputDataReceived += (_, line) => output.Enqueue(line.Data);
        process.ErrorDataReceived += (_, line) => output.Enqueue(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        await Eventually.TrueAsync(async () =>
        {
            if (process.HasExited)
                Assert.Fail($"The server ended by itself: {string.Join('\n', output)}");
            return await IsReadyAsync();
        }, "the server is ready");
    }

    /// <summary>SIGKILL: nothing is finished, nothing is said. Its browser goes along, as with a machine that loses its power.</summary>
    public void Kill()
    {
        process!.Kill(entireProcessTree: true);
        process.WaitForExit();
    }

    /// <summary>SIGTERM, as an operator or a container stops it; the answer is the exit code.</summary>
    public async Task<int> StopAsync(CancellationToken cancellationToken)
    {
        using var kill = Process.Start("kill", $"-TERM {process!.Id}");
        await kill.WaitForExitAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken).WaitAsync(TimeSpan.FromSeconds(30), cancellationToken);
        return process.ExitCode;
    }

    public HttpClient Client() => new(new SocketsHttpHandler { CookieContainer = new CookieContainer(), AllowAutoRedirect = false }) { BaseAddress = Address };

    public async Task<HttpClient> SignInAsync(string who)
    {
        var client = Client();
        (await client.PostAsJsonAsync("/api/session", new { email = $"{who}@brekelmans.example", password = DemoPeople.Password })).EnsureSuccessStatusCode();
        return client;
    }

    async Task<bool> IsReadyAsync()
    {
        try
        {
            using var client = Client();
            return (await client.GetAsync("/health/ready")).IsSuccessStatusCode;
        }
        catch (HttpRequestException)
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

    public void Dispose()
    {
        if (process is { HasExited: false })
            Kill();
        process?.Dispose();
    }
}
