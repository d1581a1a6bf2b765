using System.Data.Common;
using System.Net.Http.Json;
using Crm.Data;
using Crm.Data.Load;
using Crm.Data.Seed;
using Crm.Engine;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Crm.Benchmarks;

/// <summary>The parts of the server on a new database that commits as durably as in production. Its workers do not run.</summary>
public sealed class BenchServer : IAsyncDisposable
{
    readonly WebApplication app;
    readonly DirectoryInfo? folder;

    BenchServer(WebApplication app, DirectoryInfo? folder) => (this.app, this.folder) = (app, folder);

    public WorkflowRuntime Runtime => app.Services.GetRequiredService<WorkflowRuntime>();
    public T Get<T>() where T : notnull => app.Services.GetRequiredService<T>();
    public CrmDatabase Database => app.Services.GetRequiredService<CrmDatabase>();

    public static Task<BenchServer> OnSqliteAsync() => StartAsync();

    public static async Task<BenchServer> OnPostgresAsync()
    {
        PostgresCluster.IsDurable = true;
        return await StartAsync("--postgres", await PostgresCluster.NewDatabaseAsync());
    }

    /// <summary>On a company of this size, made for it.</summary>
    public static async Task<BenchServer> LoadedAsync(bool onPostgres, int relations)
    {
        var server = await WithPeopleAsync(onPostgres);
        await server.Get<CompanyLoad>().RunAsync(relations, 2026, _ => { }, CancellationToken.None);
        return server;
    }

    /// <summary>With the demo people, to sign in as.</summary>
    public static async Task<BenchServer> WithPeopleAsync(bool onPostgres)
    {
        PostgresCluster.IsDurable = true;
        string[] people = ["--empty", "false", "--demo", "people"];
        return onPostgres ? await StartAsync([.. people, "--postgres", await PostgresCluster.NewDatabaseAsync()]) : await StartAsync(people);
    }

    /// <summary>Opens the server for requests, with its workers, and signs a person of the demo company in.</summary>
    public async Task<HttpClient> SignInAsync(string who)
    {
        await app.StartAsync();
        var client = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
        var answer = await client.PostAsJsonAsync("/api/session", new { email = $"{who}@brekelmans.example", password = DemoPeople.Password });
        answer.EnsureSuccessStatusCode();
        return client;
    }

    /// <summary>On a company that was loaded before, and stays.</summary>
    /// <param name="where">As the server is told: --data DIR or --postgres CONNECTION.</param>
    public static async Task<BenchServer> OnLoadedAsync(params string[] where)
    {
        string[] folder = where is ["--postgres", _] ? ["--data", Directory.CreateTempSubdirectory("crm-bench-").FullName] : [];
        var app = CrmHost.Create([.. where, .. folder, "--port", "0"], builder => builder.Logging.SetMinimumLevel(LogLevel.Error));
        await CrmHost.PrepareAsync(app);
        return new BenchServer(app, null);
    }

    /// <summary>Another one on the same kind of database.</summary>
    public Task<BenchServer> SiblingAsync() => app.Services.GetRequiredService<CrmSettings>().Postgres.Length > 0 ? OnPostgresAsync() : OnSqliteAsync();

    /// <summary>A connection as the server itself opens it.</summary>
    public async Task<RawCommits> RawAsync()
    {
        var db = await app.Services.GetRequiredService<IDbContextFactory<CrmDbContext>>().CreateDbContextAsync();
        await db.Database.OpenConnectionAsync();
        return await RawCommits.PrepareAsync(db);
    }

    public async Task ExecuteAsync(string sql)
    {
        await using var db = await app.Services.GetRequiredService<IDbContextFactory<CrmDbContext>>().CreateDbContextAsync();
        db.Database.SetCommandTimeout(TimeSpan.FromMinutes(10));
        await db.Database.ExecuteSqlRawAsync(sql.Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal));
    }

    static async Task<BenchServer> StartAsync(params string[] database)
    {
        var folder = Directory.CreateTempSubdirectory("crm-bench-");
        string[] args = ["--data", folder.FullName, "--empty", "true", "--port", "0", .. database];
        var app = CrmHost.Create(args, builder => builder.Logging.SetMinimumLevel(LogLevel.Error));
        await CrmHost.PrepareAsync(app);
        return new BenchServer(app, folder);
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        folder?.Delete(recursive: true);
    }
}

/// <summary>The least that a commit can cost: one row of 200 characters inserted on a connection of one's own, the statement prepared once.</summary>
public sealed class RawCommits(CrmDbContext db, DbCommand insert) : IAsyncDisposable
{
    const string SqliteTable = """CREATE TABLE IF NOT EXISTS "BenchRaw" ("Id" INTEGER PRIMARY KEY, "Text" TEXT NOT NULL)""";
    const string PostgresTable = """CREATE TABLE IF NOT EXISTS "BenchRaw" ("Id" BIGSERIAL PRIMARY KEY, "Text" TEXT NOT NULL)""";

    public static async Task<RawCommits> PrepareAsync(CrmDbContext db)
    {
        await db.Database.ExecuteSqlRawAsync(db.Database.IsNpgsql() ? PostgresTable : SqliteTable);
        var insert = db.Database.GetDbConnection().CreateCommand();
        insert.CommandText = "INSERT INTO \"BenchRaw\" (\"Text\") VALUES (@text)";
        var text = insert.CreateParameter();
        (text.ParameterName, text.Value) = ("@text", new string('x', 200));
        insert.Parameters.Add(text);
        await insert.PrepareAsync();
        return new RawCommits(db, insert);
    }

    public Task CommitAsync() => insert.ExecuteNonQueryAsync();

    public async ValueTask DisposeAsync()
    {
        await insert.DisposeAsync();
        await db.DisposeAsync();
    }
}
