using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace Crm.Data;

/// <summary>
/// Tells open pages and workers of this server which records a committed transaction touched. The database publishes it by itself, so
/// no verb can forget to. Topics are the ids of the changed rows and of the records they belong to, and the names of their types.
/// </summary>
public sealed class ChangeFeed
{
    readonly ConcurrentDictionary<Guid, Listener> listeners = new();

    /// <summary>What was committed on this server; other servers are told.</summary>
    public event Action<IReadOnlySet<string>>? Published;

    /// <summary>Calls back after a commit that touched one of the topics, until the answer is disposed of.</summary>
    public IDisposable Listen(IReadOnlyCollection<string> topics, Action heard)
    {
        var id = Guid.NewGuid();
        listeners[id] = new(topics, heard);
        return new Subscription(() => listeners.TryRemove(id, out _));
    }

    public void Publish(IReadOnlySet<string> topics)
    {
        Tell(topics);
        Published?.Invoke(topics);
    }

    /// <summary>Another server has published this.</summary>
    public void Tell(IReadOnlySet<string> topics)
    {
        foreach (var listener in listeners.Values.Where(listener => listener.Topics.Any(topics.Contains)))
            listener.Heard();
    }

    /// <summary>Nobody knows what was published meanwhile: everyone looks again.</summary>
    public void TellAll()
    {
        foreach (var listener in listeners.Values)
            listener.Heard();
    }

    public static string Topic(Guid id) => id.ToString("D");

    public static string Topic<T>() => typeof(T).Name;

    /// <summary>The topics of one changed row.</summary>
    internal static IEnumerable<string> TopicsOf(EntityEntry row) =>
        row.Properties
            .Where(property => property.Metadata.Name.EndsWith("Id", StringComparison.Ordinal))
            .Select(property => property.CurrentValue)
            .OfType<Guid>()
            .Select(Topic)
            .Append(row.Metadata.ClrType.Name);

    sealed record Listener(IReadOnlyCollection<string> Topics, Action Heard);

    sealed class Subscription(Action end) : IDisposable
    {
        public void Dispose() => end();
    }
}
