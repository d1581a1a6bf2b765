using System.Text.RegularExpressions;
using Crm.Data;
using Crm.Tasks;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;

namespace Crm.Relations;

/// <summary>A new relation without a mouse: what is pressed beside the text that is typed is counted.</summary>
public sealed class KeyboardTests(Chromium chromium)
{
    const int MostKeys = 12;

    [Fact]
    public async Task A_relation_that_looks_known_a_contact_and_a_forecast_are_sent_to_review_in_twelve_keys()
    {
        await using var server = await CrmServer.StartAsync(On.Sqlite);
        await KnownAsync(server);
        await using var sanne = await chromium.OpenAsync(server);
        await sanne.SignInAsync("sanne");
        await sanne.GoToAsync("/relations/new/domestic");
        await sanne.SettledAsync();
        var page = sanne.Page;
        var keys = sanne.Keys;

        await AtAsync(page.GetByLabel("Naam of KVK-nummer"));
        await keys.TypeAsync("test bv donald");
        await Assertions.Expect(page.Locator("[role=listbox] [role=option]").First).ToContainTextAsync("68750110", new() { Timeout = 15_000 });
        await keys.PressAsync("Enter");
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Bestaat deze relatie al?" })).ToBeVisibleAsync(new() { Timeout = 15_000 });
        await AtAsync(page.GetByRole(AriaRole.Button, new() { Name = "Voeg forecast toe aan deze relatie" }));
        await keys.PressAsync("Tab");
        await AtAsync(page.GetByRole(AriaRole.Button, new() { Name = "Nieuwe vestiging" }));
        await keys.PressAsync("Enter");

        await AtAsync(page.GetByLabel("Voornaam"));
        await keys.TypeAsync("Katrien");
        await keys.GoOnAsync(page.GetByLabel("Achternaam"));
        await keys.TypeAsync("Duck");
        await keys.GoOnAsync(page.Locator("input[name=contactEmail]"));
        await keys.TypeAsync("katrien@donald.example");
        await keys.GoOnAsync(page.GetByLabel("Bron van de gegevens"));
        await keys.ChooseAsync("Beurs");
        await keys.GoOnAsync(page.GetByLabel("Omschrijving"));
        await keys.TypeAsync("Koelcellen magazijn");
        await keys.PressAsync("Enter");
        await page.WaitForURLAsync(new Regex("/submissions/"));

        Assert.True(keys.Pressed <= MostKeys, $"It took {keys.Pressed} keys.");
        var submission = await server.Database.ReadAsync(db => db.Submissions.SingleAsync(Stop), Stop);
        Assert.Equal((EntryProfiles.DuplicateChoice.NewBranch, "Katrien", "Duck", "katrien@donald.example", "Koelcellen magazijn"),
            (submission.Choice, submission.Values["firstName"], submission.Values["lastName"], submission.Values["contactEmail"], submission.Values["description"]));
        var task = await server.Database.ReadAsync(db => db.Tasks.SingleAsync(task => task.SubjectId == submission.Id, Stop), Stop);
        Assert.Equal(UserTaskStatus.Open, task.Status);
    }

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>Waits until the focus is there by itself.</summary>
    static Task AtAsync(ILocator place) => Assertions.Expect(place).ToBeFocusedAsync(new() { Timeout = 15_000 });

    static Task<Guid> KnownAsync(CrmServer server) => server.Database.WriteAsync(db =>
    {
        var organisation = new Organisation { Name = "Test BV Donald", KvkNumber = "68750110", Address = new() { Street = "Hizzaarderlaan", HouseNumber = 3, PostalCode = "8823SJ", Town = "Lollum" } };
        organisation.Reindex([]);
        db.Relations.Add(new Relation { Number = 77, OrganisationId = organisation.Id, Organisation = organisation, CreatedAt = server.Clock.GetUtcNow().UtcDateTime });
        return Task.FromResult(organisation.Id);
    });
}
