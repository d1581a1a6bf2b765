using System.Globalization;

namespace Crm.Data.Load;

/// <summary>"load --relations N" on the command line. Exit code 0: loaded; 1: refused; 2: not understood.</summary>
public static class LoadCommand
{
    const int UsualSeed = 2026;

    public static async Task<int> RunAsync(string[] args)
    {
        var asked = new ConfigurationBuilder().AddCommandLine(args[1..]).Build();
        if (!int.TryParse(asked["relations"], NumberStyles.None, CultureInfo.InvariantCulture, out var relations)
            || !int.TryParse(asked["seed"] ?? $"{UsualSeed}", NumberStyles.None, CultureInfo.InvariantCulture, out var seed))
        {
            await Console.Error.WriteLineAsync(Say("Hoeveel relaties? load --relations 10000 [--seed 2026]", "How many relations? load --relations 10000 [--seed 2026]"));
            return 2;
        }
        await using var app = CrmHost.Create([.. args[1..], "--demo", "people"], builder => builder.Logging.ClearProviders());
        await CrmHost.PrepareAsync(app);
        try
        {
            var load = app.Services.GetRequiredService<CompanyLoad>();
            var done = await load.RunAsync(relations, seed, Bar(), CancellationToken.None);
            Console.WriteLine('\n' + Say($"Klaar: {done.Relations:N0} relaties, {done.Rows:N0} rijen in {done.Taken.TotalSeconds:N0} s ({Pace(done):N0} rijen per seconde).",
                $"Done: {done.Relations:N0} relations, {done.Rows:N0} rows in {done.Taken.TotalSeconds:N0} s ({Pace(done):N0} rows a second)."));
            return 0;
        }
        catch (RefusedException refused)
        {
            await Console.Error.WriteLineAsync(refused.Told);
            return 1;
        }
    }

    static double Pace(LoadProgress progress) => progress.Rows / Math.Max(0.001, progress.Taken.TotalSeconds);

    /// <summary>One line that is drawn over; in a file a line for each tenth, and for each ten indexes.</summary>
    static Action<LoadProgress> Bar()
    {
        var shown = -1L;
        return progress =>
        {
            if (!Console.IsErrorRedirected)
                Console.Error.Write("\r" + Line(progress).PadRight(100));
            else if (shown != (shown = (progress.Relations * 10L / progress.Of) + progress.IndexesLeft / 10))
                Console.Error.WriteLine(Line(progress));
        };
    }

    static string Line(LoadProgress progress)
    {
        var part = progress.Relations / (double)progress.Of;
        return $"[{new string('#', (int)(part * 30)),-30}] {part,5:P0}  {progress.Relations:N0} / {progress.Of:N0}  "
            + (progress.IndexesLeft > 0 ? Say($"nog {progress.IndexesLeft} indexen", $"{progress.IndexesLeft} indexes to go") : $"{Pace(progress):N0}/s");
    }
}
