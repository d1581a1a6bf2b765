using Crm.Engine.Activities;
using Crm.Engine.Definitions;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Crm.Engine.Tests;

/// <summary>An engine in memory, with a clock that a test moves and the lines that workflows wrote.</summary>
sealed class TestEngine : IDisposable
{
    readonly WorkflowOptions options;

    public TestEngine(WorkflowOptions? options = null, IEnumerable<ActivityDescriptor>? activities = null)
    {
        this.options = (options ?? new WorkflowOptions()) with { WriteLine = Lines.Add };
        Runtime = Restart([.. activities ?? []]);
    }

    public MemoryStore Store { get; } = new();
    public FakeTimeProvider Clock { get; } = new(DateTimeOffset.UtcNow);
    public List<string> Lines { get; } = [];
    public WorkflowRuntime Runtime { get; }

    /// <summary>Another runtime on the same store, as after a restart or on a second server; perhaps with activity types of its own.</summary>
    public WorkflowRuntime Restart(params ActivityDescriptor[] activities) => Restart(Store, activities);

    public WorkflowRuntime Restart(IWorkflowStore store, params ActivityDescriptor[] activities) => new(
        store, new ActivityRegistry([.. BuiltInActivities.All, .. activities]), new NoServices(), Clock,
        NullLogger<WorkflowRuntime>.Instance, options);

    public void Dispose() => Store.Dispose();

    sealed class NoServices : IServiceProvider
    {
        public object? GetService(Type serviceType) => null;
    }
}
