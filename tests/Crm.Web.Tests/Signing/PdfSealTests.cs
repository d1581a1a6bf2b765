using Crm.Documents;
using Crm.Signing.Pdf;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Signing;

public sealed class PdfSealTests
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    static string Html(string title, int pages) =>
        $"""<!doctype html><html lang="nl"><head><title>{title}</title></head><body>{string.Concat(Enumerable.Range(1, pages).Select(page => $"<h1 style='break-before:page'>{title} {page}</h1><p><a href='https://example.nl'>link</a> {new string('x', page)}</p>"))}</body></html>""";

    [Fact]
    public async Task A_sealed_pdf_is_accepted_by_others_and_begins_with_the_original()
    {
        await using var server = await CrmServer.StartAsync(On.Sqlite);
        var original = await PrintAsync(server, Html("Offerte", 3));
        var sealedBytes = await SealAsync(server, original, await PrintAsync(server, Html("Bewijs", 2)));
        Assert.Equal(original, sealedBytes[..original.Length]);
        using var pdf = await PdfFile.WriteAsync(sealedBytes);
        var signature = await pdf.RunAsync("pdfsig");
        Assert.Contains("Signature Validation: Signature is Valid.", signature, StringComparison.Ordinal);
        Assert.Contains("Total document signed", signature, StringComparison.Ordinal);
        Assert.Contains("ETSI.CAdES.detached", signature, StringComparison.Ordinal);
        var check = await pdf.RunAsync("qpdf", "--check");
        Assert.Contains("No syntax or stream encoding errors found", check, StringComparison.Ordinal);
        Assert.DoesNotContain("WARNING", check, StringComparison.Ordinal);
        var text = await pdf.RunAsync("pdftotext", "-");
        Assert.True(text.IndexOf("Offerte 3", StringComparison.Ordinal) < text.IndexOf("Bewijs 1", StringComparison.Ordinal));
        Assert.Matches(@"Pages:\s+5", await pdf.RunAsync("pdfinfo"));
        Assert.Contains("evidence.json", await pdf.RunAsync("pdfdetach", "-list"), StringComparison.Ordinal);
    }

    static Task<byte[]> PrintAsync(CrmServer server, string html) => server.Services.GetRequiredService<PdfPrinter>().PrintAsync(html, Cancel);

    static Task<byte[]> SealAsync(CrmServer server, byte[] original, byte[] evidence)
    {
        var statement = new SealStatement("Brekelmans Techniek B.V.", "Getekend door Jorrit Brandsma", "Tilburg", server.Clock.GetUtcNow().UtcDateTime);
        var signer = server.Services.GetRequiredService<SealSigner>();
        return PdfSeal.ApplyAsync(original, evidence, "evidence.json", "{}"u8.ToArray(), statement, content => signer.SignAsync(content, Cancel));
    }
}
