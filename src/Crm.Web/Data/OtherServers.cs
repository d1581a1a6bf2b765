using System.Threading.Channels;
using Npgsql;

namespace Crm.Data;

/// <summary>Passes what was committed here on to the other servers on the same PostgreSQL, and hears from them.</summary>
/// <remarks>
/// A hint to look again, never the news itself, so one may be lost: workers look every second anyway. Sent after the commit and not in
/// it, because PostgreSQL lets transactions that notify commit only one after the other.
/// </remarks>
public sealed class OtherServers(ChangeFeed feed, CrmSettings settings, ILogger<OtherServers> logger) : BackgroundService
{
    const string Name = "crm";
    // PostgreSQL takes 8,000 bytes; an id has 36.
    const int MaxTopics = 180;
    static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(2);
    readonly string server = Guid.NewGuid().ToString("N")[..8];
    bool hasListened;
    readonly Channel<string> toTell = Channel.CreateBounded<string>(new BoundedChannelOptions(5_000) { FullMode = BoundedChannelFullMode.DropOldest });

    protected override Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (settings.Postgres.Length == 0)
            return Task.CompletedTask;
        feed.Published += Remember;
        return Task.WhenAll(KeepUpAsync(ListenAsync, stoppingToken), KeepUpAsync(TellAsync, stoppingToken));
    }

    void Remember(IReadOnlySet<string> topics)
    {
        foreach (var topic in topics)
            toTell.Writer.TryWrite(topic);
    }

    async Task KeepUpAsync(Func<NpgsqlConnection, CancellationToken, Task> work, CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await using var connection = new NpgsqlConnection(settings.Postgres + ";Pooling=false;Keepalive=30");
                await connection.OpenAsync(stoppingToken);
                await work(connection, stoppingToken);
            }
            catch (Exception error) when (error is NpgsqlException or System.Net.Sockets.SocketException or TimeoutException)
            {
                logger.LogWarning("Out of touch with the other servers for a moment: {Reason}", error.Message);
                await Task.Delay(RetryAfter, stoppingToken);
            }
        }
    }

    async Task TellAsync(NpgsqlConnection connection, CancellationToken stoppingToken)
    {
        while (await toTell.Reader.WaitToReadAsync(stoppingToken))
        {
            var topics = new HashSet<string>();
            while (topics.Count < MaxTopics && toTell.Reader.TryRead(out var topic))
                topics.Add(topic);
            await using var notify = new NpgsqlCommand("SELECT pg_notify($1, $2)", connection) { Parameters = { new() { Value = Name }, new() { Value = $"{server} {string.Join(' ', topics)}" } } };
            await notify.ExecuteNonQueryAsync(stoppingToken);
        }
    }

    async Task ListenAsync(NpgsqlConnection connection, CancellationToken stoppingToken)
    {
        connection.Notification += (_, notice) => Hear(notice.Payload.Split(' '));
        await using (var listen = new NpgsqlCommand($"LISTEN {Name}", connection))
            await listen.ExecuteNonQueryAsync(stoppingToken);
        // What the others told while this one was out of touch was told to nobody.
        if (hasListened)
            feed.TellAll();
        hasListened = true;
        while (true)
            await connection.WaitAsync(stoppingToken);
    }

    void Hear(string[] told)
    {
        if (told[0] != server)
            feed.Tell(told.Skip(1).ToHashSet());
    }
}
