using System.Net;
using System.Text;
using Crm.Documents;
using Crm.Quotes.Grid;
using Crm.Quotes.Prices;
using Crm.Signing;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Quotes.Layout;

/// <summary>A PDF whose pages come behind those of a quote.</summary>
public sealed class QuoteAnnexTests
{
    static readonly LineEntry Unit = new(LineKind.Article, "Koelunit", Price: 100);

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task Its_pages_are_part_of_what_is_sent_signed_and_sealed_and_the_quote_names_it(On on)
    {
        await using var scene = await SigningScene.StartAsync(on, prepare: async (scene, quote, sanne) =>
        {
            var first = await scene.Get<QuoteAnnexes>().StoreAsync(quote.Id, new("Koelunit 42 kW.pdf", SmallPdf.Of(2, "Datablad")), sanne, Cancel);
            var second = await scene.Get<QuoteAnnexes>().StoreAsync(quote.Id, new("tekening.pdf", SmallPdf.Of(1, "Plattegrond")), sanne, Cancel);
            return await scene.Get<QuoteComposer>().EditTextsAsync(quote.Id, QuoteTexts.Of(quote) with { Blocks = new([second with { Caption = "Tekening <b>A3</b>" }, first]) }, quote.Revision, sanne, Cancel);
        });
        var customer = await scene.SendAsync();
        await customer.OpenAsync();
        Assert.Contains("Tekening <b>A3</b>", customer.Text, StringComparison.Ordinal);
        var address = System.Text.RegularExpressions.Regex.Match(customer.Html, "href=\"([^\"]*/pictures/[^\"]+)\"").Groups[1].Value;
        Assert.Equal(SmallPdf.Of(1, "Plattegrond"), await scene.Server.Anonymous().GetByteArrayAsync(address, Cancel));

        var (sent, signed) = await scene.SignedAsync();
        foreach (var document in new[] { sent, signed })
        {
            using var pdf = await PdfFile.WriteAsync(document);
            var text = await pdf.RunAsync("pdftotext", "-layout", "-");
            var parts = new[] { "Koelunit 42 kW", "Plattegrond 1", "Datablad 1", "Datablad 2" }.Select(part => text.LastIndexOf(part, StringComparison.Ordinal)).ToList();
            Assert.DoesNotContain(-1, parts);
            Assert.Equal(parts[1..].Order(), parts[1..]);
            Assert.Matches(@"Tagged:\s+yes", await pdf.RunAsync("pdfinfo"));
            Assert.Contains("No syntax or stream encoding errors", await pdf.RunAsync("qpdf", "--check"), StringComparison.Ordinal);
        }
        using var sealedFile = await PdfFile.WriteAsync(signed);
        Assert.Contains("Signature is Valid.", await sealedFile.RunAsync("pdfsig"), StringComparison.Ordinal);
        Assert.True(SealReader.Read(signed) is { IsIntact: true, EvidenceHolds: true });
    }

    [Fact]
    public async Task What_lies_on_its_pages_is_printed_and_can_no_longer_be_filled_in()
    {
        await using var server = await CrmServer.StartAsync(On.Sqlite, demo: false);
        var form = SmallPdf.Of(1, "Formulier", "/AcroForm << /Fields [] >>", "<< /Type /Annot /Subtype /Widget /FT /Tx /T (naam) /V (ingevuld) /Rect [50 600 250 620] /DA (/Helv 12 Tf) >>");
        var merged = await server.Services.GetRequiredService<PdfPages>().AppendAsync(SmallPdf.Of(1, "Offerte"), [form], Cancel);
        using var pdf = await PdfFile.WriteAsync(merged);
        Assert.Matches(@"Pages:\s+2", await pdf.RunAsync("pdfinfo"));
        Assert.DoesNotContain("Widget", Encoding.Latin1.GetString(merged), StringComparison.Ordinal);
        Assert.Equal(merged, await server.Services.GetRequiredService<PdfPages>().AppendAsync(SmallPdf.Of(1, "Offerte"), [form], Cancel));
    }

