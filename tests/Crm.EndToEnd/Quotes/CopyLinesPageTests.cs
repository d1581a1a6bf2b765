using Crm.Signing;
using Crm.Users;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;

namespace Crm.Quotes;

/// <summary>A quote that begins with the lines of an earlier one.</summary>
public sealed class CopyLinesPageTests(Chromium chromium)
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, InlineData("nl", 1440), InlineData("en", 390)]
    public async Task Lines_of_another_quote_are_found_taken_over_and_taken_back(string language, int width)
    {
        await using var scene = await SigningScene.StartAsync(On.Sqlite, draftOnly: true);
        var (first, sanne) = (await scene.QuoteAsync(), await scene.Server.Database.ReadAsync(db => db.Users.SingleAsync(user => user.Email == "sanne@brekelmans.example", Stop), Stop));
        var second = await scene.Get<QuoteComposer>().ComposeAsync(first.ForecastId, first.TemplateKey, first.ContactId, new(sanne.Id, sanne.Name, Door.Page, [Roles.Sales]), Stop);
        await scene.Server.Database.WriteAsync(db => db.Users.ExecuteUpdateAsync(set => set.SetProperty(user => user.Language, language), Stop), Stop);
        await using var visitor = await chromium.OpenAsync(scene.Server, language, width, width == 390 ? 844 : 1000);
        await visitor.SignInAsync("sanne");
        await visitor.GoToAsync($"/quotes/{second.Id}");
        await visitor.SettledAsync();
        var (rows, drawer) = (visitor.Page.Locator("tr[data-row]"), visitor.Page.Locator(".drawer"));

        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = language == "nl" ? "Uit offerte" : "From a quote" }).ClickAsync();
        await Assertions.Expect(drawer.Locator(".pick")).ToHaveCountAsync(1);
        await visitor.PictureAsync($"copy-lines-{language}-{width}", wholePage: false);
        await visitor.CheckAsync("copy lines");
        await drawer.Locator("input").FillAsync("bestaat niet");
        await visitor.SeesAsync(language == "nl" ? "Geen offerte gevonden" : "No quote found");
        await drawer.Locator("input").FillAsync(first.Number);
        await drawer.Locator(".pick").First.ClickAsync();
        await Assertions.Expect(rows).ToHaveCountAsync(SigningScene.Lines.Count);
        await Eventually.TrueAsync(async () => (await LinesAsync(second.Id)).Count == SigningScene.Lines.Count, "the lines are saved");
        var (taken, original) = (await LinesAsync(second.Id), await LinesAsync(first.Id));
        Assert.Equal(original.Select(line => (line.Kind, line.Description, line.Quantity, line.Price)), taken.Select(line => (line.Kind, line.Description, line.Quantity, line.Price)));
        Assert.Empty(taken.Select(line => line.Key).Intersect(original.Select(line => line.Key)));

        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = language == "nl" ? "Maak ongedaan" : "Undo" }).ClickAsync();
        await Assertions.Expect(rows).ToHaveCountAsync(0);

        Task<List<QuoteLine>> LinesAsync(Guid quote) => scene.Server.Database.ReadAsync(async db => (await db.Quotes.AsNoTracking().Include(one => one.Lines).SingleAsync(one => one.Id == quote, Stop)).InOrder.ToList(), Stop);
    }
}
