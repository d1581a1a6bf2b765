using System.Text;
using Crm.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;

namespace Crm.Relations;

/// <summary>Keeping the relations in order, as people do it: bring in a file, make two one, record what someone said, make a form.</summary>
public sealed class RelationWorkTests(Chromium chromium)
{
    [Fact]
    public async Task A_process_owner_brings_in_a_file_sees_what_is_wrong_and_takes_it_back()
    {
        await using var server = await CrmServer.StartAsync(On.Sqlite);
        await using var petra = await AtAsync(server, "petra", "/relations/import");
        var file = "Bedrijf;Plaats;Achternaam\nZuivel Noord;Assen;Kaas\nZuivel Noord;Assen;Melk\n;Gouda;Niemand\n";
        await petra.Page.Locator("input[type=file]").SetInputFilesAsync(new FilePayload { Name = "beurs.csv", MimeType = "text/csv", Buffer = Encoding.UTF8.GetBytes(file) });
        await petra.Page.GetByRole(AriaRole.Button, new() { Name = "Controleer de rijen" }).ClickAsync();
        await petra.SeesAsync("Naam ontbreekt nog.", "Afgewezen rijen met reden (CSV)");
        await petra.Page.GetByRole(AriaRole.Button, new() { Name = "Importeer 2 rijen" }).ClickAsync();
        await petra.SeesAsync("Draai deze import terug");
        Assert.Equal((1, 2), await CountAsync(server));
        await petra.Page.GetByRole(AriaRole.Button, new() { Name = "Draai deze import terug" }).ClickAsync();
        await petra.Page.GetByRole(AriaRole.Alertdialog).GetByRole(AriaRole.Button, new() { Name = "Draai terug" }).ClickAsync();
        await petra.SeesAsync("Wijzig kolommen");
        Assert.Equal((0, 0), await CountAsync(server));
    }

    [Fact]
    public async Task Two_relations_become_one_from_the_page_and_two_again()
    {
        await using var server = await CrmServer.StartAsync(On.Sqlite);
        var kept = await RelationAsync(server, "Zuivel Noord");
        await RelationAsync(server, "Zuivel Noort");
        await using var sanne = await AtAsync(server, "sanne", Urls.Relation(kept));
        await sanne.Page.GetByRole(AriaRole.Button, new() { Name = "Meer met deze relatie" }).ClickAsync();
        await sanne.Page.GetByText("Voeg samen met een andere relatie").ClickAsync();
        await sanne.Page.GetByLabel("Zoek een relatie").FillAsync("noort");
        await sanne.Page.GetByRole(AriaRole.Button, new() { NameRegex = new("Zuivel Noort") }).ClickAsync();
        await sanne.Page.Locator("tr", new() { HasText = "Naam" }).Locator("input[type=radio]").Last.CheckAsync();
        await sanne.Page.GetByRole(AriaRole.Button, new() { Name = "Voeg samen" }).ClickAsync();
        await Assertions.Expect(sanne.Page.Locator("h1")).ToHaveTextAsync("Zuivel Noort");
        Assert.Equal((1, 2), await CountAsync(server));
        await sanne.Page.GetByRole(AriaRole.Button, new() { Name = "Draai terug" }).ClickAsync();
        await Assertions.Expect(sanne.Page.Locator("h1")).ToHaveTextAsync("Zuivel Noord");
        Assert.Equal((2, 2), await CountAsync(server));
    }

    [Fact]
    public async Task What_someone_said_about_calling_stands_beside_the_number_at_once()
    {
        await using var server = await CrmServer.StartAsync(On.Sqlite);
        await using var sanne = await AtAsync(server, "sanne", Urls.Relation(await RelationAsync(server, "Zuivel Noord")));
        await sanne.SeesAsync("Bellen met toestemming");
        await sanne.Page.GetByRole(AriaRole.Button, new() { NameRegex = new("Leg vast wat") }).ClickAsync();
        var drawer = sanne.Page.GetByRole(AriaRole.Dialog);
        await drawer.GetByText("Maakt bezwaar").ClickAsync();
        await drawer.GetByRole(AriaRole.Button, new() { Name = "Leg vast" }).ClickAsync();
        await Assertions.Expect(drawer.GetByText("Kies minstens één kanaal.").First).ToBeVisibleAsync();
        await drawer.GetByLabel("Bellen").CheckAsync();
        await drawer.GetByLabel("Waar of hoe").FillAsync("Aan de telefoon");
        await drawer.GetByRole(AriaRole.Button, new() { Name = "Leg vast" }).ClickAsync();
        await sanne.SeesAsync("Niet bellen", "Bezwaar gemaakt door Jan Kaas");
    }

    [Fact]
    public async Task A_form_that_a_process_owner_makes_is_there_for_sales()
    {
        await using var server = await CrmServer.StartAsync(On.Sqlite);
        await using var petra = await AtAsync(server, "petra", "/settings/profiles/new");
        await petra.Page.GetByLabel("Naam, Nederlands").FillAsync("Buitenland");
        await petra.Page.GetByLabel("Naam, Engels").FillAsync("Foreign");
        await petra.Page.GetByLabel("Adres van het formulier").FillAsync("buitenland");
        await petra.Page.GetByLabel("Land: vragen").SelectOptionAsync("Required");
        await petra.Page.GetByLabel("Land: vooraf ingevuld").SelectOptionAsync("BE");
        await Assertions.Expect(petra.Page.Locator(".preview").GetByLabel("Land")).ToHaveValueAsync("BE");
        await petra.Page.GetByRole(AriaRole.Button, new() { Name = "Bewaar" }).ClickAsync();
        await petra.SeesAsync("Profiel bewaard");
        await using var sanne = await AtAsync(server, "sanne", "/relations/new/buitenland");
        await Assertions.Expect(sanne.Page.GetByLabel("Land")).ToHaveValueAsync("BE");
    }

    async Task<Visitor> AtAsync(CrmServer server, string who, string address)
    {
        var visitor = await chromium.OpenAsync(server);
        await visitor.SignInAsync(who);
        await visitor.GoToAsync(address);
        await visitor.SettledAsync();
        return visitor;
    }

    static Task<Guid> RelationAsync(CrmServer server, string name) => server.Database.WriteAsync(async db =>
    {
        var organisation = new Organisation { Name = name };
        var person = new Person { FirstName = "Jan", LastName = "Kaas" };
        var contact = new Contact { OrganisationId = organisation.Id, PersonId = person.Id, Person = person, Mobile = "+31622148730" };
        var relation = new Relation { Number = await db.NextNumberAsync("relation", default), OrganisationId = organisation.Id, Organisation = organisation, CreatedAt = DateTime.UnixEpoch };
        organisation.Reindex([contact]);
        db.AddRange(relation, contact);
        return relation.Id;
    });

    static Task<(int Relations, int Contacts)> CountAsync(CrmServer server) => server.Database.ReadAsync(async db => (await db.Relations.CountAsync(), await db.Contacts.CountAsync()));
}
