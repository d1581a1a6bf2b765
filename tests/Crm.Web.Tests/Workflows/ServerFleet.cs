using System.Diagnostics;

namespace Crm.Workflows;

/// <summary>Identical servers on one database. One that is killed starts again while the others go on.</summary>
public sealed class ServerFleet(int count, string dataFolder, string[] settings) : IDisposable
{
    readonly ServerProcess[] servers = [.. Enumerable.Range(0, count).Select(_ => new ServerProcess(dataFolder, settings))];
    readonly List<double> recoveries = [];
    ServerProcess? dead;
    Task restart = Task.CompletedTask;
    int turn;
    int kills;

    /// <summary>How long nobody was served after a kill.</summary>
    public string Recoveries => recoveries.Count == 0 ? "" : $"served again after {recoveries.Order().ElementAt(recoveries.Count / 2):0.0} s (median), {recoveries.Max():0.0} s (longest)";

    public async Task StartAsync()
    {
        // One after the other: the first brings the tables up to date.
        foreach (var server in servers)
            await server.StartAsync();
    }

    public Task<HttpClient> SignInAsync(string who) => Next().SignInAsync(who);

    public HttpClient Client() => Next().Client();

    /// <summary>Kills one after the other, and comes back when there is a server again. Not the one whose turn it is to serve: after a restart that is the same each time.</summary>
    public async Task KillOneAsync()
    {
        await restart;
        var victim = servers[kills++ % servers.Length];
        dead = victim;
        victim.Kill();
        var watch = Stopwatch.StartNew();
        restart = RestartAsync(victim);
        if (servers.Length == 1)
            await restart;
        recoveries.Add(watch.Elapsed.TotalSeconds);
    }

    /// <summary>Without a word, like everything here.</summary>
    public async Task StopAsync()
    {
        await restart;
        foreach (var server in servers)
            server.Kill();
    }

    ServerProcess Next()
    {
        var next = servers[Interlocked.Increment(ref turn) % servers.Length];
        return next == dead ? servers[Interlocked.Increment(ref turn) % servers.Length] : next;
    }

    async Task RestartAsync(ServerProcess server)
    {
        await server.StartAsync();
        dead = null;
    }

    public void Dispose()
    {
        foreach (var server in servers)
            server.Dispose();
    }
}
