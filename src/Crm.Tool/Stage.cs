using Crm.Engine;
using Crm.Engine.Activities;
using Crm.Engine.Definitions;
using Crm.Engine.Execution;
using Crm.Engine.Http;
using Microsoft.Extensions.Logging.Abstractions;

namespace Crm.Tool;

/// <summary>An engine in memory with nothing around it: its lines are kept, its clock only moves when told.</summary>
sealed class Stage : IDisposable
{
    readonly Queue<OutgoingRequest> outgoing = new();
    readonly HttpSender sender = new(new HttpSenderOptions { AllowsEveryAddress = true });

    public Stage(WorkflowOptions? options = null)
    {
        Runtime = new WorkflowRuntime(
            Store, new ActivityRegistry(BuiltInActivities.All), new NoServices(), Clock, NullLogger<WorkflowRuntime>.Instance,
            (options ?? new WorkflowOptions()) with { WriteLine = Lines.Add, SendHttp = KeepAsync });
        Door = new HttpDoor(Runtime, Store, sender);
    }

    public MemoryStore Store { get; } = new();
    public StageClock Clock { get; } = new();
    public List<string> Lines { get; } = [];
    public WorkflowRuntime Runtime { get; }
    public HttpDoor Door { get; }

    /// <summary>Does what a server does by itself: runs what is to run in the background, sends what is to be sent.</summary>
    public async Task WorkAsync()
    {
        while (true)
        {
            if (outgoing.TryDequeue(out var request))
                await Runtime.SendAsync(request.Answered(await sender.SendAsync(request, CancellationToken.None)));
            else if (InBackground() is { } instance)
                await Runtime.ResumeAsync(instance.Id, instance.Bookmarks.First(IsBackground).Id);
            else
                return;
        }
    }

    public void Dispose()
    {
        sender.Dispose();
        Store.Dispose();
    }

    WorkflowInstance? InBackground() =>
        Store.Bookmarks.Any(IsBackground) ? Store.Instances.FirstOrDefault(instance => instance.Bookmarks.Exists(IsBackground)) : null;

    static bool IsBackground(Bookmark bookmark) => bookmark.Name == ActivityInvoker.BackgroundBookmark;

    Task KeepAsync(OutgoingRequest request, bool isAwaited, CancellationToken cancellationToken)
    {
        if (!isAwaited)
            outgoing.Enqueue(request);
        return Task.CompletedTask;
    }

    sealed class NoServices : IServiceProvider
    {
        public object? GetService(Type serviceType) => null;
    }
}

/// <summary>Begins at the present and stands still until it is advanced.</summary>
sealed class StageClock : TimeProvider
{
    DateTimeOffset now = DateTimeOffset.UtcNow;

    public override DateTimeOffset GetUtcNow() => now;

    public void Advance(TimeSpan time) => now += time;
}
