using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Crm.Studio;

/// <summary>What a process owner does in Elsa Studio, as the mouse and the keys do it.</summary>
public static class StudioVisit
{
    /// <summary>Long enough for the runtime to load on two busy cores.</summary>
    const float Loading = 45_000;

    /// <summary>About the pause that a person makes between two changes.</summary>
    const float TakingOver = 1_500;

    public static async Task OpenStudioAsync(this Visitor visitor, string address = "/studio")
    {
        await visitor.Page.GotoAsync(address);
        await visitor.SeesStudioAsync();
    }

    /// <summary>One of Studio's parts stands in the page and has its content.</summary>
    public static Task SeesStudioAsync(this Visitor visitor) =>
        visitor.Page.Locator("[data-view$=s] tbody tr, [data-view=definition] .x6-graph-svg, [data-view=instance] .x6-graph-svg").First.WaitForAsync(new() { Timeout = Loading });

    /// <summary>In the box above the list, which is seen whole.</summary>
    public static async Task SearchListAsync(this Visitor visitor, string text)
    {
        var box = visitor.Page.Locator(".mud-table-toolbar > .mud-input-input-control input");
        await box.FillAsync(text);
        await box.PressAsync("Enter");
        await Assertions.Expect(box).ToBeInViewportAsync(new() { Ratio = 1 });
    }

    public static async Task CreateFlowchartAsync(this Visitor visitor, string name)
    {
        var dialog = await visitor.CreationAsync();
        await dialog.GetByLabel("Name").FillAsync(name);
        await dialog.Locator(".mud-dialog-actions button").Last.ClickAsync();
        await visitor.Page.WaitForURLAsync(new Regex("/studio/definitions/[^/?]+$"));
        await Assertions.Expect(visitor.Page.GetByRole(AriaRole.Textbox, new() { Name = "Name" }).First).ToHaveValueAsync(name, new() { Timeout = 20_000 });
    }

    /// <summary>On a busy machine Studio draws itself once more after the list stands there, and a dialog that was open is gone.</summary>
    static async Task<ILocator> CreationAsync(this Visitor visitor)
    {
        var dialog = visitor.Page.Locator(".mud-dialog");
        await visitor.UntilAsync(
            () => visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Create workflow" }).First.ClickAsync(),
            async () => await dialog.IsVisibleAsync() && await StaysAsync());
        return dialog;

        async Task<bool> StaysAsync()
        {
            await visitor.Page.WaitForTimeoutAsync(TakingOver);
            return await dialog.IsVisibleAsync();
        }
    }

    /// <summary>The definition or the instance that the address names.</summary>
    public static string ShownId(this Visitor visitor) => new Uri(visitor.Page.Url).Segments[^1];

    public static Task FillInputAsync(this Visitor visitor, string label, string value) => visitor.SavesAsync(async () =>
    {
        var box = visitor.Input(label).Locator("input, textarea").First;
        await box.FillAsync(value);
        await box.PressAsync("Tab");
    });

    public static Task PickInputAsync(this Visitor visitor, string label, string option) => visitor.PickAsync(label, option, () => Task.CompletedTask);

    /// <summary>Opens the list of an input; anew, and prepared anew, when it is the one of before Studio drew the input once more.</summary>
    static Task PickAsync(this Visitor visitor, string label, string option, Func<Task> prepare) => visitor.SavesAsync(async () =>
    {
        var offered = visitor.Page.GetByRole(AriaRole.Option, new() { Name = option });
        await visitor.UntilAsync(async () =>
        {
            if (await visitor.Page.GetByRole(AriaRole.Option).First.IsVisibleAsync())
                await visitor.Page.Keyboard.PressAsync("Escape");
            await prepare();
            await visitor.Input(label).Locator(".mud-select, .mud-input").First.ClickAsync();
        }, () => offered.IsVisibleAsync());
        await offered.ClickAsync();
    });

