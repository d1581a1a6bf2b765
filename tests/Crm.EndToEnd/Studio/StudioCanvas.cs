using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Crm.Studio;

/// <summary>What a process owner does with the mouse on Studio's drawing.</summary>
public static class StudioCanvas
{
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
        await visitor.SavesAsync(() => visitor.UntilAsync(
            () => item.DragToAsync(page.Locator(".graph-container"), new() { TargetPosition = new() { X = x, Y = y } }),
            async () => await page.Locator(".x6-node").CountAsync() > nodes));
        await Assertions.Expect(page.Locator(".x6-node")).ToHaveCountAsync(nodes + 1, new() { Timeout = 20_000 });
    }

    /// <summary>Drops it this far right of and below an activity that is there.</summary>
    public static async Task DragInAtAsync(this Visitor visitor, string activity, string from, int right, int down)
    {
        var place = (await visitor.Node(from).BoundingBoxAsync())!;
        var canvas = (await visitor.Canvas().BoundingBoxAsync())!;
        await visitor.DragInAsync(activity, (int)(place.X - canvas.X) + right, (int)(place.Y - canvas.Y) + down);
    }

    public static ILocator Node(this Visitor visitor, string name) =>
        visitor.Page.Locator(".x6-node").Filter(new() { Has = visitor.Page.Locator(".activity-label", new() { HasText = name }) });

    public static async Task SelectAsync(this Visitor visitor, string name)
    {
        await visitor.Node(name).Locator(".activity-content").ClickAsync();
        await Assertions.Expect(visitor.Node(name)).ToHaveClassAsync(new Regex("x6-node-selected"));
    }

    /// <summary>Else the frame of the selected step lies over its ports, and pulling there moves the step.</summary>
    public static async Task SelectNothingAsync(this Visitor visitor)
    {
        var canvas = (await visitor.Canvas().BoundingBoxAsync())!;
        if (await visitor.EmptySpotAsync(canvas, 0, 0) is var (x, y))
            await visitor.Page.Mouse.ClickAsync(x, y);
        await Assertions.Expect(visitor.Page.Locator(".x6-node-selected")).ToHaveCountAsync(0);
    }

    public static async Task ConnectAsync(this Visitor visitor, string from, string port, string to)
    {
        var source = await visitor.OutPort(from, port).BoundingBoxAsync();
        var target = await visitor.InPort(to).BoundingBoxAsync();
        var lines = await visitor.Page.Locator(".x6-edge").CountAsync();
        var (x, y) = (source!.X + source.Width / 2, source.Y + source.Height / 2);
        // To the far side of the port: the arrow of a line that ends there already lies over the near one.
        await visitor.SavesAsync(() => visitor.PullAsync(x, y, target!.X + target.Width - 2 - x, target.Y + target.Height / 2 - y));
        await Assertions.Expect(visitor.Page.Locator(".x6-edge")).ToHaveCountAsync(lines + 1, new() { Timeout = 20_000 });
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

    public static Task MoveAsync(this Visitor visitor, ILocator node, int right, int down) => visitor.SavesAsync(() => visitor.NudgeAsync(node, right, down));

    public static async Task NudgeAsync(this Visitor visitor, ILocator node, int right, int down)
    {
        var box = await node.Locator(".activity-content").BoundingBoxAsync();
        await visitor.PullAsync(box!.X + 5, box.Y + 5, right, down);
    }

    /// <summary>Takes hold of a point, moves this far, and lets go.</summary>
    static async Task PullAsync(this Visitor visitor, float x, float y, float right, float down)
    {
        await visitor.Page.Mouse.MoveAsync(x, y);
        await visitor.Page.Mouse.DownAsync();
        await visitor.Page.Mouse.MoveAsync(x + right, y + down, new() { Steps = 12 });
        await visitor.Page.Mouse.UpAsync();
    }

    public static Task ZoomToFitAsync(this Visitor visitor) => visitor.Page.Locator(".mud-toolbar button").First.ClickAsync();

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
        await visitor.PullAsync(x, y, right, down);
        return false;
    }, $"{step} lies in the corner");

    static ILocator Canvas(this Visitor visitor) => visitor.Page.Locator(".graph-container");

    /// <summary>Where nothing is drawn, and from where this way still lies in the canvas.</summary>
    static async Task<(float X, float Y)?> EmptySpotAsync(this Visitor visitor, LocatorBoundingBoxResult canvas, float right, float down)
    {
        var spot = await visitor.Page.EvaluateAsync<JsonElement>("""
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

    static ILocator OutPort(this Visitor visitor, string step, string port) => visitor.Node(step).Locator($".x6-port-out .x6-port-body[port='{port}']");

    static ILocator InPort(this Visitor visitor, string step) => visitor.Node(step).Locator(".x6-port-in .x6-port-body");
}
