using System.Data.Common;

namespace Crm.Signing;

/// <summary>"verify FILE.pdf" on the command line. Exit code 0: genuine; 1: not; 2: the file cannot be read.</summary>
public static class VerifyCommand
{
    public static async Task<int> RunAsync(string[] args)
    {
        if (args is not [_, var path, ..] || !File.Exists(path))
        {
            await Console.Error.WriteLineAsync(Say("Welk bestand? verify BESTAND.pdf", "Which file? verify FILE.pdf"));
            return 2;
        }
        var file = await File.ReadAllBytesAsync(path);
        await using var app = CrmHost.Create(args[2..], builder => builder.Logging.ClearProviders());
        var report = await CheckAsync(app.Services, file);
        foreach (var sentence in SealCheck.Tell(report ?? new(KnownAs.Unknown, SealReader.Read(file), IsOurSeal: false)))
            Console.WriteLine(sentence);
        return report?.IsGenuine ?? SealReader.Read(file) is { IsIntact: true, EvidenceHolds: true } ? 0 : 1;
    }

    /// <summary>Against our records; null when they are out of reach, and the file has to prove itself.</summary>
    static async Task<SealReport?> CheckAsync(IServiceProvider services, byte[] file)
    {
        var settings = services.GetRequiredService<CrmSettings>();
        try
        {
            if (settings.Postgres.Length > 0 || Directory.Exists(settings.Data))
                return await services.GetRequiredService<SealCheck>().CheckAsync(file, CancellationToken.None);
        }
        catch (Exception away) when (away is DbException or InvalidOperationException)
        {
            await Console.Error.WriteLineAsync(away.Message);
        }
        Console.WriteLine(Say("De administratie is niet bereikbaar; alleen het bestand zelf is bekeken.", "The records are out of reach; only the file itself was looked at."));
        return null;
    }
}
