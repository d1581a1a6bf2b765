using System.Text.Json.Nodes;
using Crm.Data;
using Crm.Users;
using Crm.Workflows;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Studio;

/// <summary>A company where a second process owner puts a changed process in use.</summary>
public sealed class SignOffTests
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task Who_changed_a_process_offers_it_and_another_puts_it_in_use(On on)
    {
        await using var server = await StrictAsync(on);
        var (petra, adil) = (await StudioDriver.OpenAsync(server), await StudioDriver.OpenAsync(server, "adil"));
        var draft = await petra.SaveAsync(StudioDriver.Flowchart("Nazorg"));
        var id = draft.Text("definitionId")!;

        Assert.Contains("aangeboden", await StudioDriver.ReasonsAsync(await petra.TrySaveAsync(draft, publish: true)));
        Assert.Contains("aangeboden", await StudioDriver.ReasonsAsync(await petra.TryPostAsync($"/workflow-definitions/{id}/publish")));
        var bulk = await petra.PostAsync("/bulk-actions/publish/workflow-definitions/by-definition-ids", new { definitionIds = new[] { id } });
        Assert.Equal(id, bulk.Texts("failed").Single());
        Assert.Equal(("Petra Oost", null), await OfferAsync(server, id));
        var mail = Assert.Single(await server.Database.ReadAsync(db => db.Mails.ToListAsync(Stop), Stop));
        Assert.Contains("Nazorg", mail.Subject);

        await adil.PostAsync($"/workflow-definitions/{id}/publish");
        Assert.Equal(("", "Adil"), (await OfferAsync(server, id)) is var (by, published) ? (by, published!.Split(' ')[0]) : default);
    }

    [Fact]
    public async Task Who_publishes_a_draft_as_it_is_has_not_changed_it_and_who_changes_it_takes_the_offer_away()
    {
        await using var server = await StrictAsync(On.Sqlite);
        var (petra, adil) = (await StudioDriver.OpenAsync(server), await StudioDriver.OpenAsync(server, "adil"));
        var draft = await petra.SaveAsync(StudioDriver.Flowchart("Nazorg"));
        var id = draft.Text("definitionId")!;
        await petra.TrySaveAsync(draft, publish: true);

        var seen = await adil.GetAsync($"/workflow-definitions/by-definition-id/{id}");
        seen["root"]!["activities"] = new JsonArray(Definitions.Activity("end", "Elsa.End"));
        Assert.Contains("aangeboden", await StudioDriver.ReasonsAsync(await adil.TrySaveAsync(seen, publish: true)));
        Assert.Equal(("Adil", null), (await OfferAsync(server, id)) is var (by, published) ? (by.Split(' ')[0], published) : default);

        var shown = await petra.GetAsync($"/workflow-definitions/by-definition-id/{id}");
        Assert.True((await petra.SaveAsync(shown, publish: true)).Flag("isPublished"));
    }

    [Fact]
    public async Task The_second_one_sends_it_back_with_a_reason_and_puts_in_use_only_what_they_saw()
    {
        await using var server = await StrictAsync(On.Sqlite);
        var petra = await StudioDriver.OpenAsync(server);
        var draft = await petra.SaveAsync(StudioDriver.Flowchart("Nazorg", Definitions.Activity("end", "Elsa.End")));
        var id = draft.Text("definitionId")!;
        await petra.TrySaveAsync(draft, publish: true);
        var (desk, signOff) = (server.Services.GetRequiredService<DefinitionDesk>(), server.Services.GetRequiredService<SignOff>());
        var second = await ActorAsync(server, "adil");

        Assert.Equal("reason", (await Assert.ThrowsAsync<RefusedException>(() => signOff.SendBackAsync(id, " ", second, Stop))).Faults.Single().Field);
        await signOff.SendBackAsync(id, "De mail ontbreekt", second, Stop);
        Assert.Equal(("De mail ontbreekt", second.Name), (await LatestAsync(server, id)) is var back ? (back.SentBack, back.SentBackBy) : default);
        Assert.Equal(Refusal.Conflict, (await Assert.ThrowsAsync<RefusedException>(() => signOff.SendBackAsync(id, "Nog iets", second, Stop))).Refusal);

        var seen = (await LatestAsync(server, id)).ChangedAt;
        server.Clock.Advance(TimeSpan.FromMinutes(1));
        draft["description"] = "Met mail";
        await petra.SaveAsync(draft);
        Assert.Equal(Refusal.Conflict, (await Assert.ThrowsAsync<RefusedException>(() => desk.PublishCheckedAsync(id, seen, "Akkoord", second, Stop))).Refusal);
        await desk.PublishCheckedAsync(id, (await LatestAsync(server, id)).ChangedAt, "Akkoord", second, Stop);
        Assert.True((await LatestAsync(server, id)).IsPublished);
    }

    [Fact]
    public async Task What_was_said_at_offering_stays_when_the_second_one_says_nothing_and_goes_with_the_next_change()
    {
        await using var server = await StrictAsync(On.Sqlite);
        var (petra, adil) = (await StudioDriver.OpenAsync(server), await StudioDriver.OpenAsync(server, "adil"));
        var draft = await petra.SaveAsync(StudioDriver.Flowchart("Nazorg"));
        var id = draft.Text("definitionId")!;
        var desk = server.Services.GetRequiredService<DefinitionDesk>();
        var first = await ActorAsync(server, "petra");

        await desk.PublishLatestAsync(id, "Bellen na een week", first, Stop);
        draft["description"] = "Na twee weken";
        await petra.SaveAsync(draft);
        Assert.Equal("", (await LatestAsync(server, id)).Note);

        await desk.PublishLatestAsync(id, "Bellen na twee weken", first, Stop);
        await adil.PostAsync($"/workflow-definitions/{id}/publish");
        Assert.Equal((true, "Bellen na twee weken"), (await LatestAsync(server, id)) is var latest ? (latest.IsPublished, latest.Note) : default);
    }

    static async Task<CrmServer> StrictAsync(On on)
    {
        var server = await CrmServer.StartAsync(on);
        var company = server.Services.GetRequiredService<CompanyDesk>();
        await company.SaveAsync(await company.ReadAsync(Stop) with { NeedsSignOff = true }, Stop);
        return server;
    }

    static async Task<DefinitionHistory.Version> LatestAsync(CrmServer server, string id) => (await server.Services.GetRequiredService<DefinitionHistory>().FindAsync(id, Stop))!.Latest;

    static async Task<(string OfferedBy, string? PublishedBy)> OfferAsync(CrmServer server, string id)
    {
        var latest = await LatestAsync(server, id);
        return (latest.OfferedAt is null ? "" : latest.OfferedBy, latest.IsPublished ? latest.PublishedBy : null);
    }

    static Task<Actor> ActorAsync(CrmServer server, string who) => server.Database.ReadAsync(async db =>
    {
        var user = await db.Users.SingleAsync(user => user.Email!.StartsWith(who), Stop);
        return new Actor(user.Id, user.Name, Door.Page, [Roles.ProcessOwner]);
    }, Stop);
}
