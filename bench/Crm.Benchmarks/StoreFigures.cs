using Crm.Engine;

namespace Crm.Benchmarks;

/// <summary>How fast workflows run on a database, beside the commits that it can make at all, and beside itself when it is full.</summary>
public static class StoreFigures
{
    public static async Task PrintAsync(string database, BenchServer server, Pace pace)
    {
        await ImportAsync(server);
        foreach (var clients in new[] { 1, 2, 4, 8 })
        {
            await PrintAsync($"{database}, start and finish, {clients} client(s)", server, clients, pace, () => StartAsync(server));
            await PrintAsync($"{database}, start, suspend and resume, {clients} client(s)", server, clients, pace, () => StartAndResumeAsync(server));
        }
        await using var full = await server.SiblingAsync();
        await ImportAsync(full);
        await LongLife.FillAsync(full, pace);
        foreach (var clients in new[] { 1, 4 })
            await PrintFullAsync(database, server, full, clients, pace);
    }

    static async Task PrintAsync(string name, BenchServer server, int clients, Pace pace, Func<Task> work)
    {
        var raw = await Task.WhenAll(Enumerable.Range(0, clients).Select(_ => server.RawAsync()));
        var (commits, workflows) = (new Load(), new Load());
        await workflows.AddSliceAsync(clients, pace.Slice / 2, _ => work());
        workflows = new Load();
        // In turns, so that whatever else this machine does hits both.
        for (var slice = 0; slice < pace.Slices; slice++)
        {
            await commits.AddSliceAsync(clients, pace.Slice / 2, client => raw[client].CommitAsync());
            await workflows.AddSliceAsync(clients, pace.Slice, _ => work());
        }
        foreach (var one in raw)
            await one.DisposeAsync();
        new Figure(name, workflows.PerSecond, "workflows/s", commits.PerSecond, "single-row commits/s")
        {
            P50Milliseconds = workflows.Percentile(0.5),
            P99Milliseconds = workflows.Percentile(0.99),
        }.Print();
    }

    static async Task PrintFullAsync(string database, BenchServer fresh, BenchServer full, int clients, Pace pace)
    {
        var (few, many) = (new Load(), new Load());
        for (var slice = 0; slice < pace.Slices * 2; slice++)
        {
            await few.AddSliceAsync(clients, pace.Slice, _ => StartAndResumeAsync(fresh));
            await many.AddSliceAsync(clients, pace.Slice, _ => StartAndResumeAsync(full));
        }
        var what = $"{pace.Versions} versions and {pace.Instances} finished instances";
        new Figure($"{database}, start, suspend and resume among {what}, {clients} client(s)", 1000 / many.PerSecond, "ms", 1000 / few.PerSecond, "ms in a new database")
        {
            P50Milliseconds = many.Percentile(0.5),
            P99Milliseconds = many.Percentile(0.99),
        }.Print();
    }

    static async Task ImportAsync(BenchServer server)
    {
        await server.Runtime.Definitions.ImportAsync(Drawings.StartAndFinish, publish: true);
        await server.Runtime.Definitions.ImportAsync(Drawings.StartSuspendResume, publish: true);
    }

    static Task<WorkflowInstance?> StartAsync(BenchServer server) => server.Runtime.StartAsync(new StartWorkflow("finish"));

    static async Task StartAndResumeAsync(BenchServer server)
    {
        var instance = (await server.Runtime.StartAsync(new StartWorkflow("suspend")))!;
        if (!await server.Runtime.ResumeAsync(instance.Id, instance.Bookmarks[0].Id))
            throw new InvalidOperationException("It was resumed already.");
    }
}
