using System.Collections.Concurrent;
using Crm.Quotes;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Crm;

/// <summary>Seeds a database once per kind and copies it for each test: a test costs what it tests.</summary>
public static class DatabaseTemplate
{
    static readonly ConcurrentDictionary<(On On, bool Demo), Lazy<Task<string>>> Templates = new();
    static readonly ConcurrentBag<TestFolder> Folders = [];

    /// <summary>Puts a copy in the data folder, or in PostgreSQL; the answer is the settings that lead there.</summary>
    public static async Task<string[]> CopyAsync(On on, bool demo, string dataFolder)
    {
        var template = await Templates.GetOrAdd((on, demo), kind => new(() => MakeAsync(kind.On, kind.Demo))).Value;
        string[] demoSetting = ["--demo", demo ? "full" : "people"];
        if (on == On.Postgres)
            return ["--postgres", await PostgresCluster.NewDatabaseAsync(template), .. demoSetting];
        foreach (var file in Directory.GetFiles(template))
            File.Copy(file, Path.Combine(dataFolder, Path.GetFileName(file)), overwrite: true);
        return demoSetting;
    }

    static async Task<string> MakeAsync(On on, bool demo)
    {
        var folder = new TestFolder();
        string[] database = on == On.Postgres ? ["--postgres", await PostgresCluster.NewDatabaseAsync()] : [];
        await using (var server = await CrmServer.StartAsync(["--data", folder.Path, "--demo", demo ? "full" : "people", .. database]))
        {
            // Else every copy would begin by looking for duplicates again.
            await Eventually.TrueAsync(() => server.Database.ReadAsync(async db => !await db.Organisations.AnyAsync(organisation => !organisation.IsSwept)), "duplicates have been looked for");
            // Else the demo company's approved quote would be printed and sent in every copy, while a test adds up its forecasts.
            await Eventually.TrueAsync(() => server.Database.ReadAsync(async db => !await db.Quotes.AnyAsync(quote => quote.Status == QuoteStatus.Approved) && !await db.Outbox.AnyAsync(message => message.DoneAt == null)), "what was approved is sent");
        }
        SqliteConnection.ClearAllPools();
        NpgsqlConnection.ClearAllPools();
        Folders.Add(folder);
        return on == On.Postgres ? database[1] : folder.Path;
    }

    public static async Task DeleteAsync()
    {
        foreach (var folder in Folders)
            await folder.DisposeAsync();
    }
}
