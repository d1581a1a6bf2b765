using System.Net;
using Crm.Campaigns;
using Crm.CustomFields;
using Crm.EntryProfiles;
using Crm.Permissions;
using Crm.Relations;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Merging;

public sealed class MergeTests
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task What_hangs_on_the_one_goes_along_to_the_other_and_back_again(On on)
    {
        await using var server = await CrmServer.StartAsync(on);
        var sanne = new Merger(server, await server.SignInAsync("sanne"));
        var anker = await sanne.RelationAsync("Anker", ("kvkNumber", "01084212"));
        var ankers = await sanne.RelationAsync("Ankers", ("phone", "020-623 45 67"));
        var before = await sanne.StateAsync();

        var merge = await sanne.MergeAsync(MergeKind.Relation, ankers.RelationId!.Value, anker.RelationId!.Value, "phone", "address");
        var merged = await sanne.Entry.GetAsync<RelationQueries.Record>($"/api/relations/{anker.RelationId}");
        Assert.Equal(("Anker", "01084212", "+31206234567", "Laan van Ankers", 2, 2),
            (merged.Name, merged.Values["kvkNumber"], merged.Values["phone"], merged.Values["street"], merged.Contacts.Count, merged.Forecasts));
        Assert.Equal(HttpStatusCode.NotFound, (await (await server.SignInAsync("sanne")).GetAsync($"/api/relations/{ankers.RelationId}", Stop)).StatusCode);
        Assert.Equal(anker.RelationId, await server.Services.GetRequiredService<MergeQueries>().WhereWentAsync(ankers.RelationId.Value, Stop));
        Assert.DoesNotContain(await sanne.StateAsync(), pair => pair.Value.Contains($"{ankers.RelationId}", StringComparison.Ordinal));
        Assert.Equal(1, (await sanne.Entry.GetAsync<RelationQueries.Page>("/api/relations")).Total);

        await sanne.UndoAsync(merge);
        Assert.Equal(before, await sanne.StateAsync());
        Assert.Equal(HttpStatusCode.Conflict, (await sanne.SendUndoAsync(merge)).StatusCode);
    }

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task What_was_changed_or_added_after_a_merge_survives_its_undoing(On on)
    {
        await using var server = await CrmServer.StartAsync(on);
        var sanne = new Merger(server, await server.SignInAsync("sanne"));
        var (from, to) = (await sanne.RelationAsync("Bron"), await sanne.RelationAsync("Doel"));
        var merge = await sanne.MergeAsync(MergeKind.Relation, from.RelationId!.Value, to.RelationId!.Value, "name", "address");
        await sanne.EditAsync(to.RelationId.Value, "name", "Doel en Zonen");
        await sanne.EditAsync(to.RelationId.Value, "website", "www.doel.example");
        var added = await sanne.AddContactAsync(to.RelationId.Value, new() { FirstName = "Nieuw", LastName = "Hier" });
        await sanne.UndoAsync(merge);
        var (source, target) = (await sanne.Entry.GetAsync<RelationQueries.Record>($"/api/relations/{from.RelationId}"), await sanne.Entry.GetAsync<RelationQueries.Record>($"/api/relations/{to.RelationId}"));
        Assert.Equal(("Doel en Zonen", "www.doel.example", "Laan van Doel"), (target.Name, target.Values["website"], target.Values["street"]));
        Assert.Equal(("Bron", "Laan van Bron", ""), (source.Name, source.Values["street"], source.Values["website"]));
        Assert.Equal([to.ContactId!.Value, added], target.Contacts.Select(contact => contact.Id).Order());
        Assert.Equal(1, (await sanne.Entry.GetAsync<RelationQueries.Page>("/api/relations?search=bron")).Total);
        Assert.Equal(1, (await sanne.Entry.GetAsync<RelationQueries.Page>("/api/relations?search=zonen")).Total);
    }

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task Persons_become_one_with_their_consents_and_two_again(On on)
    {
        await using var server = await CrmServer.StartAsync(on);
        var client = await server.SignInAsync("sanne");
        var sanne = new Merger(server, client);
        var (here, there) = (await sanne.RelationAsync("Hier"), await sanne.RelationAsync("Daar"));
        var diet = await (await FieldMaker.OnAsync(server)).AddAsync(CustomRecord.Person, CustomType.Text, "Dieetwens");
        var twin = await sanne.AddContactAsync(here.RelationId!.Value, new() { FirstName = "J.", LastName = "Hier", Mobile = "06 2214 8730", Custom = new Dictionary<string, string> { [diet] = "Vegetarisch" } });
        var desk = server.Services.GetRequiredService<PermissionDesk>();
        await desk.RecordAsync(twin, new(ConsentAct.Objected, [ContactChannel.Mail], "Telefoon"), Users.Actor.System, Stop);
        var before = await sanne.StateAsync();
        var (first, second, third) = (await sanne.PersonOfAsync(here.ContactId!.Value), await sanne.PersonOfAsync(twin), await sanne.PersonOfAsync(there.ContactId!.Value));

        var preview = await sanne.Entry.GetAsync<MergeQueries.Preview>($"/api/merges/preview?kind=Person&sourceId={second}&targetId={first}");
        Assert.Equal(["", "Hier"], preview.Sections.Select(section => section.About));
        var one = await sanne.MergeAsync(MergeKind.Person, second, first, null);
        var merged = Assert.Single((await sanne.Entry.GetAsync<RelationQueries.Record>($"/api/relations/{here.RelationId}")).Contacts);
        Assert.Equal(("Jan Hier", "jan@hier.example", "+31622148730", "Vegetarisch"), (merged.Name, merged.Email, merged.Mobile, merged.Custom.GetValueOrDefault(diet)));
        Assert.Equal(PermissionReason.Objected, (await server.Services.GetRequiredService<PermissionQueries>().OfAsync(merged.Id, Stop))[ContactChannel.Mail].Reason);

        var two = await sanne.MergeAsync(MergeKind.Person, third, first, null);
        Assert.Equal(first, await sanne.PersonOfAsync(there.ContactId.Value));
        Assert.Equal(HttpStatusCode.Conflict, (await sanne.SendUndoAsync(one)).StatusCode);
        await sanne.UndoAsync(two);
        await sanne.UndoAsync(one);
        Assert.Equal(before, await sanne.StateAsync());
    }

    [Fact]
    public async Task A_later_merge_is_undone_first_also_when_it_only_shares_a_contact()
    {
        await using var server = await CrmServer.StartAsync(On.Sqlite);
        var sanne = new Merger(server, await server.SignInAsync("sanne"));
        var (a, b, c) = (await sanne.RelationAsync("Een"), await sanne.RelationAsync("Twee"), await sanne.RelationAsync("Drie"));
        var before = await sanne.StateAsync();
        var first = await sanne.MergeAsync(MergeKind.Relation, a.RelationId!.Value, b.RelationId!.Value, "name");
        var second = await sanne.MergeAsync(MergeKind.Person, await sanne.PersonOfAsync(a.ContactId!.Value), await sanne.PersonOfAsync(b.ContactId!.Value));
        var third = await sanne.MergeAsync(MergeKind.Relation, b.RelationId.Value, c.RelationId!.Value, "name");
        foreach (var early in new[] { first, second })
        {
            var refused = await sanne.SendUndoAsync(early);
            Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        }
        await sanne.UndoAsync(third);
        await sanne.UndoAsync(second);
        await sanne.UndoAsync(first);
        Assert.Equal(before, await sanne.StateAsync());
    }

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task Who_got_one_mailing_under_two_names_is_merged_all_the_same(On on)
    {
        await using var server = await CrmServer.StartAsync(on, demo: true);
        var sanne = new Merger(server, await server.SignInAsync("sanne"));
        var made = await sanne.RelationAsync("Dubbelop");
        var first = made.ContactId!.Value;
        var twin = await sanne.AddContactAsync(made.RelationId!.Value, new() { FirstName = "J.", LastName = "Dubbelop" });
        var action = await server.Database.ReadAsync(db => db.Set<CampaignMember>().Select(member => new { member.CampaignId, member.ActionId }).FirstAsync(Stop), Stop);
        await server.Database.WriteAsync(db =>
        {
            db.AddRange(new List<Guid> { first, twin }.Select(id => new CampaignMember { CampaignId = action.CampaignId, ActionId = action.ActionId, ContactId = id, Name = "Dubbelop", Token = $"{id:N}" }));
            return Task.CompletedTask;
        }, Stop);
        var merge = await sanne.MergeAsync(MergeKind.Person, await sanne.PersonOfAsync(twin), await sanne.PersonOfAsync(first), null);
        await sanne.UndoAsync(merge);
        var members = await server.Database.ReadAsync(db => db.Set<CampaignMember>().Where(member => member.Name == "Dubbelop").Select(member => member.ContactId!.Value).ToListAsync(Stop), Stop);
        Assert.Equal(new List<Guid> { first, twin }.Order(), members.Order());
    }

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task Archived_relations_are_merged_and_made_two_again_as_they_were(On on)
    {
        await using var server = await CrmServer.StartAsync(on);
        var client = await server.SignInAsync("sanne");
        var sanne = new Merger(server, client);
        var (stored, kept) = (await sanne.RelationAsync("Opgeborgen"), await sanne.RelationAsync("Blijver"));
        await ArchiveAsync(client, stored.RelationId!.Value);
        var before = await sanne.StateAsync();
        Assert.Equal((0, 1), await FoundAsync(sanne, "opgeborgen"));
        var merge = await sanne.MergeAsync(MergeKind.Relation, stored.RelationId.Value, kept.RelationId!.Value, "name");
        Assert.Equal((1, 0), await FoundAsync(sanne, "opgeborgen"));
        await sanne.UndoAsync(merge);
        Assert.Equal(before, await sanne.StateAsync());
        Assert.Equal((0, 1), await FoundAsync(sanne, "opgeborgen"));

        var away = await sanne.MergeAsync(MergeKind.Relation, kept.RelationId.Value, stored.RelationId.Value, null);
        Assert.Equal((0, 1), await FoundAsync(sanne, "opgeborgen"));
        await sanne.UndoAsync(away);
        Assert.Equal(before, await sanne.StateAsync());
    }

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task A_merge_that_is_undone_while_the_relation_is_archived_waits_and_leaves_it_found_where_it_lies(On on)
    {
        await using var server = await CrmServer.StartAsync(on);
        var sanne = new Merger(server, await server.SignInAsync("sanne"));
        var made = await sanne.RelationAsync("Gelijktijdig");
        var twin = await sanne.AddContactAsync(made.RelationId!.Value, new() { FirstName = "P", LastName = "Tweeling" });
        var merge = await sanne.MergeAsync(MergeKind.Person, await sanne.PersonOfAsync(twin), await sanne.PersonOfAsync(made.ContactId!.Value), null);
        var undo = Task.CompletedTask;
        await server.Database.WriteAsync(async _ =>
        {
            await server.Services.GetRequiredService<RelationDesk>().ArchiveAsync(made.RelationId.Value, Users.Actor.System, Stop);
            undo = sanne.UndoAsync(merge);
            await Task.Delay(TimeSpan.FromSeconds(0.5), Stop);
        }, Stop);
        await undo;
        Assert.Equal((0, 1), await FoundAsync(sanne, "tweeling"));
    }

    static async Task ArchiveAsync(HttpClient client, Guid relation) => Assert.Equal(HttpStatusCode.NoContent, (await client.DeleteAsync($"/api/relations/{relation}", Stop)).StatusCode);

    static async Task<(int Shown, int Archived)> FoundAsync(Merger sanne, string word) =>
        ((await sanne.Entry.GetAsync<RelationQueries.Page>($"/api/relations?search={word}")).Total, (await sanne.Entry.GetAsync<RelationQueries.Page>($"/api/relations?search={word}&state=Archived")).Total);

    [Fact]
    public async Task Only_two_that_exist_and_differ_are_merged_and_not_by_everyone()
    {
        await using var server = await CrmServer.StartAsync(On.Sqlite);
        var sanne = new Merger(server, await server.SignInAsync("sanne"));
        var id = (await sanne.RelationAsync("Enig")).RelationId!.Value;
        Assert.Equal(HttpStatusCode.BadRequest, (await sanne.SendMergeAsync(new(MergeKind.Relation, id, id))).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await sanne.SendMergeAsync(new(MergeKind.Relation, Guid.NewGuid(), id))).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await sanne.SendMergeAsync(new(MergeKind.Person, id, Guid.NewGuid()))).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await new Merger(server, await server.SignInAsync("adil")).SendMergeAsync(new(MergeKind.Relation, id, Guid.NewGuid()))).StatusCode);
    }

    [Fact]
    public async Task Every_reference_between_tables_to_what_can_be_merged_is_known_to_the_merge()
    {
        await using var server = await CrmServer.StartAsync(On.Sqlite);
        var forgotten = await server.Database.ReadAsync(db =>
        {
            var known = new[] { "Relation", "Organisation", "Contact", "Person" }.SelectMany(record => Hanging.On(db, record)).Select(column => $"{column.Table}.{column.Name}").ToHashSet();
            Type[] merged = [typeof(Relation), typeof(Organisation), typeof(Contact), typeof(Person)];
            return Task.FromResult(db.Model.GetEntityTypes().SelectMany(type => type.GetForeignKeys())
                .Where(key => merged.Contains(key.PrincipalEntityType.ClrType) && !key.IsOwnership && key.DeclaringEntityType.ClrType != typeof(OrganisationKey))
                .SelectMany(key => key.Properties.Select(property => $"{key.DeclaringEntityType.GetTableName()}.{property.GetColumnName()}"))
                .Where(column => !known.Contains(column)).ToList());
        }, Stop);
        Assert.Empty(forgotten);
    }
}
