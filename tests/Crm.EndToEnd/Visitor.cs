using System.Text.RegularExpressions;
using Crm.Data.Seed;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Crm;

/// <summary>One person at one browser window. What goes wrong on a page fails the test when the visitor leaves.</summary>
public sealed class Visitor : IAsyncDisposable
{
    readonly List<string> faults = [];

    public Visitor(IPage page)
    {
        Page = page;
        Keys = new(page);
        page.PageError += (_, error) => faults.Add($"{page.Url}: {error}");
        page.Response += (_, response) =>
        {
            if (response.Status >= 500)
                faults.Add($"{response.Url}: {response.Status}");
        };
    }

    public IPage Page { get; }

    public Keys Keys { get; }

    public async Task SignInAsync(string who)
    {
        await Page.GotoAsync("/sign-in");
        await Page.Locator("input[type=email]").FillAsync($"{who}@brekelmans.example");
        await Page.Locator("input[type=password]").FillAsync(DemoPeople.Password);
        await Page.Locator("button[type=submit]").First.ClickAsync();
        // Not for the whole page to have loaded: its event can pass while the address is still compared.
        await Page.WaitForURLAsync(url => !url.Contains("/sign-in", StringComparison.Ordinal), new() { WaitUntil = WaitUntilState.Commit });
    }

    public Task GoToAsync(string address) => Page.GotoAsync(address, new() { WaitUntil = WaitUntilState.NetworkIdle });

    /// <summary>From here on, what page and server tell each other takes this long, each way.</summary>
    public Task OnSlowLineAsync(TimeSpan delay) => Page.RouteWebSocketAsync(new Regex("/_blazor"), page =>
    {
        var server = page.ConnectToServer();
        page.OnMessage(SlowlyTo(server));
        server.OnMessage(SlowlyTo(page));

        Action<IWebSocketFrame> SlowlyTo(IWebSocketRoute end)
        {
            var earlier = Task.CompletedTask;
            return frame => earlier = PassAsync(frame, end, earlier);
        }

        async Task PassAsync(IWebSocketFrame frame, IWebSocketRoute end, Task earlier)
        {
            await Task.Delay(delay);
            await earlier;
            if (frame.Binary is { Length: > 0 } bytes)
                end.Send(bytes);
            else
                end.Send(frame.Text!);
        }
    });

    /// <summary>Waits until the page has its content: a title of its own, and no skeleton in sight.</summary>
    public async Task SettledAsync()
    {
        await Page.Locator("h1").First.WaitForAsync(new() { State = WaitForSelectorState.Attached });
        await Assertions.Expect(Page.Locator(".skel:not([data-sample] *)")).ToHaveCountAsync(0);
    }

    /// <summary>Each of these texts comes into sight.</summary>
    public async Task SeesAsync(params string[] texts)
    {
        foreach (var text in texts)
            await Assertions.Expect(Page.GetByText(text).First).ToBeVisibleAsync(new() { Timeout = 15_000 });
    }

    /// <summary>Comes back to a place until it says so: for what the server does by itself.</summary>
    public async Task EventuallySeesAsync(Func<Task> go, string text)
    {
        for (var attempt = 0; attempt < 20; attempt++)
        {
            await go();
            if (await Page.GetByText(text).First.IsVisibleAsync())
                return;
            await Task.Delay(500);
        }
        await SeesAsync(text);
    }

    /// <summary>Waits until the quote says that it is saved.</summary>
    public async Task SavedAsync()
    {
        // Typing is saved half a second later; without this pause the sign of the save before would be taken for this one's.
        await Page.WaitForTimeoutAsync(700);
        await Assertions.Expect(Page.GetByText("Bewaard").First).ToBeVisibleAsync(new() { Timeout = 15_000 });
    }

    /// <summary>True when nothing makes the page itself wider than the window.</summary>
    public Task<bool> FitsAsync() => Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= window.innerWidth");

    /// <summary>Axe finds nothing on the page, and nothing sticks out of the window. Frames are left out: the preview of a quote runs no scripts, axe's neither, which would wait there for ever.</summary>
    public async Task CheckAsync(string what)
    {
        var axe = await Page.RunAxe(new AxeRunOptions { Iframes = false });
        Assert.True(axe.Violations.Length == 0, $"{what}: " + string.Join("; ", axe.Violations.Select(fault => $"{fault.Id}: {fault.Help} ({string.Join(", ", fault.Nodes.Take(3).Select(node => node.Html))})")));
        Assert.True(await FitsAsync(), $"{what} scrolls sideways.");
    }

    /// <summary>Keeps a picture for people to look at, when they asked for them (CRM_PICTURES names the folder).</summary>
    public async Task PictureAsync(string name, bool wholePage = true)
    {
        if (Environment.GetEnvironmentVariable("CRM_PICTURES") is { Length: > 0 } folder)
            await Page.ScreenshotAsync(new() { Path = Path.Combine(folder, name + ".png"), FullPage = wholePage });
    }

    public async ValueTask DisposeAsync()
    {
        await Page.Context.CloseAsync();
        Assert.Empty(faults);
    }
}
