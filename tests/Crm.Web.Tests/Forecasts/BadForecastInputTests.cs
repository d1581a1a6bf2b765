using System.Net;
using System.Net.Http.Json;

namespace Crm.Forecasts;

public sealed class BadForecastInputTests
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task Opening_says_all_that_is_wrong_at_once(On on)
    {
        await using var server = await CrmServer.StartAsync(on);
        var sanne = await ForecastDriver.AsAsync(server, "sanne");
        var answer = await sanne.TryOpenAsync(new
        {
            relationId = await ForecastDriver.RelationAsync(server),
            description = new string('x', 101),
            contactId = Guid.NewGuid(),
            responsibleId = Guid.NewGuid(),
            groupId = Guid.NewGuid(),
            sourceId = await sanne.OptionAsync(ForecastOptionKind.LossReason),
            competitorId = await sanne.OptionAsync(ForecastOptionKind.Source),
            expectedAmount = -0.01m,
            expectedDate = "2026-11-22",
            chance = 80m,
            remark = new string('y', 4001),
        });
        Assert.Equal(
            ["Chance", "CompetitorId", "ContactId", "Description", "ExpectedAmount", "ExpectedDate", "GroupId", "Remark", "ResponsibleId", "SourceId"],
            (await Refused.FieldsAsync(answer, HttpStatusCode.BadRequest)).Order());
        Assert.Equal(0, (await sanne.ListAsync("whose=all&result=all")).Count);
    }

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task Opening_at_nobody_or_at_a_blocked_relation_is_refused(On on)
    {
        await using var server = await CrmServer.StartAsync(on);
        var sanne = await ForecastDriver.AsAsync(server, "sanne");
        Assert.Equal(["RelationId"], await Refused.FieldsAsync(await sanne.TryOpenAsync(new { relationId = Guid.NewGuid() }), HttpStatusCode.BadRequest));
        var blocked = await ForecastDriver.RelationAsync(server);
        await server.Database.WriteAsync(async db => (await db.Relations.FindAsync([blocked], Stop))!.IsBlocked = true, Stop);
        Assert.Equal(["RelationId"], await Refused.FieldsAsync(await sanne.TryOpenAsync(new { relationId = blocked }), HttpStatusCode.BadRequest));
        Assert.Equal(["Status"], await Refused.FieldsAsync(await sanne.TryOpenAsync(new { relationId = await ForecastDriver.RelationAsync(server), status = "bestaat niet" }), HttpStatusCode.BadRequest));
    }

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task Closing_asks_what_it_needs(On on)
    {
        await using var server = await CrmServer.StartAsync(on);
        var sanne = await ForecastDriver.AsAsync(server, "sanne");
        var id = (await sanne.OpenAsync()).Id;
        Assert.Equal(["OrderAmount"], await BadAsync(new { result = "Scored" }));
        Assert.Equal(["OrderAmount"], await BadAsync(new { result = "Scored", orderAmount = -1m }));
        Assert.Equal(["OrderAmount"], await BadAsync(new { result = "Scored", orderAmount = 1_000_000_000m }));
        Assert.Equal(["ClosedOn"], await BadAsync(new { result = "Scored", orderAmount = 1m, closedOn = "2026-11-24" }));
        Assert.Equal(["ClosedOn"], await BadAsync(new { result = "Scored", orderAmount = 1m, closedOn = "2026-11-22" }));
        Assert.Equal(["LossReasonId"], await BadAsync(new { result = "NotScored" }));
        Assert.Equal(["LostToId"], await BadAsync(new { result = "NotScored", reasonId = await sanne.OptionAsync(ForecastOptionKind.LossReason), lostToId = Guid.NewGuid() }));
        Assert.Equal(["Result"], await BadAsync(new { result = "Open" }));
        await Refused.FieldsAsync(await sanne.TryCloseAsync(Guid.NewGuid(), new { result = "Scored", orderAmount = 1m }), HttpStatusCode.NotFound);
        Assert.Equal(ForecastResult.Open, (await sanne.GetAsync(id)).Result);

        async Task<IReadOnlyList<string>> BadAsync(object request) => await Refused.FieldsAsync(await sanne.TryCloseAsync(id, request), HttpStatusCode.BadRequest);
    }

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task A_contact_person_of_another_relation_is_refused(On on)
    {
        await using var server = await CrmServer.StartAsync(on);
        var sanne = await ForecastDriver.AsAsync(server, "sanne");
        var stranger = await ContactOfAnotherAsync(server);
        var forecast = await sanne.OpenAsync();
        Assert.Equal(["ContactId"], await Refused.FieldsAsync(await sanne.TryEditAsync(forecast, new { contactId = stranger }), HttpStatusCode.BadRequest));
    }

    [Fact]
    public async Task What_cannot_be_read_is_a_clear_no_and_never_a_500()
    {
        await using var server = await CrmServer.StartAsync(On.Sqlite);
        var sanne = await ForecastDriver.AsAsync(server, "sanne");
        var id = (await sanne.OpenAsync()).Id;
        foreach (var query in new[] { "whose=nobody", "group=1", "from=yesterday", "result=maybe", "attention=5", "after=x", "sort=9" })
            await Refused.FieldsAsync(await sanne.Client.GetAsync($"/api/forecasts?{query}", Stop), HttpStatusCode.BadRequest);
        foreach (var body in new[] { "{", "[]", """{"result":"Perhaps"}""", """{"result":"Scored","orderAmount":"much"}""", """{"result":"Scored","orderAmount":1,"closedOn":"31-02-2026"}""" })
            await Refused.FieldsAsync(await sanne.Client.PostAsync($"/api/forecasts/{id}/close", new StringContent(body, null, "application/json"), Stop), HttpStatusCode.BadRequest);
        await Refused.FieldsAsync(await sanne.Client.GetAsync($"/api/forecasts/{Guid.NewGuid()}", Stop), HttpStatusCode.NotFound);
        await Refused.FieldsAsync(await sanne.Client.GetAsync($"/api/forecasts/{Guid.NewGuid()}/history", Stop), HttpStatusCode.NotFound);
        await Refused.FieldsAsync(await sanne.TryStatusAsync(id, ""), HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Only_sales_and_reviewers_write_and_strangers_read_nothing()
    {
        await using var server = await CrmServer.StartAsync(On.Sqlite);
        var (sanne, petra) = (await ForecastDriver.AsAsync(server, "sanne"), await ForecastDriver.AsAsync(server, "petra"));
        var forecast = await sanne.OpenAsync();
        Assert.Equal(forecast.Number, (await petra.GetAsync(forecast.Id)).Number);
        await Refused.FieldsAsync(await petra.TryStatusAsync(forecast.Id, "quote"), HttpStatusCode.Forbidden);
        await Refused.FieldsAsync(await server.Anonymous().GetAsync($"/api/forecasts/{forecast.Id}", Stop), HttpStatusCode.Unauthorized);
        await Refused.FieldsAsync(await server.Anonymous().PostAsJsonAsync("/api/forecasts", new { }, Stop), HttpStatusCode.Unauthorized);
    }

    static async Task<Guid> ContactOfAnotherAsync(CrmServer server)
    {
        var relation = await ForecastDriver.RelationAsync(server, "Een ander");
        return await server.Database.WriteAsync(async db =>
        {
            var person = new Relations.Person { FirstName = "Jorrit", LastName = "Brandsma" };
            var contact = new Relations.Contact { OrganisationId = (await db.Relations.FindAsync([relation], Stop))!.OrganisationId, PersonId = person.Id };
            db.AddRange(person, contact);
            return contact.Id;
        }, Stop);
    }
}
