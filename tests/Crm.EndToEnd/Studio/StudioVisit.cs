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
        do
        {
            await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Create workflow" }).First.ClickAsync();
            await dialog.WaitForAsync();
            await visitor.Page.WaitForTimeoutAsync(TakingOver);
        }
        while (!await dialog.IsVisibleAsync());
        return dialog;
    }

    /// <summary>The definition or the instance that the address names.</summary>
    public static string ShownId(this Visitor visitor) => new Uri(visitor.Page.Url).Segments[^1];

    /// <summary>Finds an activity in the toolbox and drops it on the drawing; it is then the selected one.</summary>
    public static async Task DragInAsync(this Visitor visitor, string activity, int x, int y)
    {
        var page = visitor.Page;
        await page.GetByPlaceholder("Search").FillAsync(activity);
        var item = page.Locator("[draggable=true]").Filter(new() { HasText = activity });
        await Assertions.Expect(item).ToHaveCountAsync(1);
        if (!await item.IsVisibleAsync())
            await page.Locator(".mud-expand-panel").Filter(new() { Has = item }).Locator(".mud-expand-panel-header").ClickAsync();
        var nodes = await page.Locator(".x6-node").CountAsync();
        await visitor.SavesAsync(() => item.DragToAsync(page.Locator(".graph-container"), new() { TargetPosition = new() { X = x, Y = y } }));
        await Assertions.Expect(page.Locator(".x6-node")).ToHaveCountAsync(nodes + 1, new() { Timeout = 20_000 });
    }

    /// <summary>Drops it this far right of and below an activity that is there.</summary>
    public static async Task DragInAtAsync(this Visitor visitor, string activity, string from, int right, int down)
    {
        var place = (await visitor.Node(from).BoundingBoxAsync())!;
        var canvas = (await visitor.Canvas().BoundingBoxAsync())!;
        await visitor.DragInAsync(activity, (int)(place.X - canvas.X) + right, (int)(place.Y - canvas.Y) + down);
    }

    static ILocator Canvas(this Visitor visitor) => visitor.Page.Locator(".graph-container");

    /// <summary>Pulls the drawing until a step lies at the upper left; the mouse takes hold of an empty spot.</summary>
    public static Task PullToCornerAsync(this Visitor visitor, string step) => Eventually.TrueAsync(async () =>
    {
        var canvas = (await visitor.Canvas().BoundingBoxAsync())!;
        var box = (await visitor.Node(step).BoundingBoxAsync())!;
        var (right, down) = (canvas.X + 40 - box.X, canvas.Y + 60 - box.Y);
        if (Math.Abs(right) < 5 && Math.Abs(down) < 5)
            return true;
        (right, down) = (Math.Clamp(right, -canvas.Width / 2, canvas.Width / 2), Math.Clamp(down, -canvas.Height / 3, canvas.Height / 3));
        if (await visitor.EmptySpotAsync(canvas, right, down) is not var (x, y))
            return false;
        await visitor.Page.Mouse.MoveAsync(x, y);
        await visitor.Page.Mouse.DownAsync();
        await visitor.Page.Mouse.MoveAsync(x + right, y + down, new() { Steps = 8 });
        await visitor.Page.Mouse.UpAsync();
        return false;
    }, $"{step} lies in the corner");

    /// <summary>Else the frame of the selected step lies over its ports, and pulling there moves the step.</summary>
    public static async Task SelectNothingAsync(this Visitor visitor)
    {
        var canvas = (await visitor.Canvas().BoundingBoxAsync())!;
        if (await visitor.EmptySpotAsync(canvas, 0, 0) is var (x, y))
            await visitor.Page.Mouse.ClickAsync(x, y);
        await Assertions.Expect(visitor.Page.Locator(".x6-node-selected")).ToHaveCountAsync(0);
    }

    /// <summary>Where nothing is drawn, and from where this way still lies in the canvas.</summary>
    static async Task<(float X, float Y)?> EmptySpotAsync(this Visitor visitor, LocatorBoundingBoxResult canvas, float right, float down)
    {
        var spot = await visitor.Page.EvaluateAsync<System.Text.Json.JsonElement>("""
        ({ left, top, width, height, right, down }) => {
            for (let y = top + 20; y < top + height - 20; y += 15)
                for (let x = left + 20; x < left + width - 20; x += 15) {
                    const inside = x + right > left && x + right < left + width && y + down > top && y + down < top + height;
                    const there = document.elementFromPoint(x, y);
                    if (inside && there?.closest('.graph-container') && !there.closest('.x6-cell'))
                        return [x, y];
                }
            return [];
        }
        """, new { left = (int)canvas.X, top = (int)canvas.Y, width = (int)canvas.Width, height = (int)canvas.Height, right = (int)right, down = (int)down });
        return spot.GetArrayLength() == 0 ? null : (spot[0].GetSingle(), spot[1].GetSingle());
    }

    /// <summary>Takes a connection away: clicks it where it has left its step, past the name of the port, and presses Delete.</summary>
    public static async Task CutAsync(this Visitor visitor, string from, string port, string to)
    {
        var source = (await visitor.OutPort(from, port).BoundingBoxAsync())!;
        var target = (await visitor.InPort(to).BoundingBoxAsync())!;
        var lines = await visitor.Page.Locator(".x6-edge").CountAsync();
        await visitor.Page.Mouse.ClickAsync(source.X + 0.65f * (target.X - source.X), source.Y + source.Height / 2);
        await visitor.SavesAsync(() => visitor.Page.Keyboard.PressAsync("Delete"));
        await Assertions.Expect(visitor.Page.Locator(".x6-edge")).ToHaveCountAsync(lines - 1, new() { Timeout = 20_000 });
    }

    static ILocator OutPort(this Visitor visitor, string step, string port) => visitor.Node(step).Locator($".x6-port-out .x6-port-body[port='{port}']");

    static ILocator InPort(this Visitor visitor, string step) => visitor.Node(step).Locator(".x6-port-in .x6-port-body");

    public static ILocator Node(this Visitor visitor, string name) =>
        visitor.Page.Locator(".x6-node").Filter(new() { Has = visitor.Page.Locator(".activity-label", new() { HasText = name }) });

    public static async Task SelectAsync(this Visitor visitor, string name)
    {
        await visitor.Node(name).Locator(".activity-content").ClickAsync();
        await Assertions.Expect(visitor.Node(name)).ToHaveClassAsync(new Regex("x6-node-selected"));
    }

    public static Task FillInputAsync(this Visitor visitor, string label, string value) => visitor.SavesAsync(async () =>
    {
        var box = visitor.Input(label).Locator("input, textarea").First;
        await box.FillAsync(value);
        await box.PressAsync("Tab");
    });

    public static Task PickInputAsync(this Visitor visitor, string label, string option) => visitor.SavesAsync(async () =>
    {
        await visitor.Input(label).Locator(".mud-select, .mud-input").First.ClickAsync();
        await visitor.Page.GetByRole(AriaRole.Option, new() { Name = option }).ClickAsync();
    });

    /// <summary>A variable of text.</summary>
    public static async Task AddVariableAsync(this Visitor visitor, string name, string value)
    {
        await visitor.Page.Locator(".mud-tab").Filter(new() { HasText = "Variables" }).ClickAsync();
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Add variable" }).ClickAsync();
        var dialog = visitor.Page.Locator(".mud-dialog");
        await dialog.GetByLabel("Name").FillAsync(name);
        await dialog.GetByLabel("Default value").FillAsync(value);
        await dialog.GetByLabel("Default value").PressAsync("Tab");
        await visitor.SavesAsync(() => dialog.GetByRole(AriaRole.Button, new() { Name = "Ok" }).ClickAsync());
    }

    public static async Task PickVariableAsync(this Visitor visitor, string label, string variable)
    {
        await visitor.ChooseSyntaxAsync(label, "Variable");
        await visitor.Input(label).Locator(".mud-select-extended").First.WaitForAsync();
        await visitor.PickInputAsync(label, variable);
    }

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

    public static async Task ConnectAsync(this Visitor visitor, string from, string port, string to)
    {
        var source = await visitor.OutPort(from, port).BoundingBoxAsync();
        var target = await visitor.InPort(to).BoundingBoxAsync();
        var lines = await visitor.Page.Locator(".x6-edge").CountAsync();
        await visitor.SavesAsync(async () =>
        {
            await visitor.Page.Mouse.MoveAsync(source!.X + source.Width / 2, source.Y + source.Height / 2);
            await visitor.Page.Mouse.DownAsync();
            // On the far side of the port: the arrow of a line that ends there already lies over the near one.
            await visitor.Page.Mouse.MoveAsync(target!.X + target.Width - 2, target.Y + target.Height / 2, new() { Steps = 12 });
            await visitor.Page.Mouse.UpAsync();
        });
        await Assertions.Expect(visitor.Page.Locator(".x6-edge")).ToHaveCountAsync(lines + 1, new() { Timeout = 20_000 });
    }

    public static Task ZoomToFitAsync(this Visitor visitor) => visitor.Page.Locator(".mud-toolbar button").First.ClickAsync();

    public static Task MoveAsync(this Visitor visitor, ILocator node, int right, int down) => visitor.SavesAsync(() => visitor.NudgeAsync(node, right, down));

    public static async Task NudgeAsync(this Visitor visitor, ILocator node, int right, int down)
    {
        var box = await node.Locator(".activity-content").BoundingBoxAsync();
        await visitor.Page.Mouse.MoveAsync(box!.X + 5, box.Y + 5);
        await visitor.Page.Mouse.DownAsync();
        await visitor.Page.Mouse.MoveAsync(box.X + 5 + right, box.Y + 5 + down, new() { Steps = 6 });
        await visitor.Page.Mouse.UpAsync();
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
        var download = await visitor.Page.RunAndWaitForDownloadAsync(() => visitor.Page.Locator(".mud-dialog-actions button").Last.ClickAsync());
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
