using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace Crm;

/// <summary>A real PostgreSQL of this test run's own: made on first use in a temporary folder, stopped by <see cref="TestRun"/>.</summary>
public static class PostgresCluster
{
    static readonly Lazy<Task<string>> Server = new(StartAsync);
    static Func<Task> stopAsync = () => Task.CompletedTask;

    /// <summary>Set before the first database is made: every commit reaches the disk. Tests of durability kill the server, not the machine, and need none of it.</summary>
    public static bool IsDurable { get; set; }

    /// <summary>A new database, empty or a copy of another; the answer is its connection string.</summary>
    public static async Task<string> NewDatabaseAsync(string? copyOf = null)
    {
        var server = await Server.Value;
        var name = $"crm_{Guid.NewGuid():N}";
        await using var connection = new NpgsqlConnection($"{server};Database=postgres;Pooling=false");
        await connection.OpenAsync();
        var template = copyOf is null ? "template1" : new NpgsqlConnectionStringBuilder(copyOf).Database;
        await using var create = new NpgsqlCommand($"CREATE DATABASE {name} TEMPLATE {template}", connection);
        await create.ExecuteNonQueryAsync();
        return $"{server};Database={name};Maximum Pool Size=20";
    }

    /// <summary>Drops a database with its connections: hundreds of finished tests would use up what PostgreSQL allows.</summary>
    public static async Task DropAsync(string database)
    {
        NpgsqlConnection.ClearPool(new NpgsqlConnection(database));
        await using var connection = new NpgsqlConnection($"{await Server.Value};Database=postgres;Pooling=false");
        await connection.OpenAsync();
        await using var drop = new NpgsqlCommand($"DROP DATABASE IF EXISTS {new NpgsqlConnectionStringBuilder(database).Database} WITH (FORCE)", connection);
        await drop.ExecuteNonQueryAsync();
    }

    public static Task StopAsync() => stopAsync();

    static async Task<string> StartAsync()
    {
        // A server that is already there (a container, a service) can be used instead.
        if (Environment.GetEnvironmentVariable("CRM_TEST_POSTGRES") is { Length: > 0 } given)
            return given;
        var bin = Directory.GetDirectories("/usr/lib/postgresql").Order().Last() + "/bin";
        var folder = Directory.CreateTempSubdirectory("crm-postgres-").FullName;
        var port = FreePort();
        await RunAsync($"chmod 777 {folder} && {As($"{bin}/initdb -D {folder}/data -A trust -U crm --no-sync > {folder}/initdb.log")}");
        await RunAsync(As($"{bin}/pg_ctl -D {folder}/data -w -l {folder}/server.log -o '-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync={(IsDurable ? "on" : "off")} -c max_connections=300' start > /dev/null"));
        stopAsync = async () =>
        {
            await RunAsync(As($"{bin}/pg_ctl -D {folder}/data -m immediate stop > /dev/null"));
            Directory.Delete(folder, recursive: true);
        };
        return $"Host=127.0.0.1;Port={port};Username=crm";
    }

    // PostgreSQL refuses to run as root; where the tests do, it runs as the account its package made.
    static string As(string command) => Environment.UserName == "root" ? $"runuser -u postgres -- sh -c \"{command}\"" : command;

    static async Task RunAsync(string command)
    {
        using var process = Process.Start(new ProcessStartInfo("sh", ["-c", command]) { RedirectStandardError = true })!;
        // pg_ctl leaves the server holding the pipes, so only the exit is waited for.
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"PostgreSQL for the tests did not start: {command}");
    }

    static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
