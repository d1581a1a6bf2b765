using System.Text.RegularExpressions;
using Crm.Documents;
using Crm.Relations;
using Microsoft.EntityFrameworkCore;

namespace Crm.Signing;

/// <summary>What the evidence says besides who signed.</summary>
public sealed class EvidenceTests
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, InlineData(On.Sqlite, true), InlineData(On.Postgres, false)]
    public async Task The_evidence_says_what_was_sent_how_the_address_was_come_by_and_how_it_was_read(On on, bool isPossible)
    {
        await using var scene = await SigningScene.StartAsync(on, prepare: async (scene, quote, sanne) =>
        {
            foreach (var address in new[] { "inkoop@anker.example", SigningScene.First })
                await scene.Get<RelationDesk>().EditContactAsync(quote.RelationId, quote.ContactId!.Value, new() { FirstName = "Jorrit", LastName = "Brandsma", Function = "Bedrijfsleider", Email = address }, sanne, Cancel);
            return quote;
        });
        var visitor = await scene.SendAsync();
        await visitor.OpenAsync();
        await visitor.SubmitAsync("code");
        var (zone, end) = isPossible ? ("America/New_York", scene.Server.Clock.GetUtcNow().UtcDateTime.ToString("O")) : ("Mars/Olympus", "2031-01-01T00:00:00Z");
        await visitor.SubmitAsync("sign", ("code", await scene.CodeAsync()), ("name", "Jorrit Brandsma"), ("function", "Bedrijfsleider"), ("consents", "yes"), ("zone", zone), ("readToEnd", end));
        await Eventually.TrueAsync(async () => (await scene.QuoteAsync()).SealedFileId is not null, "the quote is sealed");
        var sealedPdf = await visitor.DownloadAsync();
        var steps = SealReader.Read(sealedPdf)!.Evidence!.Steps;
        var (sent, signed) = (steps[0].Details, steps.Single(step => step.Kind == Step.Signed).Details);
        using var pdf = await PdfFile.WriteAsync(sealedPdf);
        var document = await scene.Server.Database.ReadAsync(db => db.Files.SingleAsync(file => file.Sha256 == sent["document"], Cancel), Cancel);
        using var asSent = await PdfFile.WriteAsync(document.Bytes);
        Assert.Matches($@"Pages:\s+{sent["pages"]}\b", await asSent.RunAsync("pdfinfo"));
        Assert.Equal(("installation 1, house 1", SigningScene.Customer, "Sanne de Wit"), (sent["template"], sent["organisation"], sent["addressEnteredBy"]));
        Assert.Equal(signed["visit"], steps.Single(step => step.Kind == Step.CodeVerified).Details["visit"]);
        Assert.Equal(isPossible, signed.ContainsKey("localTime") && signed.ContainsKey("readToEndAt"));
        Assert.Equal("1", signed["consentVersion"]);
        var text = Regex.Replace(await pdf.RunAsync("pdftotext", "-"), @"\s+", " ");
        Assert.Contains("adres op de contactkaart gezet door Sanne de Wit", text, StringComparison.Ordinal);
        Assert.Equal(isPossible, text.Contains("tot het einde in beeld", StringComparison.Ordinal));
    }
}
