using Crm.Benchmarks.Duplicates;
using Crm.Benchmarks;

if (args is ["memory"])
{
    await MemoryFigures.PrintAsync(Pace.Quick);
    return 0;
}
if (args is ["pdf"] or ["pdf", "--quick"])
{
    await using var printing = await BenchServer.OnSqliteAsync();
    await PdfFigures.PrintAsync(printing, args.Contains("--quick") ? Pace.Quick : Pace.Full);
    return 0;
}
if (args is ["duplicates", .. var asked])
    return await DuplicateBench.RunAsync(asked);
if (args is ["dashboard", ("--data" or "--postgres") and var where, var database, .. var more] && more is [] or ["--rounds", _])
{
    await DashboardSpeed.PrintAsync(where == "--data" ? [where, database] : [where, database, "--data", Directory.CreateTempSubdirectory("crm-bench-").FullName], more is [_, var number] ? int.Parse(number, System.Globalization.CultureInfo.InvariantCulture) : 20);
    return 0;
}
if (args is ["studio"] or ["studio", "--quick"])
{
    var speed = args.Contains("--quick") ? Pace.Quick : Pace.Full;
    await using (var onSqlite = await BenchServer.WithPeopleAsync(onPostgres: false))
        await StudioFigures.PrintAsync("SQLite", onSqlite, speed);
    await using (var onPostgres = await BenchServer.WithPeopleAsync(onPostgres: true))
        await StudioFigures.PrintAsync("PostgreSQL", onPostgres, speed);
    await Crm.PostgresCluster.StopAsync();
    return 0;
}
if (args is ["lists", ("--data" or "--postgres") and var kept, var place])
{
    await using var loaded = await BenchServer.OnLoadedAsync(kept, place);
    await new ListFigures(kept == "--data" ? "SQLite" : "PostgreSQL", loaded).PrintAsync();
    return 0;
}
if (args is ["lists", .. var size] && size is [] or ["--relations", _])
{
    var relations = size is [_, var count] ? int.Parse(count, System.Globalization.CultureInfo.InvariantCulture) : 10_000;
    await using (var onSqlite = await BenchServer.LoadedAsync(onPostgres: false, relations))
        await new ListFigures("SQLite", onSqlite).PrintAsync();
    await using (var onPostgres = await BenchServer.LoadedAsync(onPostgres: true, relations))
        await new ListFigures("PostgreSQL", onPostgres).PrintAsync();
    await Crm.PostgresCluster.StopAsync();
    return 0;
}
if (args is ["import", .. var many] && many is [] or ["--rows", _])
{
    var rows = many is [_, var number] ? int.Parse(number, System.Globalization.CultureInfo.InvariantCulture) : 10_000;
    await using (var onSqlite = await BenchServer.WithPeopleAsync(onPostgres: false))
        await new ImportFigures("SQLite", onSqlite, rows).PrintAsync();
    await using (var onPostgres = await BenchServer.WithPeopleAsync(onPostgres: true))
        await new ImportFigures("PostgreSQL", onPostgres, rows).PrintAsync();
    await Crm.PostgresCluster.StopAsync();
    return 0;
}
if (args is not ["engine", .. var options] || options is not ([] or ["--quick"]))
{
    Console.Error.WriteLine("./crm bench engine [--quick]   prints a line of JSON for each figure of the workflow engine, beside its reference");
    Console.Error.WriteLine("./crm bench pdf [--quick]      the same for quotes printed per second, beside a bare Chromium");
    Console.Error.WriteLine("./crm bench studio [--quick]   how long Elsa Studio waits for the save of a definition of 200 activities and for the toolbox");
    Console.Error.WriteLine("./crm bench lists [--relations N | --data DIR | --postgres CONNECTION]   lists, filters, sorts and searches on a loaded company (of 10,000 relations), beside hand-written SQL");
    Console.Error.WriteLine("./crm bench import [--rows N]  rows of a file that are checked and imported a second (of 10,000), beside a bulk insert of the same");
    Console.Error.WriteLine("./crm bench dashboard --data DIR | --postgres CONNECTION [--rounds N]   how long each tab of the dashboard takes on that database");
    Console.Error.WriteLine("./crm bench duplicates [--quality] …   how fast and how well duplicates are found; see bench/README.md");
    return 2;
}
var pace = options is ["--quick"] ? Pace.Quick : Pace.Full;
await MemoryFigures.PrintAsync(pace);
await using (var sqlite = await BenchServer.OnSqliteAsync())
    await StoreFigures.PrintAsync("SQLite", sqlite, pace);
await using (var postgres = await BenchServer.OnPostgresAsync())
    await StoreFigures.PrintAsync("PostgreSQL", postgres, pace);
await Crm.PostgresCluster.StopAsync();
return 0;
