using System.Net;
using System.Net.Http.Json;
using Crm.Dossiers;
using Crm.Forecasts;
using Crm.Tasks;
using Microsoft.EntityFrameworkCore;

namespace Crm.Campaigns;

public sealed class CampaignTests
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task A_cost_counts_once_whatever_was_estimated_before_its_invoice_came(On on)
    {
        await using var server = await CrmServer.StartAsync(on);
        var sanne = await CampaignDriver.AsAsync(server, "sanne");
        var people = await CampaignDriver.PeopleAsync(server, 3);
        var campaign = await sanne.CreateAsync();
        var stand = await sanne.BookAsync(campaign, new { kind = "Fixed", description = "Standhuur", amount = 800m });
        await sanne.BookAsync(campaign, new { kind = "Fixed", description = "Ontwerp", amount = 250.50m });
        var letter = await sanne.AddLetterAsync(campaign, unitCost: 1.85m);
        await sanne.ImportAsync(letter, people.Select(person => person.Email));
        await sanne.RunAsync(campaign, letter);
        Assert.Equal(new CostTotal(1_050.50m, 5.55m, 0), (await sanne.GetAsync(campaign)).Cost);

        await sanne.BookAsync(campaign, Invoice("Beursbouw", "F-1", 912.40m, stand));
        Assert.Equal(new CostTotal(250.50m, 5.55m, 912.40m), (await sanne.GetAsync(campaign)).Cost);
        var printing = await sanne.BookAsync(campaign, Invoice("Drukkerij", "F-2", 6.10m, letter));
        await sanne.BookAsync(campaign, Invoice("Catering", "F-3", 100m, null));
        Assert.Equal(new CostTotal(250.50m, 0, 1_018.50m), (await sanne.GetAsync(campaign)).Cost);
        Assert.Equal(["InvoiceNumber"], await Refused.FieldsAsync(await sanne.TryBookAsync(campaign, Invoice("Drukkerij", "F-2", 6.10m, null)), HttpStatusCode.BadRequest));

        await sanne.Client.DeleteAsync($"/api/campaigns/{campaign}/costs/{printing}", Stop);
        Assert.Equal(5.55m, (await sanne.GetAsync(campaign)).Cost.PerContact);
    }

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task A_target_group_stands_once_the_action_has_started_and_says_who_was_left_out_and_why(On on)
    {
        await using var server = await CrmServer.StartAsync(on);
        var sanne = await CampaignDriver.AsAsync(server, "sanne");
        var people = await CampaignDriver.PeopleAsync(server, 4);
        await server.Database.WriteAsync(async db => (await db.Contacts.SingleAsync(c => c.Id == people[3].ContactId, Stop)).IsBlocked = true, Stop);
        var campaign = await sanne.CreateAsync();
        var letter = await sanne.AddLetterAsync(campaign);
        await sanne.SelectAsync(letter, new { kind = "Filter", name = "Utrecht", query = "town=utrecht&postalCodes=35" });
        await sanne.ImportAsync(letter, [people[0].Email.ToUpperInvariant(), $"{people[1].Number}", "niemand@nergens.example", "12"]);
        var before = await sanne.TargetGroupAsync(letter);
        Assert.Equal(3, before.WillReach);
        Assert.Equal([(LeftOut.Unknown, 2), (LeftOut.Blocked, 1)], before.LeftOut.Select(row => (row.Reason, row.Count)));

        await sanne.RunAsync(campaign, letter);
        await CampaignDriver.PeopleAsync(server, 2, "later");
        var after = await sanne.TargetGroupAsync(letter);
        Assert.Equal((3, 3), (after.WillReach, after.LeftOut.Sum(row => row.Count)));
        Assert.Equal(HttpStatusCode.Conflict, (await sanne.TrySelectAsync(letter, new { kind = "Filter", query = "" })).StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, (await sanne.TryAsync(letter, "start")).StatusCode);

        var second = await sanne.AddLetterAsync(campaign);
        await sanne.SelectAsync(second, new { kind = "EarlierAction", fromActionId = letter });
        Assert.Equal(3, (await sanne.TargetGroupAsync(second)).WillReach);
        var reached = (await sanne.MembersAsync(campaign, $"action={letter}&state=Reached"))[0];
        await sanne.DoAsync(letter, $"members/{reached.Id}/detach");
        Assert.Equal(2, (await sanne.TargetGroupAsync(second)).WillReach);
        await sanne.DoAsync(letter, $"members/{reached.Id}/attach");
        Assert.Equal(3, (await sanne.TargetGroupAsync(second)).WillReach);
    }

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task A_call_gives_each_contact_a_task_and_each_relation_a_dossier_item(On on)
    {
        await using var server = await CrmServer.StartAsync(on);
        var sanne = await CampaignDriver.AsAsync(server, "sanne");
        var people = await CampaignDriver.PeopleAsync(server, 3);
        var campaign = await sanne.CreateAsync();
        var calls = await sanne.AddActionAsync(campaign, new { kind = "Call", name = "Nabellen open dag", plannedOn = "2026-11-24", yield = "Task", perMinute = 6000 });
        await sanne.ImportAsync(calls, people.Select(person => person.Email));
        await sanne.RunAsync(campaign, calls);
        var tasks = await server.Database.ReadAsync(db => db.Tasks.Where(task => task.Status == UserTaskStatus.Open).OrderBy(task => task.Title.Nl).ToListAsync(Stop), Stop);
        Assert.Equal(people.Select(person => (Guid?)person.RelationId).Order(), tasks.Select(task => task.RelationId).Order());
        Assert.Equal("Nabellen open dag: Kim Koper1", tasks[0].Title.Nl);
        Assert.Equal(3, await server.Database.ReadAsync(db => db.Dossier.CountAsync(item => item.Kind == DossierKind.CampaignReached, Stop), Stop));
        Assert.All(await sanne.MembersAsync(campaign), member => Assert.NotNull(member.WorkflowInstanceId));

        await sanne.Client.PostAsJsonAsync($"/api/tasks/{tasks[0].Id}/complete", new { outcome = "Done", reaction = "Wil een offerte." }, Stop);
        Assert.Equal(1, await server.Database.ReadAsync(db => db.Dossier.CountAsync(item => item.Kind == DossierKind.Note && item.Text.Contains("Wil een offerte."), Stop), Stop));
    }

    [Fact]
    public async Task What_cannot_be_is_refused_at_its_field_and_strangers_stay_out()
    {
        await using var server = await CrmServer.StartAsync(On.Sqlite);
        var sanne = await CampaignDriver.AsAsync(server, "sanne");
        Assert.Equal(["Name", "EndDate", "Budget"], await Refused.FieldsAsync(await sanne.TryCreateAsync(new { name = " ", startDate = "2026-02-01", endDate = "2026-01-01", budget = -1m }), HttpStatusCode.BadRequest));
        Assert.Equal(["TypeId"], await Refused.FieldsAsync(await sanne.TryCreateAsync(new { name = "X", startDate = "2026-01-01", endDate = "2026-01-01", typeId = Guid.NewGuid() }), HttpStatusCode.BadRequest));
        var campaign = await sanne.CreateAsync();
        Assert.Equal(["Text"], await Refused.FieldsAsync(await sanne.TryAddActionAsync(campaign, new { kind = "Mail", name = "M", plannedOn = "2026-11-23", subject = new { nl = "S", en = "" }, text = new { nl = "Beste {{ voornaam }}", en = "{{ first_name" } }), HttpStatusCode.BadRequest));
        Assert.Equal(["DefinitionId"], await Refused.FieldsAsync(await sanne.TryAddActionAsync(campaign, new { kind = "Call", name = "M", plannedOn = "2026-11-23", yield = "Workflow" }), HttpStatusCode.BadRequest));
        var letter = await sanne.AddLetterAsync(campaign);
        Assert.Equal(["Selections"], await Refused.FieldsAsync(await sanne.TryAsync(letter, "start"), HttpStatusCode.BadRequest));
        Assert.Equal(["audience"], await Refused.FieldsAsync(await sanne.TrySelectAsync(letter, new { kind = "Filter", query = "audience=whoever" }), HttpStatusCode.BadRequest));
        Assert.Equal(HttpStatusCode.NotFound, (await sanne.Client.GetAsync($"/api/campaigns/{Guid.NewGuid()}", Stop)).StatusCode);
        var adil = await CampaignDriver.AsAsync(server, "adil");
        Assert.Equal(HttpStatusCode.Forbidden, (await adil.TryCreateAsync(new { name = "X" })).StatusCode);
        using var stranger = server.Anonymous();
        Assert.Equal(HttpStatusCode.Unauthorized, (await stranger.GetAsync("/api/campaigns", Stop)).StatusCode);
    }

    static object Invoice(string supplier, string invoiceNumber, decimal amount, Guid? settlesId) =>
        new { kind = "Invoice", description = "Factuur", supplier, invoiceNumber, amount, settlesId };
}
