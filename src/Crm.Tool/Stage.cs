using Crm.Engine;
using Crm.Engine.Activities;
using Crm.Engine.Definitions;
using Microsoft.Extensions.Logging.Abstractions;

namespace Crm.Tool;

/// <summary>An engine in memory with nothing around it: its lines are kept, its clock only moves when told.</summary>
sealed class Stage : IDisposable
{
    public Stage(WorkflowOptions? options = null) =>
        Runtime = new WorkflowRuntime(
            Store, new ActivityRegistry(BuiltInActivities.All), new NoServices(), Clock, NullLogger<WorkflowRuntime>.Instance,
            (options ?? new WorkflowOptions()) with { WriteLine = Lines.Add });

    public MemoryStore Store { get; } = new();
    public StageClock Clock { get; } = new();
    public List<string> Lines { get; } = [];
    public WorkflowRuntime Runtime { get; }

    public void Dispose() => Store.Dispose();

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
