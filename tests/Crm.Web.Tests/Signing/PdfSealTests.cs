using System.Text;
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

    [Fact]
    public async Task Any_changed_byte_and_anything_added_is_seen_by_us_and_by_others()
    {
        await using var server = await CrmServer.StartAsync(On.Sqlite);
        var whole = await SealAsync(server, await PrintAsync(server, Html("Offerte", 1)), await PrintAsync(server, Html("Bewijs", 1)));
        Assert.True(SealReader.Read(whole)!.IsIntact);
        var random = new Random(20261123);
        var signatureAt = Encoding.Latin1.GetString(whole).LastIndexOf("/Contents <", StringComparison.Ordinal);
        // Everywhere, and twice as often inside the signature, where the seal itself does not look.
        var places = Enumerable.Range(0, 100).Select(_ => random.Next(whole.Length))
            .Concat(Enumerable.Range(0, 200).Select(_ => signatureAt + random.Next(PdfSignatureSpace.Bytes * 2)));
        foreach (var place in places)
        {
            var changed = whole.ToArray();
            changed[place] ^= (byte)(1 << random.Next(8));
            Assert.False(SealReader.Read(changed) is { IsIntact: true }, $"a changed bit in byte {place} was not seen");
        }
        foreach (var altered in new[] { [.. whole, (byte)'\n'], whole[..^1], whole[..(whole.Length / 2)], [.. whole, .. whole], [.. whole.Reverse()], [] })
            Assert.False(SealReader.Read(altered) is { IsIntact: true });
        whole[100] ^= 1;
        using var pdf = await PdfFile.WriteAsync(whole);
        Assert.DoesNotContain("Signature is Valid", await pdf.RunAsync("pdfsig"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_seal_with_a_time_stamp_is_about_the_moment_that_the_server_vouches_for()
    {
        await using var stamps = await TimeStampAuthority.StartAsync();
        await using var server = await CrmServer.StartAsync(On.Sqlite);
        server.Services.GetRequiredService<CrmSettings>().Seal.TimeStampUrl = stamps.Url;
        var whole = await SealAsync(server, await PrintAsync(server, Html("Offerte", 1)), await PrintAsync(server, Html("Bewijs", 1)));
        var seal = SealReader.Read(whole)!;
        Assert.True(seal.IsIntact);
        Assert.InRange(seal.StampedAt!.Value, DateTime.UtcNow.AddMinutes(-2), DateTime.UtcNow.AddMinutes(2));
        using var pdf = await PdfFile.WriteAsync(whole);
        Assert.Contains("Signature is Valid", await pdf.RunAsync("pdfsig"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_time_stamp_server_that_is_down_leaves_a_valid_seal_without_a_stamp()
    {
        await using var server = await CrmServer.StartAsync(On.Sqlite);
        server.Services.GetRequiredService<CrmSettings>().Seal.TimeStampUrl = "http://127.0.0.1:9/";
        var seal = SealReader.Read(await SealAsync(server, await PrintAsync(server, Html("Offerte", 1)), await PrintAsync(server, Html("Bewijs", 1))))!;
        Assert.True(seal.IsIntact);
        Assert.Null(seal.StampedAt);
    }

    static Task<byte[]> PrintAsync(CrmServer server, string html) => server.Services.GetRequiredService<PdfPrinter>().PrintAsync(html, Cancel);

    static Task<byte[]> SealAsync(CrmServer server, byte[] original, byte[] evidence)
    {
        var statement = new SealStatement("Brekelmans Techniek B.V.", "Getekend door Jorrit Brandsma", "Tilburg", server.Clock.GetUtcNow().UtcDateTime);
        var signer = server.Services.GetRequiredService<SealSigner>();
        return PdfSeal.ApplyAsync(original, evidence, "evidence.json", "{}"u8.ToArray(), statement, content => signer.SignAsync(content, Cancel));
    }
}
