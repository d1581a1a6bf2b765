using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace Crm.Signing;

/// <summary>Files made to hurt whoever reads them, put before the public page: each gets an answer, and the server lives on.</summary>
public sealed class HostilePdfTests
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_crafted_file_gets_an_answer_and_the_next_visitor_too()
    {
        await using var server = await CrmServer.StartAsync(On.Sqlite);
        var client = server.Anonymous();
        foreach (var (what, file) in Crafted)
        {
            var answer = await UploadAsync(client, file);
            Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{what}: {answer.StatusCode}");
            var said = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(Cancel));
            Assert.True(said.Contains("Wij kennen dit bestand niet", StringComparison.Ordinal) || said.Contains("Vertrouw het niet", StringComparison.Ordinal), what);
        }
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/portal/verify", Cancel)).StatusCode);
    }

    static IEnumerable<(string What, byte[] File)> Crafted =>
    [
        ("a stream that is its own length", Pdf("<</AcroForm<</Fields[2 0 R]>>>>", "<</Length 2 0 R>>stream\nx\nendstream")),
        ("two streams that are each other's length", Pdf("<</AcroForm<</Fields[2 0 R]>>>>", "<</Length 3 0 R>>stream\nx\nendstream", "<</Length 2 0 R>>stream\nx\nendstream")),
        ("a form without fields", Pdf("<</AcroForm<</Fields[]>>>>")),
        ("a field that is a number", Pdf("<</AcroForm<</Fields[7]>>>>")),
        ("a signature over nothing", Pdf("<</AcroForm<</Fields[2 0 R]>>>>", "<</V<</SubFilter/ETSI.CAdES.detached/ByteRange[0 0 0 0]/Contents<>/M(D:20260101000000Z)>>>>")),
        ("a signature over more than the file", Pdf("<</AcroForm<</Fields[2 0 R]>>>>", "<</V<</SubFilter/ETSI.CAdES.detached/ByteRange[0 2147483647 2147483647 2147483647]/Contents<00>>>>>")),
        ("values nested without end", Pdf("<</AcroForm " + new string('[', 200_000))),
        ("a table of two thousand million objects", Encoding.Latin1.GetBytes("%PDF-1.7\nxref\n0 2000000000\ntrailer<</Root 1 0 R/Size 1>>\nstartxref\n9\n%%EOF")),
        ("a table behind the file", Encoding.Latin1.GetBytes("%PDF-1.7\nstartxref\n999999999\n%%EOF")),
        ("versions that refer to each other", Encoding.Latin1.GetBytes("%PDF-1.7\nxref\n0 0\ntrailer<</Root 1 0 R/Size 1/Prev 9>>\nstartxref\n9\n%%EOF")),
    ];

    /// <summary>A PDF of these objects, numbered from 1, of which the first is the root.</summary>
    static byte[] Pdf(params string[] objects)
    {
        var file = new StringBuilder("%PDF-1.7\n");
        var offsets = new List<int>();
        foreach (var (index, written) in objects.Index())
        {
            offsets.Add(file.Length);
            file.Append(CultureInfo.InvariantCulture, $"{index + 1} 0 obj\n{written}\nendobj\n");
        }
        var table = file.Length;
        file.Append(CultureInfo.InvariantCulture, $"xref\n0 {offsets.Count + 1}\n0000000000 65535 f \n");
        foreach (var offset in offsets)
            file.Append(CultureInfo.InvariantCulture, $"{offset:0000000000} 00000 n \n");
        file.Append(CultureInfo.InvariantCulture, $"trailer\n<</Root 1 0 R/Size {offsets.Count + 1}>>\nstartxref\n{table}\n%%EOF\n");
        return Encoding.Latin1.GetBytes(file.ToString());
    }

    static async Task<HttpResponseMessage> UploadAsync(HttpClient client, byte[] file)
    {
        var page = await client.GetStringAsync("/portal/verify", Cancel);
        using var form = new MultipartFormDataContent
        {
            { new StringContent(WebUtility.HtmlDecode(Regex.Match(page, "name=\"__RequestVerificationToken\" value=\"([^\"]+)\"").Groups[1].Value)), "__RequestVerificationToken" },
            { new ByteArrayContent(file), "file", "offerte.pdf" },
        };
        return await client.PostAsync("/portal/verify", form, Cancel);
    }
}
