using Microsoft.Extensions.Configuration;

namespace Crm.Benchmarks.Duplicates;

/// <summary>"bench duplicates" on the command line.</summary>
public static class DuplicateBench
{
    public static async Task<int> RunAsync(string[] args)
    {
        var asked = new ConfigurationBuilder().AddCommandLine([.. args.Where(arg => arg != "--quality")]).Build();
        if (args.Contains("--quality"))
            await PrintQualityAsync(asked);
        else
            await DuplicateSpeed.PrintAsync(asked.GetValue("organisations", 100_000), asked.GetValue("sampled", 200), asked["database"]);
        return 0;
    }

    static async Task PrintQualityAsync(IConfigurationRoot asked)
    {
        await using (var server = await BenchServer.OnSqliteAsync())
            await DuplicateQuality.PrintAsync(server, asked.GetValue("organisations", 200_000), asked.GetValue("show", 0));
        if (asked["febrl"] is { } file)
            PersonQuality.Print(file);
        else
            Console.WriteLine("Persons are skipped: name the file with --febrl dataset3.csv (FEBRL 3, as the Python Record Linkage Toolkit hands it out).");
    }
}