    /// <summary>Does it again when Studio took no notice: on a busy machine it draws itself once more, and what was begun is gone. Waits longer each
    /// time: what merely came late would be undone by asking for it again.</summary>
    public static async Task UntilAsync(this Visitor visitor, Func<Task> act, Func<Task<bool>> isDone)
    {
        const int Attempts = 4, Looks = 40;
        for (var attempt = 1; attempt <= Attempts; attempt++)
        {
            await act();
            for (var look = 1; look <= attempt * Looks; look++)
            {
                if (await isDone())
                    return;
                await visitor.Page.WaitForTimeoutAsync(100);
            }
        }
        Assert.Fail($"Studio took no notice {Attempts} times, and shows:\n{await visitor.Page.Locator("html > body").First.AriaSnapshotAsync()}");
    }

    /// <summary>A variable of text.</summary>
    public static async Task AddVariableAsync(this Visitor visitor, string name, string value)
    {
        await visitor.Page.Locator(".mud-tab").Filter(new() { HasText = "Variables" }).ClickAsync();
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Add variable" }).ClickAsync();
        var dialog = visitor.Page.Locator(".mud-dialog");
        var (called, holds) = (dialog.GetByLabel("Name"), dialog.GetByLabel("Default value"));
        // Studio proposes a name of its own, which comes late on a busy machine and would take the place of ours.
        await Assertions.Expect(called).Not.ToHaveValueAsync("", new() { Timeout = 20_000 });
        await visitor.UntilAsync(async () =>
        {
            await called.FillAsync(name);
            await called.PressAsync("Tab");
            await holds.FillAsync(value);
            await holds.PressAsync("Tab");
        }, async () => await called.InputValueAsync() == name && await holds.InputValueAsync() == value);
        await visitor.SavesAsync(() => dialog.GetByRole(AriaRole.Button, new() { Name = "Ok" }).ClickAsync());
    }

    public static Task PickVariableAsync(this Visitor visitor, string label, string variable) => visitor.PickAsync(label, variable, async () =>
    {
        await visitor.ChooseSyntaxAsync(label, "Variable");
        await visitor.Input(label).Locator(".mud-select-extended").First.WaitForAsync();
    });

    public static async Task WriteJavaScriptAsync(this Visitor visitor, string label, string code)
    {
        await visitor.ChooseSyntaxAsync(label, "JavaScript");
        await visitor.WriteCodeAsync(label, code);
    }

    static async Task ChooseSyntaxAsync(this Visitor visitor, string label, string syntax)
    {
        await visitor.Input(label).Locator(".mud-menu button").First.ClickAsync();
        await visitor.Page.Locator(".mud-popover-open").GetByText(syntax, new() { Exact = true }).ClickAsync();
    }

    /// <summary>In an input that holds a script already.</summary>
    public static async Task WriteCodeAsync(this Visitor visitor, string label, string code)
    {
        var editor = visitor.Input(label).Locator(".monaco-editor:visible").First;
        await editor.WaitForAsync(new() { Timeout = 20_000 });
        await visitor.SavesAsync(async () =>
        {
            await editor.ClickAsync();
            await visitor.Page.Keyboard.PressAsync("Control+A");
            // A quote typed over a selection would be put around it.
            await visitor.Page.Keyboard.PressAsync("Delete");
            await visitor.Page.Keyboard.InsertTextAsync(code);
        });
    }

    /// <summary>With the button of the editor itself.</summary>
    public static async Task PublishAsync(this Visitor visitor)
    {
        await visitor.SavesAsync(() => visitor.Page.Locator(".mud-toolbar .mud-button-group-root button").First.ClickAsync());
        await Assertions.Expect(visitor.Page.GetByText("In gebruik: v").First).ToBeVisibleAsync(new() { Timeout = 20_000 });
    }

