using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Crm.Shell;

/// <summary>Every page, in both themes and on both widths: nothing an assistive tool stumbles over, and no sideways scrolling.</summary>
public sealed class EveryPageTests(Chromium chromium)
{
    public static TheoryData<string, string> Pages => new()
    {
        { "adil", "/settings" },
        { "adil", "/settings/users" },
        { "adil", "/settings/company" },
        { "adil", "/account" },
        { "adil", "/parts" },
        { "sanne", "/no-access" },
        { "", "/sign-in" },
    };

    [Theory, MemberData(nameof(Pages))]
    public async Task A_page_is_accessible_and_fits(string who, string address)
    {
        await using var server = await CrmServer.StartAsync(On.Sqlite);
        foreach (var (width, language, dark) in new[] { (1440, "nl", false), (390, "nl", false), (1440, "en", true) })
        {
            await using var visitor = await chromium.OpenAsync(server, language, width, dark: dark);
            if (who.Length > 0)
                await visitor.SignInAsync(who);
            await visitor.GoToAsync(address);
            await visitor.Page.Locator("h1").First.WaitForAsync(new() { State = WaitForSelectorState.Attached });
            var found = await visitor.Page.RunAxe(new AxeRunOptions { RunOnly = RunOnlyOptions.Tags("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa") });
            Assert.Empty(found.Violations.Select(violation => $"{width} {violation.Id}: {violation.Nodes[0].Html}"));
            var overflow = await visitor.Page.EvaluateAsync<int>("document.documentElement.scrollWidth - innerWidth");
            Assert.True(overflow <= 0, $"{address} is {overflow} px wider than a screen of {width}");
        }
    }
}
