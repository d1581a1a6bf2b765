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

    public async ValueTask DisposeAsync()
    {
        await Page.Context.CloseAsync();
        Assert.Empty(faults);
    }
}
