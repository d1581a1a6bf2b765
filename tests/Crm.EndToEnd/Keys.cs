using Microsoft.Playwright;

namespace Crm;

/// <summary>A keyboard and nothing else. What is pressed beside the text that is typed is counted.</summary>
public sealed class Keys(IPage page)
{
    /// <summary>Whoever has to press Tab more often than this gives up.</summary>
    const int MostTabs = 60;

    public int Pressed { get; private set; }

    public Task TypeAsync(string text) => page.Keyboard.InsertTextAsync(text);

    /// <summary>Letters in a list choose what begins with them.</summary>
    public Task ChooseAsync(string text) => page.Keyboard.TypeAsync(text);

    public Task PressAsync(string key)
    {
        Pressed++;
        return page.Keyboard.PressAsync(key);
    }

    /// <summary>With the Tab key from place to place until it is this one.</summary>
    public async Task GoOnAsync(ILocator place)
    {
        await place.WaitForAsync();
        for (var tabs = 0; !await place.EvaluateAsync<bool>("place => place === document.activeElement"); tabs++)
        {
            Assert.True(tabs < MostTabs, $"{tabs} times Tab did not reach {place}; the focus is at {await page.EvaluateAsync<string>("document.activeElement.outerHTML.slice(0, 300)")}");
            await PressAsync("Tab");
        }
    }

    /// <summary>Goes there, and does what Enter does there.</summary>
    public async Task EnterAsync(ILocator place)
    {
        await GoOnAsync(place);
        await PressAsync("Enter");
    }

    /// <summary>Goes to a field, and types over what it holds.</summary>
    public async Task FillAsync(ILocator field, string text)
    {
        await GoOnAsync(field);
        await page.Keyboard.PressAsync("Control+a");
        await TypeAsync(text);
    }
}
