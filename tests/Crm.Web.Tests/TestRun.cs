[assembly: AssemblyFixture(typeof(Crm.TestRun))]

namespace Crm;

/// <summary>What all tests of a run share, and its end: xunit waits for this, but only ten seconds for what a process does when it exits.</summary>
public sealed class TestRun : IAsyncDisposable
{
    public async ValueTask DisposeAsync()
    {
        await PostgresCluster.StopAsync();
        await DatabaseTemplate.DeleteAsync();
    }
}
