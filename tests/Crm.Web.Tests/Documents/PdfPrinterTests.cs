using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;

namespace Crm.Documents;

/// <summary>Not beside others: a test here kills the browsers of this process, and one listens on a fixed port.</summary>
[CollectionDefinition(nameof(PdfPrinterTests), DisableParallelization = true)]
[Collection(nameof(PdfPrinterTests))]
public sealed class PdfPrinterTests
{
    const string Page = """<!doctype html><html lang="en"><head><title>Quote 1</title></head><body><h1>Heading</h1><p>{0}</p></body></html>""";

    [Fact]
    public async Task A_print_is_a_tagged_pdf_with_language_title_and_outline_and_nothing_of_the_print_before()
    {
        await using var printer = new PdfPrinter(new CrmSettings(), NullLogger<PdfPrinter>.Instance);
        await printer.PrintAsync("""<!doctype html><html lang="nl"><head><title>Other</title><style>h1{color:#fff;font-size:99pt}</style></head><body><h1>Of another</h1></body></html>""", TestContext.Current.CancellationToken);
        using var pdf = await PdfFile.WriteAsync(await printer.PrintAsync(Page.Replace("{0}", "Text", StringComparison.Ordinal), TestContext.Current.CancellationToken));
        var info = await pdf.RunAsync("pdfinfo");
        Assert.Matches(@"Title:\s+Quote 1", info);
        Assert.Matches(@"Tagged:\s+yes", info);
        Assert.DoesNotContain("Headless", info, StringComparison.Ordinal);
        var objects = await pdf.RunAsync("strings");
        Assert.Contains("/Lang (en)", objects, StringComparison.Ordinal);
        Assert.Contains("/Outlines", objects, StringComparison.Ordinal);
        Assert.DoesNotContain("nother", await pdf.RunAsync("pdftotext", "-"), StringComparison.Ordinal);
        Assert.DoesNotContain("/Lang (nl)", objects, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_runs_no_script_and_reaches_no_file_and_no_network()
    {
        var secret = Path.Combine(Path.GetTempPath(), $"secret-{Guid.NewGuid():N}.txt");
        await File.WriteAllTextAsync(secret, "the secret", TestContext.Current.CancellationToken);
        await using var printer = new PdfPrinter(new CrmSettings(), NullLogger<PdfPrinter>.Instance);
        using var listener = new System.Net.HttpListener { Prefixes = { "http://127.0.0.1:5196/" } };
        listener.Start();
        var called = listener.GetContextAsync();
        var hostile = $"""
            <iframe src="file://{secret}"></iframe><object data="file://{secret}"></object><embed src="file://{secret}">
            <img src="http://127.0.0.1:5196/call"><link rel="stylesheet" href="http://127.0.0.1:5196/style">
            <script>document.body.innerHTML = "script ran"</script>
            """;
        using var pdf = await PdfFile.WriteAsync(await printer.PrintAsync(Page.Replace("{0}", hostile, StringComparison.Ordinal), TestContext.Current.CancellationToken));
        var text = await pdf.RunAsync("pdftotext", "-");
        Assert.Contains("Heading", text, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", text, StringComparison.Ordinal);
        Assert.DoesNotContain("script ran", text, StringComparison.Ordinal);
        Assert.False(called.IsCompleted, "the page called out");
        File.Delete(secret);
    }

    [Fact]
    public async Task A_browser_that_was_killed_is_started_again_and_the_print_succeeds()
    {
        await using var printer = new PdfPrinter(new CrmSettings(), NullLogger<PdfPrinter>.Instance);
        var html = Page.Replace("{0}", "Again", StringComparison.Ordinal);
        var before = ChromiumsOfThisProcess();
        await printer.PrintAsync(html, TestContext.Current.CancellationToken);
        foreach (var started in ChromiumsOfThisProcess().Except(before))
            KillIfItRuns(started);
        using var pdf = await PdfFile.WriteAsync(await printer.PrintAsync(html, TestContext.Current.CancellationToken));
        Assert.Contains("Again", await pdf.RunAsync("pdftotext", "-"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_browser_the_error_says_what_to_install()
    {
        await using var printer = new PdfPrinter(new CrmSettings { Chromium = "/nowhere/chromium" }, NullLogger<PdfPrinter>.Instance);
        var error = await Assert.ThrowsAsync<FileNotFoundException>(() => printer.PrintAsync("<p>", TestContext.Current.CancellationToken));
        Assert.Contains("apt-get install chromium", error.Message, StringComparison.Ordinal);
    }

    static void KillIfItRuns(int id)
    {
        try
        {
            Process.GetProcessById(id).Kill();
        }
        catch (ArgumentException)
        {
            // It went with the parent that was killed just before.
        }
    }

    /// <summary>Browser processes that descend from this test run: those of other runs on this machine are left alone.</summary>
    static HashSet<int> ChromiumsOfThisProcess()
    {
        var parents = new Dictionary<int, int>();
        var browsers = new HashSet<int>();
        foreach (var folder in Directory.GetDirectories("/proc").Where(path => int.TryParse(Path.GetFileName(path), out _)))
        {
            string[] stat;
            try { stat = File.ReadAllText(folder + "/stat").Split(')').Last().Split(' '); }
            catch (IOException) { continue; }
            var id = int.Parse(Path.GetFileName(folder), System.Globalization.CultureInfo.InvariantCulture);
            parents[id] = int.Parse(stat[2], System.Globalization.CultureInfo.InvariantCulture);
            if (File.ReadAllText(folder + "/comm").StartsWith("chromium", StringComparison.Ordinal))
                browsers.Add(id);
        }
        bool IsOurs(int id) => id == Environment.ProcessId || (parents.TryGetValue(id, out var parent) && parent > 1 && IsOurs(parent));
        return [.. browsers.Where(IsOurs)];
    }
}
