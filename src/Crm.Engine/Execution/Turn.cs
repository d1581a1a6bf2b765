namespace Crm.Engine.Execution;

/// <summary>One transaction of the runtime: the instances being run in it, and what is to be done when they have been saved.</summary>
sealed class Turn
{
    readonly Queue<Func<Task>> afterwards = new();

    /// <summary>An activity may wake its own instance, which must first be saved.</summary>
    public HashSet<string> Running { get; } = [];

    public void Defer(Func<Task> work) => afterwards.Enqueue(work);

    public async Task FinishAsync()
    {
        while (afterwards.TryDequeue(out var next))
            await next();
    }
}
