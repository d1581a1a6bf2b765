using System.Diagnostics;
using Crm.Workflows;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Crm.Data;

/// <summary>A server that cannot start says so in a sentence, and one that died while it started keeps nobody from starting again.</summary>
public sealed class StartTests
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_second_server_on_a_folder_is_refused_and_the_first_goes_on()
    {
        await using var first = await CrmServer.StartAsync(On.Sqlite);

        var (code, told) = await StartAsync("--data", first.DataFolder, "--port", "0");

        Assert.Equal(1, code);
        Assert.Contains(first.DataFolder, told, StringComparison.Ordinal);
        Assert.Contains("--data", told, StringComparison.Ordinal);
        Assert.Single(told.Trim().Split('\n'));
        Assert.Equal(7, await first.Database.ReadAsync(db => db.Users.CountAsync(Stop), Stop));
    }

    [Fact]
    public async Task A_port_in_use_and_a_database_that_does_not_answer_are_told_in_a_sentence()
    {
        await using var running = await CrmServer.StartAsync(On.Sqlite);
        await using var data = new TestFolder();
        await DatabaseTemplate.CopyAsync(On.Sqlite, demo: false, data.Path);

        var (code, told) = await StartAsync("--data", data.Path, "--port", $"{running.BaseAddress.Port}");
        Assert.Equal(1, code);
        Assert.Contains($"{running.BaseAddress.Port}", told, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", told, StringComparison.Ordinal);

        (code, told) = await StartAsync("--data", data.Path, "--port", "0", "--postgres", "Host=127.0.0.1;Port=1;Database=crm;Username=crm;Password=crm");
        Assert.Equal(1, code);
        Assert.Contains("--postgres", told, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_server_left_that_died_while_it_made_its_tables_is_cleared_away()
    {
        await using var data = new TestFolder();
        await using (var dead = new SqliteConnection(SqliteFile.ConnectionString(data.Path)))
        {
            await dead.OpenAsync(Stop);
            await using var left = dead.CreateCommand();
            left.CommandText = """CREATE TABLE "__EFMigrationsLock" ("Id" INTEGER PRIMARY KEY, "Timestamp" TEXT NOT NULL); INSERT INTO "__EFMigrationsLock" VALUES (1, '2026-11-28');""";
            await left.ExecuteNonQueryAsync(Stop);
        }

        await using var server = await CrmServer.StartAsync(["--data", data.Path, "--demo", "people"]);

        Assert.Equal(7, await server.Database.ReadAsync(db => db.Users.CountAsync(Stop), Stop));
    }

    static async Task<(int Code, string Told)> StartAsync(params string[] settings)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", [typeof(CrmHost).Assembly.Location, .. settings, "--demo", "people"]) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        var told = await process.StandardError.ReadToEndAsync(Stop);
        await process.WaitForExitAsync(Stop);
        return (process.ExitCode, told);
    }
}
