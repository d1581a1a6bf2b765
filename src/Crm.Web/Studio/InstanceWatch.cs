using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Crm.Data;
using Crm.Workflows;
using Microsoft.AspNetCore.SignalR;

namespace Crm.Studio;

/// <summary>Tells viewers what an instance has done, as soon as that is committed, on whichever server it ran.</summary>
public sealed class InstanceWatch(ChangeFeed feed, WorkflowJournal journal, IHubContext<InstanceHub> hub, ILogger<InstanceWatch> logger)
{
    readonly ConcurrentDictionary<string, ConcurrentBag<IDisposable>> listening = new();

    public void Begin(string connectionId, string instanceId)
    {
        var news = new News(() => TellAsync(connectionId, instanceId));
        listening.GetOrAdd(connectionId, _ => []).Add(feed.Listen([instanceId], news.Ring));
    }

    public void End(string connectionId)
    {
        if (listening.TryRemove(connectionId, out var subscriptions))
            foreach (var subscription in subscriptions)
                subscription.Dispose();
    }

    async Task TellAsync(string connectionId, string instanceId)
    {
        try
        {
            var viewer = hub.Clients.Client(connectionId);
            var stats = ShownExecution.Stats(await journal.ExecutionsAsync(instanceId, default));
            await viewer.SendAsync("ActivityExecutionLogUpdatedAsync", new JsonObject { ["stats"] = stats });
            await viewer.SendAsync("WorkflowExecutionLogUpdatedAsync", new JsonObject());
            await viewer.SendAsync("WorkflowInstanceUpdatedAsync", new JsonObject { ["workflowInstanceId"] = instanceId });
        }
        catch (Exception error)
        {
            logger.LogWarning(error, "A viewer of workflow {Instance} could not be told what it did", instanceId);
        }
    }

    /// <summary>Telling takes a while: whatever comes meanwhile is told once, afterwards.</summary>
    sealed class News(Func<Task> tellAsync)
    {
        int rings;

        public void Ring()
        {
            if (Interlocked.Increment(ref rings) == 1)
                _ = Task.Run(TellAllAsync);
        }

        async Task TellAllAsync()
        {
            int heard;
            do
            {
                heard = Volatile.Read(ref rings);
                await tellAsync();
            }
            while (Interlocked.CompareExchange(ref rings, 0, heard) != heard);
        }
    }
}
