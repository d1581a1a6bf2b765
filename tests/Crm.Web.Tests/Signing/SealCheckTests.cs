using System.Diagnostics;
using System.Net;
using System.Text.RegularExpressions;
using Crm.Forecasts;
using Crm.Mail;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Signing;

public sealed class SealCheckTests
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task Anyone_can_check_a_file_on_the_public_page_and_on_the_command_line(On on)
    {
        await using var scene = await SigningScene.StartAsync(on);
        var (sent, whole) = await scene.SignedAsync();
        var changed = whole.ToArray();
        changed[2_000] ^= 4;
        var client = scene.Server.Anonymous();
        Assert.Contains("Er is geen byte aan veranderd.", await UploadAsync(client, whole), StringComparison.Ordinal);
        Assert.Contains("Jorrit Brandsma", await UploadAsync(client, whole), StringComparison.Ordinal);
        Assert.Contains("veranderd of beschadigd. Vertrouw het niet.", await UploadAsync(client, changed), StringComparison.Ordinal);
        Assert.Contains("zoals wij haar hebben verstuurd. Zij is niet ondertekend.", await UploadAsync(client, sent), StringComparison.Ordinal);
        Assert.Contains("Wij kennen dit bestand niet", await UploadAsync(client, "%PDF-1.4 iets"u8.ToArray()), StringComparison.Ordinal);
        Assert.Contains("Kies eerst een pdf.", await UploadAsync(client, []), StringComparison.Ordinal);

        var settings = scene.Get<CrmSettings>();
        string[] reachable = ["--data", settings.Data, "--postgres", settings.Postgres];
        Assert.Equal(0, await CommandAsync(whole, reachable));
        Assert.Equal(1, await CommandAsync(changed, reachable));
        Assert.Equal(1, await CommandAsync(sent, reachable));
        string[] nowhere = ["--data", "/nowhere"];
        Assert.Equal(0, await CommandAsync(whole, nowhere));
        Assert.Equal(1, await CommandAsync(changed, nowhere));
    }

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task Delivered_again_and_at_once_a_quote_is_printed_and_sealed_once(On on)
    {
        await using var scene = await SigningScene.StartAsync(on);
        await scene.SignedAsync();
        var asked = await scene.Server.Database.ReadAsync(db => db.Outbox.Where(message => message.Kind != "mail").ToListAsync(Cancel), Cancel);
        Assert.Equal(["render-quote", "seal-quote"], asked.Select(message => message.Kind).Order());
        var deliverers = scene.Server.Services.GetServices<IOutboxDeliverer>().ToDictionary(deliverer => deliverer.Kind);
        await Task.WhenAll(asked.Concat(asked).Select(message => deliverers[message.Kind].DeliverAsync(message, Cancel)));
        Assert.Equal(2, await scene.Server.Database.ReadAsync(db => db.Files.CountAsync(file => file.OwnerId == scene.QuoteId, Cancel), Cancel));
        Assert.Single(await scene.StepsAsync(), step => step.Kind == Step.Sealed);
        Assert.Single(await scene.MailsToAsync("sanne@brekelmans.example"), mail => mail.FileIds.Count == 1);
        Assert.Equal(ForecastResult.Scored, await scene.Server.Database.ReadAsync(db => db.Forecasts.Where(forecast => forecast.Number == "2026-9118").Select(forecast => forecast.Result).SingleAsync(Cancel), Cancel));
    }

    static async Task<string> UploadAsync(HttpClient client, byte[] file)
    {
        var page = await client.GetStringAsync("/portal/verify", Cancel);
        using var form = new MultipartFormDataContent
        {
            { new StringContent(WebUtility.HtmlDecode(Regex.Match(page, "name=\"__RequestVerificationToken\" value=\"([^\"]+)\"").Groups[1].Value)), "__RequestVerificationToken" },
            { new ByteArrayContent(file), "file", "offerte.pdf" },
        };
        return WebUtility.HtmlDecode(await (await client.PostAsync("/portal/verify", form, Cancel)).Content.ReadAsStringAsync(Cancel));
    }

    static async Task<int> CommandAsync(byte[] file, string[] settings)
    {
        var path = Path.Combine(Path.GetTempPath(), $"crm-{Guid.NewGuid():N}.pdf");
        await File.WriteAllBytesAsync(path, file, Cancel);
        using var process = Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Crm.Web.dll"), "verify", path, .. settings]) { RedirectStandardOutput = true })!;
        await process.StandardOutput.ReadToEndAsync(Cancel);
        await process.WaitForExitAsync(Cancel);
        File.Delete(path);
        return process.ExitCode;
    }
}