    /// <summary>The file that the editor's own menu gives.</summary>
    public static async Task<string> ExportAsync(this Visitor visitor)
    {
        await visitor.Page.Locator("[data-view=definition] .mud-toolbar .mud-menu button").First.ClickAsync();
        await visitor.ChooseAsync("Export");
        var export = visitor.Page.Locator(".mud-dialog-actions button").Last;
        var download = await visitor.Page.RunAndWaitForDownloadAsync(async () =>
        {
            await export.ClickAsync();
            // A press before Studio hears it does nothing: the dialog stays, and whoever sees that presses again.
            for (var again = 0; again < 20 && await export.CountAsync() > 0; again++)
            {
                await Task.Delay(2_000);
                await export.EvaluateAllAsync<object?>("buttons => { buttons[0]?.click(); return null; }");
            }
        }, new() { Timeout = 90_000 });
        return await File.ReadAllTextAsync(await download.PathAsync());
    }

    public static Task ImportAsync(this Visitor visitor, string json) => visitor.Page.RunAndWaitForResponseAsync(
        () => visitor.Page.Locator("[data-view=definition] input[type=file]").First.SetInputFilesAsync(new FilePayload { Name = "definition.json", MimeType = "application/json", Buffer = System.Text.Encoding.UTF8.GetBytes(json) }),
        response => response.Request.Method == "POST" && response.Url.Contains("/workflow-definitions/import", StringComparison.Ordinal) && response.Ok);

    /// <summary>Back to what an earlier version was, as a new draft.</summary>
    public static async Task RevertAsync(this Visitor visitor, int version)
    {
        await visitor.Page.Locator(".mud-tab").Filter(new() { HasText = "Version history" }).ClickAsync();
        var row = visitor.Page.Locator(".mud-table tbody tr").Filter(new() { Has = visitor.Page.Locator($"td:nth-child(3):text-is('{version}')") });
        await row.Locator(".mud-menu button").ClickAsync();
        await visitor.Page.RunAndWaitForResponseAsync(() => visitor.ChooseAsync("Rollback to this version"), response => response.Url.EndsWith($"/revert/{version}", StringComparison.Ordinal) && response.Ok);
    }

    static Task ChooseAsync(this Visitor visitor, string item) => visitor.Page.Locator(".mud-popover-open .mud-menu-item").Filter(new() { HasText = item }).ClickAsync();

    /// <summary>Starts an instance, and sees it in the viewer.</summary>
    public static async Task RunAsync(this Visitor visitor)
    {
        await visitor.Page.Locator(".mud-toolbar button.mud-success-text").ClickAsync();
        await visitor.Page.WaitForURLAsync(new Regex("/studio/instances/[^/?]+$"));
        await visitor.SeesStudioAsync();
    }

    /// <summary>The number that the viewer shows at a step.</summary>
    public static ILocator Badge(this Visitor visitor, string step) => visitor.Node(step).Locator(".mud-badge");

    /// <summary>Lines of the journal about a step.</summary>
    public static ILocator Journal(this Visitor visitor, string step) =>
        visitor.Page.Locator("[data-view=instance] .mud-timeline-item").Filter(new() { HasText = step });

    /// <summary>Does it, and waits until Studio has saved the definition and does not save again: it can save twice for one change, and takes over the answer.</summary>
    public static async Task SavesAsync(this Visitor visitor, Func<Task> change)
    {
        for (var answer = await visitor.Page.RunAndWaitForResponseAsync(change, IsSave); answer is not null; answer = await visitor.NextSaveAsync())
            Assert.True(answer.Ok, $"Saving answered {answer.Status}: {await answer.TextAsync()}");
    }

    /// <summary>Null when Studio is done with the last one.</summary>
    static async Task<IResponse?> NextSaveAsync(this Visitor visitor)
    {
        try
        {
            return await visitor.Page.WaitForResponseAsync(IsSave, new() { Timeout = TakingOver });
        }
        catch (TimeoutException)
        {
            return null;
        }
    }

    static bool IsSave(IResponse response) =>
        response.Request.Method == "POST" && response.Status != 401 && response.Url.EndsWith("/elsa/api/workflow-definitions", StringComparison.Ordinal);

    static ILocator Input(this Visitor visitor, string label) =>
        visitor.Page.Locator("[role=group].flex-row").Filter(new() { Has = visitor.Page.Locator("legend", new() { HasTextRegex = new Regex($"^{Regex.Escape(label)}\\*?$") }) }).Last;
}
