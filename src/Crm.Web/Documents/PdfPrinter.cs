using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace Crm.Documents;

/// <summary>
/// Prints HTML as a tagged PDF in one warm Chromium, which is started at the first print and again after it died. A page runs no
/// script and reaches no file and no network: whatever it shows stands in the HTML itself, and nothing of it is left for the next.
/// </summary>
public sealed class PdfPrinter(CrmSettings settings, ILogger<PdfPrinter> logger) : IAsyncDisposable
{
    static readonly float MaxMilliseconds = 30_000;
    // More pages at a time were measured to print no faster.
    readonly SemaphoreSlim pages = new(2);
    readonly SemaphoreSlim starting = new(1);
    // A new page for each print was measured to take three times as long.
    readonly ConcurrentBag<IPage> idle = [];
    IPlaywright? playwright;
    IBrowser? browser;

    public Task<byte[]> PrintAsync(string html, CancellationToken cancellationToken) =>
        WithAgainAsync(html, page => page.PdfAsync(new() { PreferCSSPageSize = true, PrintBackground = true, Tagged = true, Outline = true }), cancellationToken);

    /// <summary>The whole page as a PNG, this wide and as high as it is.</summary>
    public Task<byte[]> PictureAsync(string html, int width, CancellationToken cancellationToken) =>
        WithAgainAsync(html, async page =>
        {
            await page.SetViewportSizeAsync(width, 900);
            return await page.ScreenshotAsync(new() { FullPage = true });
        }, cancellationToken);

    async Task<byte[]> WithAgainAsync(string html, Func<IPage, Task<byte[]>> draw, CancellationToken cancellationToken)
    {
        await pages.WaitAsync(cancellationToken);
        try
        {
            return await OnceAsync(html, draw, cancellationToken);
        }
        catch (PlaywrightException died) when (browser is not { IsConnected: true })
        {
            logger.LogWarning(died, "Chromium stopped while it printed; it is started again");
            return await OnceAsync(html, draw, cancellationToken);
        }
        finally
        {
            pages.Release();
        }
    }

    async Task<byte[]> OnceAsync(string html, Func<IPage, Task<byte[]>> draw, CancellationToken cancellationToken)
    {
        var page = await PageAsync(await WarmAsync(cancellationToken));
        try
        {
            await page.SetContentAsync(html, new() { Timeout = MaxMilliseconds });
            var drawn = await draw(page).WaitAsync(TimeSpan.FromMilliseconds(MaxMilliseconds), cancellationToken);
            idle.Add(page);
            return drawn;
        }
        catch (Exception)
        {
            await DropAsync(page);
            throw;
        }
    }

    async Task<IPage> PageAsync(IBrowser warm)
    {
        while (idle.TryTake(out var page))
        {
            if (!page.IsClosed && page.Context.Browser == warm)
                return page;
        }
        var context = await warm.NewContextAsync(new() { JavaScriptEnabled = false, Offline = true });
        await context.RouteAsync("**/*", route => route.AbortAsync());
        return await context.NewPageAsync();
    }

    /// <summary>A page on which something went wrong is not used again.</summary>
    static async Task DropAsync(IPage page)
    {
        try
        {
            await page.Context.CloseAsync();
        }
        catch (PlaywrightException)
        {
            // Its browser is gone, and the page with it.
        }
    }

    async Task<IBrowser> WarmAsync(CancellationToken cancellationToken)
    {
        await starting.WaitAsync(cancellationToken);
        try
        {
            if (browser is { IsConnected: true })
                return browser;
            if (!File.Exists(settings.Chromium))
                throw new FileNotFoundException(
                    $"There is no Chromium at {settings.Chromium}, so no quote can be printed. Install it (apt-get install chromium) or say where it is (--chromium PATH).");
            playwright ??= await Playwright.CreateAsync();
            return browser = await playwright.Chromium.LaunchAsync(Launch());
        }
        finally
        {
            starting.Release();
        }
    }

    // Chromium's own sandbox needs privileges that containers and root do not give it; what it prints is our HTML without scripts.
    BrowserTypeLaunchOptions Launch() => new()
    {
        ExecutablePath = settings.Chromium,
        ChromiumSandbox = false,
        // The user agent is what Chromium writes as the creator of a document.
        Args = ["--user-agent=Peil", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-dev-shm-usage"],
        HandleSIGINT = false,
        HandleSIGTERM = false,
        HandleSIGHUP = false,
    };

    public async ValueTask DisposeAsync()
    {
        if (browser is not null)
            await browser.CloseAsync();
        playwright?.Dispose();
        pages.Dispose();
        starting.Dispose();
    }
}
