namespace Crm.Studio;

/// <summary>One server for the tests that draw: each makes definitions of its own.</summary>
public sealed class StudioServer : IAsyncLifetime
{
    public CrmServer Server { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Server = await CrmServer.StartAsync(On.Sqlite);

    public ValueTask DisposeAsync() => Server.DisposeAsync();
}
