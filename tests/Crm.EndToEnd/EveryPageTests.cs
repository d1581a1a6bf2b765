using Deque.AxeCore.Playwright;
using Microsoft.EntityFrameworkCore;

namespace Crm;

/// <summary>Each page, filled by the demo company, in both languages, on a desk and on a phone, by day and by night: it shows, axe finds nothing, nothing sticks out.</summary>
public sealed class EveryPageTests(Chromium chromium, DemoServer demo) : IClassFixture<DemoServer>
{
    public static TheoryData<string, string> Pages => new()
    {
        { "sanne", "/" },
        { "sanne", "/relations" },
        { "sanne", "/relations/new/domestic" },
        { "sanne", "/forecasts" },
        { "sanne", "/forecasts?view=list" },
        { "sanne", "/quotes" },
        { "sanne", "/projects" },
        { "sanne", "/contact-moments" },
        { "sanne", "/mail" },
        { "sanne", "/account" },
        { "marieke", "/" },
        { "marieke", "/dashboard" },
        { "petra", "/processes" },
        { "petra", "/settings" },
        { "petra", "/settings/catalogue" },
        { "adil", "/settings" },
        { "adil", "/settings/users" },
        { "adil", "/settings/outbox" },
        { "adil", "/parts" },
        { "", "/sign-in" },
    };

    [Theory, MemberData(nameof(Pages))]
    public async Task Shows_in_both_languages_on_desk_and_phone_and_axe_finds_nothing(string who, string address)
    {
        foreach (var (language, width, dark) in new[] { ("nl", 1440, false), ("en", 1440, true), ("nl", 390, true), ("en", 390, false) })
        {
            await using var visitor = await chromium.OpenAsync(demo.Server, language, width, width == 390 ? 844 : 1000, dark);
            if (who.Length > 0)
            {
                await demo.SpeakAsync(who, language);
                await visitor.SignInAsync(who);
            }
            await visitor.GoToAsync(address);
            await visitor.SettledAsync();
            await visitor.PictureAsync($"{(who.Length > 0 ? who : "anonymous")}{address.Replace('/', '-').Replace('?', '-').Replace('=', '-')}-{language}-{width}{(dark ? "-dark" : "")}");
            var axe = await visitor.Page.RunAxe();
            Assert.True(axe.Violations.Length == 0, $"{address} {language} {width}: " + string.Join("; ", axe.Violations.Select(v => $"{v.Id}: {v.Help} ({string.Join(", ", v.Nodes.Take(3).Select(node => node.Html))})")));
            Assert.True(await visitor.FitsAsync(), $"{address} scrolls sideways at {width} pixels.");
        }
    }
}

/// <summary>One server with the demo company for all tests that only look.</summary>
public sealed class DemoServer : IAsyncLifetime
{
    public CrmServer Server { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Server = await CrmServer.StartAsync(On.Sqlite, demo: true);

    /// <summary>Sets the language that an employee chose.</summary>
    public Task SpeakAsync(string who, string language) => Server.Database.WriteAsync(db =>
        db.Users.Where(user => user.Email == who + "@brekelmans.example").ExecuteUpdateAsync(set => set.SetProperty(user => user.Language, language)));

    public ValueTask DisposeAsync() => Server.DisposeAsync();
}
