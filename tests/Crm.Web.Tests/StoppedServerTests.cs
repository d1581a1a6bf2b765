using System.Runtime.CompilerServices;

namespace Crm;

public sealed class StoppedServerTests
{
    [Fact]
    public async Task A_stopped_server_leaves_nothing_behind()
    {
        // What held one once was a clock that kept ticking: the tests' process grew to gigabytes and became slow.
        var stopped = new List<WeakReference>();
        for (var i = 0; i < 3; i++)
            stopped.Add(await StartedAndStoppedAsync());

        await Eventually.TrueAsync(() =>
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            // The last one may still be on the stack.
            return stopped.Count(server => server.IsAlive) <= 1;
        }, "the memory of stopped servers is given back");
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    static async Task<WeakReference> StartedAndStoppedAsync()
    {
        await using var server = await CrmServer.StartAsync(On.Sqlite);
        await server.SignInAsync("sanne");
        return new(server.Services);
    }
}
