using System.Diagnostics;
using Crm.Engine;
using Crm.Engine.Activities;
using Crm.Engine.Definitions;
using Microsoft.Extensions.Logging.Abstractions;

namespace Crm.Benchmarks;

/// <summary>How fast activities run when nothing is stored durably, beside calling as many delegates.</summary>
public static class MemoryFigures
{
    const int Steps = 1_000;

    public static async Task PrintAsync(Pace pace)
    {
        var delegates = await DelegatesPerSecondAsync(pace);
        foreach (var (id, definition) in new[] { ("sequence", Drawings.LongSequence(Steps)), ("flowchart", Drawings.LongFlowchart(Steps)) })
            foreach (var threads in new[] { 1, 2 })
                new Figure($"in memory, {id} of {Steps} activities, {threads} thread(s)", await ActivitiesPerSecondAsync(id, definition, threads, pace),
                    "activities/s", delegates, "delegate calls/s").Print();
    }

    static async Task<double> ActivitiesPerSecondAsync(string id, string definition, int threads, Pace pace)
    {
        async Task<double> OneAsync()
        {
            var rounds = 0;
            var watch = new Stopwatch();
            // Three warm-up rounds make the compiler see what is hot.
            for (var warm = 0; warm < 3 || watch.Elapsed < pace.Slice * pace.Slices; warm++)
            {
                using var store = new MemoryStore();
                var runtime = new WorkflowRuntime(store, new ActivityRegistry(BuiltInActivities.All), new NoServices(), TimeProvider.System, NullLogger<WorkflowRuntime>.Instance);
                await runtime.Definitions.ImportAsync(definition, publish: true);
                await runtime.StartAsync(new StartWorkflow(id));
                if (warm > 1)
                    watch.Start();
                for (var round = 0; round < 20; round++)
                    await runtime.StartAsync(new StartWorkflow(id));
                watch.Stop();
                rounds += warm > 1 ? 20 : 0;
            }
            return rounds * Steps / watch.Elapsed.TotalSeconds;
        }
        return (await Task.WhenAll(Enumerable.Range(0, threads).Select(_ => Task.Run(OneAsync)))).Sum();
    }

    static async Task<double> DelegatesPerSecondAsync(Pace pace)
    {
        var count = 0L;
        Func<ValueTask>[] steps = [.. Enumerable.Range(0, Steps).Select(_ => new Func<ValueTask>(() => { count++; return default; }))];
        var watch = Stopwatch.StartNew();
        while (watch.Elapsed < pace.Slice)
            foreach (var step in steps)
                await step();
        return count / watch.Elapsed.TotalSeconds;
    }

    sealed class NoServices : IServiceProvider
    {
        public object? GetService(Type serviceType) => null;
    }
}
