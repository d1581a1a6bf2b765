using System.Net;
using System.Net.Http.Json;
using Crm.Data;
using Crm.Data.Seed;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Crm;

/// <summary>The whole product on a free port of this machine, on its own database, with a clock that the test moves.</summary>
public sealed class CrmServer : IAsyncDisposable
{
    static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(100);
    readonly WebApplication app;
    readonly IAsyncDisposable[] owned;
    Timer? ticking;

    CrmServer(WebApplication app, FakeTimeProvider clock, params IAsyncDisposable[] owned)
    {
        (this.app, Clock, this.owned) = (app, clock, owned);
        BaseAddress = new(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
    }

    public FakeTimeProvider Clock { get; }
    public Uri BaseAddress { get; }
    public IServiceProvider Services => app.Services;
    public string DataFolder => Services.GetRequiredService<CrmSettings>().Data;
    public CrmDatabase Database => Services.GetRequiredService<CrmDatabase>();

    /// <summary>A new server on a new database.</summary>
    /// <param name="demo">True fills it with the demo company's year; false gives the base tables and the demo people only.</param>
    /// <param name="settings">As on the command line: "--Smtp:Host", "127.0.0.1".</param>
    public static async Task<CrmServer> StartAsync(On on, bool demo = false, params string[] settings)
    {
        var data = new TestFolder();
        var database = await DatabaseTemplate.CopyAsync(on, demo, data.Path);
        return await StartAsync(["--data", data.Path, .. database, .. settings], on == On.Postgres ? [data, new CopiedDatabase(database[1])] : [data]);
    }

    /// <summary>A server with these settings: a second one on the same database, or one that starts again.</summary>
    public static async Task<CrmServer> StartAsync(string[] args, params IAsyncDisposable[] owned)
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 11, 23, 9, 0, 0, TimeSpan.Zero));
        var app = CrmHost.Create(args.Contains("--port") ? args : [.. args, "--port", "0"], builder =>
        {
            builder.Services.AddSingleton<TimeProvider>(clock);
            builder.Logging.SetMinimumLevel(LogLevel.Warning);
        });
        await CrmHost.PrepareAsync(app);
        await app.StartAsync();
        return new(app, clock, owned);
    }

    /// <summary>
    /// Moves the clock to a day after today, when whatever a server with a real clock left to be done on this database is due, and lets
    /// it run from there: a worker that had just looked, and one whose first attempt failed, look again.
    /// </summary>
    public void CatchUpWithRealClocks()
    {
        Clock.SetUtcNow(DateTimeOffset.UtcNow.AddDays(1));
        ticking = new Timer(_ => Clock.Advance(Tick), null, Tick, Tick);
    }

    /// <summary>A client without a session.</summary>
    public HttpClient Anonymous() => new(new SocketsHttpHandler { CookieContainer = new CookieContainer(), AllowAutoRedirect = false }) { BaseAddress = BaseAddress };

    /// <summary>A client signed in as a person of the demo company: "sanne", "bas", "marieke", "petra", "adil" …</summary>
    public async Task<HttpClient> SignInAsync(string who)
    {
        var client = Anonymous();
        var answer = await client.PostAsJsonAsync("/api/session", new { email = $"{who}@brekelmans.example", password = DemoPeople.Password });
        answer.EnsureSuccessStatusCode();
        return client;
    }

    public async ValueTask DisposeAsync()
    {
        if (ticking is not null)
            await ticking.DisposeAsync();
        await app.StopAsync();
        await app.DisposeAsync();
        foreach (var part in owned)
            await part.DisposeAsync();
    }
}

/// <summary>The database a test runs on.</summary>
public enum On { Sqlite, Postgres }

/// <summary>A PostgreSQL database that is gone when its test is.</summary>
public sealed class CopiedDatabase(string connection) : IAsyncDisposable
{
    public async ValueTask DisposeAsync() => await PostgresCluster.DropAsync(connection);
}

/// <summary>A folder that is gone when the test is.</summary>
public sealed class TestFolder : IAsyncDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("crm-test-").FullName;

    public ValueTask DisposeAsync()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(Path, recursive: true);
        return ValueTask.CompletedTask;
    }
}
