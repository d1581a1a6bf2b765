using System.Collections.Concurrent;
using System.Collections.Immutable;
using Npgsql;

namespace Crm.Data;

/// <summary>Tells whoever listens on this server, and on PostgreSQL on every other server, that something was committed.</summary>
/// <remarks>A hint to look again, never the news itself: one that is lost costs a second, because the workers also look by themselves.</remarks>
public sealed class Announcements(CrmSettings settings, ILogger<Announcements> logger) : BackgroundService
{
    const string Channel = "crm";
    static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(2);
    readonly string server = Guid.NewGuid().ToString("N")[..8];
    readonly ConcurrentDictionary<string, ImmutableList<Action>> listeners = new();

    /// <summary>Said when the transaction commits, and not at all when it does not.</summary>
    public async Task TellAsync(CrmDbContext db, string topic, CancellationToken cancellationToken)
    {
        db.AfterCommit(() => Hear(topic));
        if (db.Database.IsNpgsql())
            await db.Database.ExecuteSqlAsync($"SELECT pg_notify({Channel}, {server + " " + topic})", cancellationToken);
    }

    /// <summary>Calls back after every commit about the topic, until the answer is disposed of.</summary>
    public IDisposable Listen(string topic, Action heard)
    {
        listeners.AddOrUpdate(topic, _ => [heard], (_, others) => others.Add(heard));
        return new Listener(() => listeners.AddOrUpdate(topic, _ => [], (_, others) => others.Remove(heard)));
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (settings.Postgres.Length > 0 && !stoppingToken.IsCancellationRequested)
        {
            try
            {
                await ListenToOtherServersAsync(stoppingToken);
            }
            catch (Exception error) when (error is NpgsqlException or System.Net.Sockets.SocketException or TimeoutException)
            {
                logger.LogWarning("Not listening to the other servers for a moment: {Reason}", error.Message);
                await Task.Delay(RetryAfter, stoppingToken);
            }
        }
    }

    async Task ListenToOtherServersAsync(CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(settings.Postgres + ";Pooling=false;Keepalive=30");
        connection.Notification += (_, notice) => HearOther(notice.Payload);
        await connection.OpenAsync(cancellationToken);
        await using (var listen = new NpgsqlCommand($"LISTEN {Channel}", connection))
            await listen.ExecuteNonQueryAsync(cancellationToken);
        while (true)
            await connection.WaitAsync(cancellationToken);
    }

    void HearOther(string payload)
    {
        var parts = payload.Split(' ', 2);
        if (parts.Length == 2 && parts[0] != server)
            Hear(parts[1]);
    }

    void Hear(string topic)
    {
        foreach (var heard in listeners.GetValueOrDefault(topic, []))
        {
            try
            {
                heard();
            }
            catch (Exception error)
            {
                logger.LogError(error, "Someone who listens to {Topic} failed", topic);
            }
        }
    }

    sealed class Listener(Action stop) : IDisposable
    {
        public void Dispose() => stop();
    }
}
