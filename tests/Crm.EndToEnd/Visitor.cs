using Crm.Data.Seed;
using Microsoft.Playwright;

namespace Crm;

/// <summary>One person at one browser window. What goes wrong on a page fails the test when the visitor leaves.</summary>
public sealed class Visitor : IAsyncDisposable
{
    readonly List<string> faults = [];

    public Visitor(IPage page)
    {
        Page = page;
        page.PageError += (_, error) => faults.Add($"{page.Url}: {error}");
        page.Response += (_, response) =>
        {
            if (response.Status >= 500)
                faults.Add($"{response.Url}: {response.Status}");
        };
    }

    public IPage Page { get; }

    public async Task SignInAsync(string who)
    {
        await Page.GotoAsync("/sign-in");
        await Page.Locator("input[type=email]").FillAsync($"{who}@brekelmans.example");
        await Page.Locator("input[type=password]").FillAsync(DemoPeople.Password);
        await Page.Locator("button[type=submit]").First.ClickAsync();
        await Page.WaitForURLAsync(url => !url.Contains("/sign-in", StringComparison.Ordinal));
    }

    public Task GoToAsync(string address) => Page.GotoAsync(address, new() { WaitUntil = WaitUntilState.NetworkIdle });

    /// <summary>Waits until the page has its content: a title of its own, and no skeleton in sight.</summary>
    public async Task SettledAsync()
    {
        await Page.Locator("h1").First.WaitForAsync(new() { State = WaitForSelectorState.Attached });
        await Assertions.Expect(Page.Locator(".skel")).ToHaveCountAsync(0);
    }

    /// <summary>True when nothing makes the page itself wider than the window.</summary>
    public Task<bool> FitsAsync() => Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= window.innerWidth");

    /// <summary>Keeps a picture for people to look at, when they asked for them (CRM_PICTURES names the folder).</summary>
    public async Task PictureAsync(string name)
    {
        if (Environment.GetEnvironmentVariable("CRM_PICTURES") is { Length: > 0 } folder)
            await Page.ScreenshotAsync(new() { Path = Path.Combine(folder, name + ".png"), FullPage = true });
    }

    public async ValueTask DisposeAsync()
    {
        await Page.Context.CloseAsync();
        Assert.Empty(faults);
    }
}
