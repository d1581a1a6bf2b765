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

    // What the store in memory has kept would be the collector's work and not the engine's.
    const int RoundsPerStore = 5;

    public static async Task PrintAsync(Pace pace)
    {
        var delegates = await DelegatesPerSecondAsync(pace);
        foreach (var (id, definition) in new[] { ("sequence", Drawings.LongSequence(Steps)), ("flowchart", Drawings.LongFlowchart(Steps)) })
            foreach (var threads in new[] { 1, 2 })
            {
                var (wall, processor) = await ActivitiesPerSecondAsync(id, definition, threads, pace);
                new Figure($"in memory, {id} of {Steps} activities, {threads} thread(s)", wall, "activities/s", delegates, "delegate calls/s") { PerProcessorSecond = Figure.Round(processor) }.Print();
            }
    }

    /// <summary>By the clock, and by the time that this process had of the processors: the second tells something on a busy machine too.</summary>
    static async Task<(double Wall, double Processor)> ActivitiesPerSecondAsync(string id, string definition, int threads, Pace pace)
    {
        async Task<(double Rounds, TimeSpan Wall, TimeSpan Processor)> OneAsync()
        {
            var rounds = 0;
            var processor = TimeSpan.Zero;
            var (watch, warmUp) = (new Stopwatch(), Stopwatch.StartNew());
            while (watch.Elapsed < pace.Slice * pace.Slices)
            {
                using var store = new MemoryStore();
                var runtime = new WorkflowRuntime(store, new ActivityRegistry(BuiltInActivities.All), new NoServices(), TimeProvider.System, NullLogger<WorkflowRuntime>.Instance);
                await runtime.Definitions.ImportAsync(definition, publish: true);
                await runtime.StartAsync(new StartWorkflow(id));
                // By then the compiler has seen what is hot.
                var isWarm = warmUp.Elapsed > TimeSpan.FromSeconds(1.5);
                var before = Environment.CpuUsage.TotalTime;
                if (isWarm)
                    watch.Start();
                for (var round = 0; round < RoundsPerStore; round++)
                    await runtime.StartAsync(new StartWorkflow(id));
                watch.Stop();
                rounds += isWarm ? RoundsPerStore : 0;
                processor += isWarm ? Environment.CpuUsage.TotalTime - before : TimeSpan.Zero;
            }
            return (rounds, watch.Elapsed, processor);
        }
        var all = await Task.WhenAll(Enumerable.Range(0, threads).Select(_ => Task.Run(OneAsync)));
        // What one thread took while the other ran was counted by both.
        return (all.Sum(one => one.Rounds * Steps / one.Wall.TotalSeconds), all.Sum(one => one.Rounds * Steps) / all.Average(one => one.Processor.TotalSeconds));
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
