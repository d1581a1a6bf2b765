using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Crm.ContactMoments;
using Crm.Forecasts;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Documents;

/// <summary>Files that were made to do harm: each is refused in words, or kept where it can do none.</summary>
public sealed class HostileUploadTests : IAsyncLifetime
{
    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    CrmServer server = null!;
    HttpClient sanne = null!;
    Guid relationId;

    public async ValueTask InitializeAsync()
    {
        server = await CrmServer.StartAsync(On.Sqlite);
        sanne = await server.SignInAsync("sanne");
        relationId = await ForecastDriver.RelationAsync(server);
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Theory]
    [InlineData("pagina.html", "<script>alert(1)</script>")]
    [InlineData("pagina.htm", "<script>alert(1)</script>")]
    [InlineData("pagina.xhtml", "<html xmlns='http://www.w3.org/1999/xhtml'/>")]
    [InlineData("plaatje.svg", "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>")]
    [InlineData("plaatje.png", "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>")]
    [InlineData("offerte.pdf", "<script>alert(1)</script>")]
    [InlineData("rapport.docx", "MZ dit is een programma")]
    [InlineData("rapport.docx.exe", "MZ")]
    [InlineData("macro.xlsm", "PK")]
    [InlineData("script.js", "alert(1)")]
    [InlineData("rapport.pdf\u202Efdp.exe", "%PDF-1.7")]
    [InlineData("zonder", "iets")]
    public async Task What_can_run_or_is_not_what_it_says_is_refused_by_name(string name, string text)
    {
        var answer = await LogAsync((name, Encoding.UTF8.GetBytes(text)));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("geen soort bestand dat je hier kunt bewaren", await TitleAsync(answer), StringComparison.Ordinal);
        Assert.Equal(0, await FilesAsync());
    }

    [Theory]
    [InlineData("../../etc/passwd.txt", "passwd.txt")]
    [InlineData(@"C:\Users\jan\meetstaat.txt", "meetstaat.txt")]
    [InlineData("meet<b>staat.txt", "meetbstaat.txt")]
    public async Task A_path_or_markup_in_a_name_does_not_reach_the_dossier(string name, string kept)
    {
        var moment = await LoggedAsync((name, "96 uur"u8.ToArray()));
        Assert.Equal(kept, Assert.Single(moment.Files).FileName);
    }

    [Fact]
    public async Task Markup_in_a_text_file_is_handed_out_as_a_download_that_no_browser_runs()
    {
        var moment = await LoggedAsync(("notitie.txt", "<script>alert(1)</script>"u8.ToArray()));
        var download = await sanne.GetAsync($"/api/files/{moment.Files[0].Id}", Stop);
        Assert.Equal(("attachment", "text/plain"), (download.Content.Headers.ContentDisposition!.DispositionType, download.Content.Headers.ContentType!.MediaType));
        Assert.Equal("nosniff", download.Headers.GetValues("X-Content-Type-Options").Single());
    }