    [Theory]
    [InlineData("/OpenAction << /S /JavaScript /JS (app.alert(1)) >>")]
    [InlineData("/Open#41ction << /S /Java#53cript /J#53 (app.alert(1)) >>")]
    [InlineData("/OpenAction << /S /Launch /F (cmd.exe) >>")]
    [InlineData("/AA << /WC << /S /URI /URI (https://elders.example) >> >>")]
    [InlineData("/Names << /EmbeddedFiles << /Names [] >> >>")]
    [InlineData("/AcroForm << /XFA [] /Fields [] >>")]
    public async Task A_pdf_that_does_more_than_show_its_pages_is_refused(string catalog)
    {
        await using var scene = await QuoteScene.StartAsync(On.Sqlite);
        var quote = await scene.ComposeAsync(Unit);
        await QuoteScene.RefusedAsync(await TryAddAsync(scene.Sanne, quote.Id, "datablad.pdf", SmallPdf.Of(1, "x", catalog)), HttpStatusCode.BadRequest, "annex", "doet meer dan pagina's tonen");
    }

    [Fact]
    public async Task What_is_no_pdf_damaged_too_long_or_of_another_quote_is_refused_in_words()
    {
        await using var scene = await QuoteScene.StartAsync(On.Sqlite);
        var (quote, other) = (await scene.ComposeAsync(Unit), await scene.ComposeAsync(Unit));
        await RefusesAsync("datablad.pdf", "<html>"u8.ToArray(), "is geen pdf");
        await RefusesAsync("datablad.pdf", [.. SmallPdf.Of(1, "x"), .. new byte[QuoteAnnexes.MaxBytes]], "hoogstens 8 MB");
        await RefusesAsync("datablad.pdf", SmallPdf.Of(1, "x")[..60], "beschadigd");
        await RefusesAsync("datablad.pdf", SmallPdf.Of(QuoteAnnexes.MostPages + 1, "x"), "1 tot 50 pagina's");
        Assert.Equal(HttpStatusCode.Forbidden, (await TryAddAsync(scene.Bas, quote.Id, "datablad.pdf", SmallPdf.Of(1, "x"))).StatusCode);

        var block = await QuoteScene.ReadAsync<QuoteBlock>(await TryAddAsync(scene.Sanne, other.Id, "datablad.pdf", SmallPdf.Of(1, "x")));
        Assert.Equal(("datablad", BlockPlace.Annex), (block.Caption, block.Place));
        await QuoteScene.RefusedAsync(await TrySaveAsync(quote, block), HttpStatusCode.BadRequest, "blocks[0].fileId", "hoort niet bij deze offerte");
        await QuoteScene.RefusedAsync(await TrySaveAsync(other, block with { Place = BlockPlace.AboveLines }), HttpStatusCode.BadRequest, "blocks[0].place", "achter de offerte");
        await QuoteScene.RefusedAsync(await TrySaveAsync(other, block with { Kind = BlockKind.Picture }), HttpStatusCode.BadRequest, "blocks[0].fileId", "hoort niet bij deze offerte");
        await QuoteScene.RefusedAsync(await TrySaveAsync(other, block with { Caption = " " }), HttpStatusCode.BadRequest, "blocks[0].caption", "Geef de bijlage een naam");
        await QuoteScene.AnswerAsync(await TrySaveAsync(other, block));

        async Task RefusesAsync(string name, byte[] bytes, string words) => await QuoteScene.RefusedAsync(await TryAddAsync(scene.Sanne, quote.Id, name, bytes), HttpStatusCode.BadRequest, "annex", words);

        Task<HttpResponseMessage> TrySaveAsync(QuotesApi.Answer into, QuoteBlock one) =>
            QuoteScene.PutAsync(scene.Sanne, $"/api/quotes/{into.Id}/texts", new { into.Revision, Texts = into.Texts with { Blocks = new([one]) } });
    }

    [Fact]
    public async Task Where_the_program_is_missing_that_is_said_in_words()
    {
        await using var scene = await QuoteScene.StartAsync(On.Sqlite);
        scene.Server.Services.GetRequiredService<CrmSettings>().Qpdf = "no-such-program";
        var quote = await scene.ComposeAsync(Unit);
        await QuoteScene.RefusedAsync(await TryAddAsync(scene.Sanne, quote.Id, "datablad.pdf", SmallPdf.Of(1, "x")), HttpStatusCode.Conflict, "", "ontbreekt op de server");
    }

    static async Task<HttpResponseMessage> TryAddAsync(HttpClient who, Guid quote, string name, byte[] bytes)
    {
        using var content = new ByteArrayContent(bytes);
        using var form = new MultipartFormDataContent { { content, "annex", name } };
        return await who.PostAsync($"/api/quotes/{quote}/annexes", form, Cancel);
    }
}
