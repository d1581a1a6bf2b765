using System.Net;

namespace Crm.Forecasts;

public sealed class TwoAtOnceTests
{
    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task Two_people_who_edit_different_fields_both_keep_what_they_did(On on)
    {
        await using var server = await CrmServer.StartAsync(on);
        var (sanne, bas) = (await ForecastDriver.AsAsync(server, "sanne"), await ForecastDriver.AsAsync(server, "bas"));
        var read = await sanne.OpenAsync(new { expectedAmount = 100m, description = "Ketelhuis" });
        await sanne.EditAsync(read, new { expectedAmount = 200m });
        var merged = await bas.EditAsync(read, new { description = "Ketelhuis fase 2" });
        Assert.Equal((200m, "Ketelhuis fase 2"), (merged.ExpectedAmount, merged.Description));
    }

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task The_second_to_change_the_same_field_hears_who_made_it_what(On on)
    {
        await using var server = await CrmServer.StartAsync(on);
        var (sanne, bas) = (await ForecastDriver.AsAsync(server, "sanne"), await ForecastDriver.AsAsync(server, "bas"));
        var read = await sanne.OpenAsync(new { expectedAmount = 100m });
        await sanne.EditAsync(read, new { expectedAmount = 200m });
        var answer = await bas.TryEditAsync(read, new { expectedAmount = 300m, remark = "Van Bas" });
        Assert.Equal(["ExpectedAmount"], await Refused.FieldsAsync(answer, HttpStatusCode.Conflict));
        var told = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Contains("Sanne de Wit", told, StringComparison.Ordinal);
        Assert.Contains("200,00", told, StringComparison.Ordinal);
        Assert.Equal((200m, ""), ((await bas.GetAsync(read.Id)).ExpectedAmount, (await bas.GetAsync(read.Id)).Remark));

        // Having seen it, Bas sends his own again, on the revision as it is now.
        var insisted = await bas.EditAsync(await bas.GetAsync(read.Id), new { expectedAmount = 300m, remark = "Van Bas" });
        Assert.Equal((300m, "Van Bas"), (insisted.ExpectedAmount, insisted.Remark));
    }

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task Of_two_who_close_at_once_one_does_and_the_other_hears_it(On on)
    {
        await using var server = await CrmServer.StartAsync(on);
        var (sanne, bas) = (await ForecastDriver.AsAsync(server, "sanne"), await ForecastDriver.AsAsync(server, "bas"));
        var reason = await sanne.OptionAsync(ForecastOptionKind.LossReason);
        for (var round = 0; round < 8; round++)
        {
            var forecast = await sanne.OpenAsync();
            var answers = await Task.WhenAll(
                sanne.TryCloseAsync(forecast.Id, new { result = "Scored", orderAmount = 10m }),
                bas.TryCloseAsync(forecast.Id, new { result = "NotScored", reasonId = reason }));
            Assert.Single(answers, answer => answer.StatusCode == HttpStatusCode.OK);
            var loser = Assert.Single(answers, answer => answer.StatusCode == HttpStatusCode.Conflict);
            Assert.Contains("al gesloten", await loser.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
            Assert.Single(await sanne.HistoryAsync(forecast.Id), change => change.Field == "Result");
        }
    }

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task Numbers_given_out_at_once_are_all_different(On on)
    {
        await using var server = await CrmServer.StartAsync(on);
        var sanne = await ForecastDriver.AsAsync(server, "sanne");
        var relation = await ForecastDriver.RelationAsync(server);
        var opened = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => sanne.OpenAsync(relationId: relation)));
        Assert.Equal(12, opened.Select(forecast => forecast.Number).Distinct().Count());
        Assert.All(opened, forecast => Assert.StartsWith("2026-", forecast.Number, StringComparison.Ordinal));
    }
}
