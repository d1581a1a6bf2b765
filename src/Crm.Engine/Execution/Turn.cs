namespace Crm.Engine.Execution;

/// <summary>One transaction of the runtime: the instances being run in it, and what is to be done when they have been saved.</summary>
sealed class Turn
{
    const int MaxNested = 32;
    const int MaxDeferred = 10_000;
    readonly Queue<Func<Task>> afterwards = new();
    readonly HashSet<string> running = [];
    readonly List<BookmarkKey> cut = [];

    /// <summary>The transaction is the runtime's own, so that it can go on itself with bursts that are cut.</summary>
    public required bool IsOwn { get; init; }

    /// <summary>The bursts that were saved although there is more to do.</summary>
    public IReadOnlyList<BookmarkKey> Cut => cut;

    /// <summary>An activity may wake its own instance, which must first be saved.</summary>
    public bool IsRunning(string instanceId) => running.Contains(instanceId);

    /// <exception cref="InvalidOperationException">Workflows run one another without end.</exception>
    public void Begin(string instanceId)
    {
        if (running.Count >= MaxNested)
            throw new InvalidOperationException($"Workflows run one another more than {MaxNested} deep: one of them runs itself.");
        running.Add(instanceId);
    }

    public void End(string instanceId) => running.Remove(instanceId);

    public void Continue(BookmarkKey continuation) => cut.Add(continuation);

    public void Defer(Func<Task> work) => afterwards.Enqueue(work);

    /// <exception cref="InvalidOperationException">Workflows wake one another without end; nothing of it is kept.</exception>
    public async Task FinishAsync()
    {
        for (var done = 0; afterwards.TryDequeue(out var next); done++)
        {
            if (done >= MaxDeferred)
                throw new InvalidOperationException($"Workflows woke one another more than {MaxDeferred} times at once: they are caught in a loop.");
            await next();
        }
    }
}