    [Fact]
    public async Task A_bomb_in_a_zip_is_kept_unopened_and_one_in_a_workbook_is_refused()
    {
        var bomb = Bomb("xl/worksheets/sheet1.xml", 600_000_000);
        Assert.InRange(bomb.Length, 1, FileDesk.MaxBytes);
        var moment = await LoggedAsync(("alles.zip", bomb));
        Assert.Equal(bomb.Length, Assert.Single(moment.Files).Size);
        var petra = await server.SignInAsync("petra");
        using var form = new MultipartFormDataContent { { new ByteArrayContent(bomb), "file", "relaties.xlsx" } };
        var answer = await petra.PostAsync("/api/imports", form, Stop);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("uitgepakt te groot", await TitleAsync(answer), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_gigabytes_are_refused_before_they_are_read()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/contact-moments") { Content = new Zeros(2_000_000_000) };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse("multipart/form-data; boundary=x");
        request.Headers.ExpectContinue = true;
        var answer = await sanne.SendAsync(request, Stop);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        Assert.Contains("hooguit 20 MB", await TitleAsync(answer), StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_a_scanner_a_virus_is_refused_wherever_it_comes_in_and_all_else_is_kept()
    {
        await using var clam = new ClamDaemon();
        (Scanner.Host, Scanner.Port) = ("127.0.0.1", clam.Port);
        var virus = Encoding.ASCII.GetBytes(ClamDaemon.Eicar);
        var refused = await LogAsync(("goed.txt", "goed"u8.ToArray()), ("factuur.txt", virus));
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Equal("In factuur.txt zit een virus. Het is niet bewaard.", await TitleAsync(refused));
        var mail = await sanne.PostAsync($"/api/dossiers/mail?relationId={relationId}", new StringContent("From: a@b.example\r\nSubject: x\r\n\r\n" + ClamDaemon.Eicar, MediaTypeHeaderValue.Parse("message/rfc822")), Stop);
        Assert.Contains("zit een virus", await TitleAsync(mail), StringComparison.Ordinal);
        using var form = new MultipartFormDataContent { { new ByteArrayContent([.. "naam\n"u8, .. virus]), "file", "relaties.csv" } };
        Assert.Contains("zit een virus", await TitleAsync(await (await server.SignInAsync("petra")).PostAsync("/api/imports", form, Stop)), StringComparison.Ordinal);
        Assert.Equal(0, await FilesAsync());
        Assert.Single((await LoggedAsync(("groot.txt", [.. Enumerable.Repeat((byte)'x', 300_000)]))).Files);
        Assert.Equal(5, clam.Scanned);
    }

    [Fact]
    public async Task A_scanner_that_does_not_answer_keeps_files_out_and_says_what_to_do()
    {
        await using (var gone = new ClamDaemon())
            (Scanner.Host, Scanner.Port) = ("127.0.0.1", gone.Port);
        var answer = await LogAsync(("goed.txt", "goed"u8.ToArray()));
        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        Assert.Contains("probeer het over een minuut opnieuw", await TitleAsync(answer), StringComparison.Ordinal);
        Assert.Equal(0, await FilesAsync());
        Assert.Equal(HttpStatusCode.Created, (await LogAsync()).StatusCode);
    }

    ScannerSettings Scanner => server.Services.GetRequiredService<CrmSettings>().Scanner;

    Task<int> FilesAsync() => server.Database.ReadAsync(db => db.Files.CountAsync(Stop), Stop);

    async Task<HttpResponseMessage> LogAsync(params (string Name, byte[] Bytes)[] files)
    {
        var formId = await server.Database.ReadAsync(db => db.ContactForms.Where(form => form.FollowUpDefinitionId == null).Select(form => form.Id).FirstAsync(Stop), Stop);
        var entry = new JsonObject { ["relationId"] = relationId, ["formId"] = formId, ["at"] = "2026-11-23T08:30:00Z", ["subject"] = "Rondgang" };
        using var sent = new MultipartFormDataContent { { new StringContent(entry.ToJsonString()), "contactMoment" } };
        foreach (var (name, bytes) in files)
            sent.Add(new ByteArrayContent(bytes), "files", name);
        return await sanne.PostAsync("/api/contact-moments", sent, Stop);
    }

    async Task<ContactMomentQueries.Whole> LoggedAsync(params (string Name, byte[] Bytes)[] files)
    {
        var answer = await LogAsync(files);
        Assert.True(answer.StatusCode == HttpStatusCode.Created, await answer.Content.ReadAsStringAsync(Stop));
        return (await sanne.GetFromJsonAsync<ContactMomentQueries.Whole>(answer.Headers.Location!, Json, Stop))!;
    }

    static async Task<string> TitleAsync(HttpResponseMessage answer) => (string)(await answer.Content.ReadFromJsonAsync<JsonObject>(Stop))!["title"]!;

    static byte[] Bomb(string part, long size)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var entry = zip.CreateEntry(part, CompressionLevel.Fastest).Open();
            var zeros = new byte[1_000_000];
            for (var written = 0L; written < size; written += zeros.Length)
                entry.Write(zeros);
        }
        return bytes.ToArray();
    }

    /// <summary>A body that says how long it is, and would send all of it.</summary>
    sealed class Zeros(long length) : HttpContent
    {
        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            var zeros = new byte[1_000_000];
            for (var written = 0L; written < length; written += zeros.Length)
                await stream.WriteAsync(zeros);
        }

        protected override bool TryComputeLength(out long computed)
        {
            computed = length;
            return true;
        }
    }
}
