using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(Crm.Chromium))]

namespace Crm;

/// <summary>Debian's Chromium, started once for all tests.</summary>
public sealed class Chromium : IAsyncLifetime
{
    IPlaywright? playwright;
    IBrowser? browser;

    public async ValueTask InitializeAsync()
    {
        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Environment.GetEnvironmentVariable("CRM_CHROMIUM") ?? "/usr/bin/chromium",
            // Chromium refuses to start as root with its sandbox, and looks up its maker's hosts unless told not to.
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
    }

    /// <summary>A browser window of its own: own cookies, own session.</summary>
    public async Task<Visitor> OpenAsync(CrmServer server, string language = "nl", int width = 1440, int height = 1000, bool dark = false, bool touch = false)
    {
        var window = await browser!.NewContextAsync(new()
        {
            BaseURL = server.BaseAddress.ToString(),
            Locale = language == "nl" ? "nl-NL" : "en-GB",
            TimezoneId = "Europe/Amsterdam",
            ViewportSize = new() { Width = width, Height = height },
            ColorScheme = dark ? ColorScheme.Dark : ColorScheme.Light,
            ReducedMotion = ReducedMotion.Reduce,
            HasTouch = touch,
            IsMobile = touch,
        });
        return new Visitor(await window.NewPageAsync());
    }

    public async ValueTask DisposeAsync()
    {
        if (browser is not null)
            await browser.DisposeAsync();
        playwright?.Dispose();
    }
}
