using System.Net;
using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;

namespace Crm.Forecasts;

public sealed class ForecastBulkTests
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task A_thousand_forecasts_change_together_by_the_rules_and_change_back_but_for_what_somebody_did_since(On on)
    {
        await using var server = await CrmServer.StartAsync(on);
        var sanne = await ForecastDriver.AsAsync(server, "sanne");
        var relation = await ForecastDriver.RelationAsync(server);
        await FillAsync(server, relation, 1_000);
        var closed = await sanne.OpenAsync(new { expectedAmount = 1m }, relation);
        await sanne.CloseAsync(closed.Id, new { result = "Scored", orderAmount = 1m });
        server.Clock.Advance(TimeSpan.FromHours(3));

        var result = await ChangeAsync(sanne, new(BulkField.Status, "negotiation") { Query = $"whose=All&relation={relation}&result=All" });
        Assert.Equal((1_000, closed.Number), (result.Changed, result.Skipped.Single().Number));
        var after = await ListAsync(sanne, relation);
        Assert.Equal((1_000, 100_000m, 75_000m), (after.Count, after.Amount, after.Weighted));
        Assert.Equal(2_000, await server.Database.ReadAsync(db => db.FieldChanges.CountAsync(change => change.Record == "Forecast" && (change.Field == "StatusId" || change.Field == "Chance"), Stop), Stop));

        var touched = after.Rows[0];
        await sanne.StatusAsync(touched.Id, "verbal");
        var undone = await (await sanne.Client.PostAsJsonAsync("/api/forecasts/bulk/undo", result.Undo, ForecastDriver.Json, Stop)).Content.ReadFromJsonAsync<ForecastsApi.Undone>(Stop);
        Assert.Equal(999, undone!.Changed);
        var back = await ListAsync(sanne, relation);
        Assert.Equal(999 * 10m + 90m, back.Weighted);
        Assert.Equal(90m, (await sanne.GetAsync(touched.Id)).Chance);
        var other = await sanne.GetAsync(back.Rows.First(row => row.Id != touched.Id).Id);
        Assert.Equal(("new", server.Clock.GetUtcNow().UtcDateTime.AddHours(-3)), (other.Status.Key, other.StatusSince));
    }

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task Each_field_can_be_changed_for_many_and_what_may_not_be_chosen_changes_nothing(On on)
    {
        await using var server = await CrmServer.StartAsync(on);
        var sanne = await ForecastDriver.AsAsync(server, "sanne");
        var (one, two) = (await sanne.OpenAsync(), await sanne.OpenAsync());
        var (bas, source) = (await sanne.UserAsync("bas"), await sanne.OptionAsync(ForecastOptionKind.Source));
        Guid[] ids = [one.Id, two.Id];
        foreach (var (field, value) in new[] { (BulkField.Responsible, bas.ToString()), (BulkField.Source, source.ToString()), (BulkField.ExpectedDate, "2027-03-01") })
            Assert.Equal(2, (await ChangeAsync(sanne, new(field, value) { Ids = ids })).Changed);
        var changed = await sanne.GetAsync(two.Id);
        Assert.Equal((bas, source, new DateOnly(2027, 3, 1)), (changed.ResponsibleId, changed.SourceId!.Value, changed.ExpectedDate));
        Assert.Equal(0, (await ChangeAsync(sanne, new(BulkField.Source, source.ToString()) { Ids = ids })).Changed);
        Assert.Equal(2, (await ChangeAsync(sanne, new(BulkField.Source, "") { Ids = ids })).Changed);
        Assert.Equal(2, (await ChangeAsync(sanne, new(BulkField.ExpectedDate, "2020-01-01") { Ids = ids })).Skipped.Count);

        Assert.Equal(["Status"], await Refused.FieldsAsync(await TryAsync(sanne, new(BulkField.Status, "no-such-status") { Ids = ids }), HttpStatusCode.BadRequest));
        Assert.Equal(["Value"], await Refused.FieldsAsync(await TryAsync(sanne, new(BulkField.Group, source.ToString()) { Ids = ids }), HttpStatusCode.BadRequest));
        Assert.Equal(["whose"], await Refused.FieldsAsync(await TryAsync(sanne, new(BulkField.Source, source.ToString()) { Query = "whose=nobody" }), HttpStatusCode.BadRequest));
        var adil = await ForecastDriver.AsAsync(server, "adil");
        Assert.Equal(HttpStatusCode.Forbidden, (await TryAsync(adil, new(BulkField.Source, "") { Ids = ids })).StatusCode);
    }

    [Fact]
    public async Task An_undo_that_somebody_made_up_is_refused_and_changes_nothing()
    {
        await using var server = await CrmServer.StartAsync(On.Sqlite);
        var sanne = await ForecastDriver.AsAsync(server, "sanne");
        var one = await sanne.OpenAsync();
        var (now, was) = (server.Clock.GetUtcNow().UtcDateTime, (await sanne.GetAsync(one.Id)).Status.Id.ToString("D"));
        foreach (var (field, old, since) in new[]
        {
            (BulkField.Status, "no-status", now), (BulkField.Status, Guid.NewGuid().ToString(), now), (BulkField.Status, null, now), (BulkField.Status, was, now.AddDays(1)),
            (BulkField.ExpectedDate, "32-13-2026", now), (BulkField.Responsible, Guid.NewGuid().ToString(), now), (BulkField.Group, Guid.NewGuid().ToString(), now), (BulkField.Campaign, "x", now),
        })
        {
            var undo = new BulkUndo(field, [new(one.Id, old, was, 50, since), new(one.Id, old, was, 50, since)]);
            Assert.Equal(["Steps"], await Refused.FieldsAsync(await sanne.Client.PostAsJsonAsync("/api/forecasts/bulk/undo", undo, ForecastDriver.Json, Stop), HttpStatusCode.BadRequest));
        }
        Assert.Equal(one.Revision, (await sanne.GetAsync(one.Id)).Revision);
    }

    static Task FillAsync(CrmServer server, Guid relation, int count) => server.Database.WriteAsync(async db =>
    {
        var (status, user, now) = (await db.ForecastStatuses.OrderBy(one => one.Order).FirstAsync(Stop), await db.Users.OrderBy(one => one.Name).FirstAsync(Stop), server.Clock.GetUtcNow().UtcDateTime);
        db.Forecasts.AddRange(Enumerable.Range(0, count).Select(index => new Forecast
        {
            Number = $"B-{index}", RelationId = relation, Description = "Werk", ResponsibleId = user.Id, StatusId = status.Id, StatusSince = now, Chance = 10, ExpectedAmount = 100, WeightedAmount = 10,
            StartDate = new(2026, 11, 1), ExpectedDate = new(2026, 12, 31), CreatedAt = now,
        }));
    }, Stop);

    static Task<ForecastList> ListAsync(ForecastDriver driver, Guid relation) => driver.ListAsync($"whose=All&relation={relation}");

    static Task<HttpResponseMessage> TryAsync(ForecastDriver driver, BulkChange change) => driver.Client.PostAsJsonAsync("/api/forecasts/bulk", change, ForecastDriver.Json, Stop);

    static async Task<BulkResult> ChangeAsync(ForecastDriver driver, BulkChange change)
    {
        var answer = await TryAsync(driver, change);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Stop));
        return (await answer.Content.ReadFromJsonAsync<BulkResult>(ForecastDriver.Json, Stop))!;
    }
}
