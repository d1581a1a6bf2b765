using System.Net;
using Crm.Dossiers;
using Crm.Users;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Forecasts;

public sealed class ForecastHistoryTests
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task Every_change_of_every_field_is_kept_with_old_new_who_when_and_door(On on)
    {
        await using var server = await CrmServer.StartAsync(on);
        var sanne = await ForecastDriver.AsAsync(server, "sanne");
        var forecast = await sanne.OpenAsync(new { description = "Ketelhuis", expectedAmount = 1000m, expectedDate = "2026-12-04", status = "quote" });
        server.Clock.Advance(TimeSpan.FromMinutes(5));
        await sanne.EditAsync(forecast, new
        {
            description = "Ketelhuis fase 2",
            expectedAmount = 44_400m,
            expectedDate = "2026-12-18",
            startDate = "2026-11-01",
            responsibleId = await sanne.UserAsync("bas"),
            sourceId = await sanne.OptionAsync(ForecastOptionKind.Source),
            amountFollowsQuotes = false,
            remark = "Let op de planning.",
        });
        await sanne.StatusAsync(forecast.Id, "verbal");
        await sanne.CloseAsync(forecast.Id, new { result = "NotScored", reasonId = await sanne.OptionAsync(ForecastOptionKind.LossReason), closedOn = "2026-11-23" });

        var history = (await sanne.HistoryAsync(forecast.Id)).ToDictionary(change => change.Field);
        Assert.Equal(("–", forecast.Number), Values("Number"));
        Assert.Equal(("Ketelhuis", "Ketelhuis fase 2"), Values("Description"));
        Assert.Equal(("€\u00A01.000,00", "€\u00A044.400,00"), Values("ExpectedAmount"));
        Assert.Equal(("04-12-2026", "18-12-2026"), Values("ExpectedDate"));
        Assert.Equal(("23-11-2026", "01-11-2026"), Values("StartDate"));
        Assert.Equal(("Sanne de Wit", "Bas Kuiper"), Values("ResponsibleId"));
        Assert.Equal(("–", "Aanbeveling"), Values("SourceId"));
        Assert.Equal(("ja", "nee"), Values("AmountFollowsQuotes"));
        Assert.Equal(("–", "Let op de planning."), Values("Remark"));
        Assert.Equal(("Offerte", "Mondeling akkoord"), Values("StatusId"));
        Assert.Equal(("50\u00A0%", "90\u00A0%"), Values("Chance"));
        Assert.Equal(("Open", "Gesloten en niet gescoord"), Values("Result"));
        Assert.Equal(("–", "Prijs"), Values("LossReasonId"));
        Assert.Equal(("–", "23-11-2026"), Values("ClosedOn"));
        Assert.All(history.Values, change => Assert.Equal(("Sanne de Wit", Door.Api), (change.By, change.Door)));
        Assert.Equal(server.Clock.GetUtcNow().UtcDateTime, history["ExpectedDate"].At);

        (string, string) Values(string field) => (history[field].Old, history[field].New);
    }

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task The_history_replays_to_the_figures_of_any_day(On on)
    {
        await using var server = await CrmServer.StartAsync(on);
        var sanne = await ForecastDriver.AsAsync(server, "sanne");
        var forecast = await sanne.OpenAsync(new { expectedAmount = 100m });
        var random = new Random(7);
        var seen = new List<(DateTime At, decimal Amount, decimal Chance, DateOnly Expected)>();
        for (var step = 0; step < 25; step++)
        {
            server.Clock.Advance(TimeSpan.FromMinutes(1));
            var now = await sanne.GetAsync(forecast.Id);
            now = random.Next(3) switch
            {
                0 => await sanne.StatusAsync(forecast.Id, new[] { "new", "qualified", "quote", "negotiation", "verbal" }[random.Next(5)]),
                1 => await sanne.EditAsync(now, new { expectedAmount = random.Next(100_000) / 100m }),
                _ => await sanne.EditAsync(now, new { expectedDate = new DateOnly(2026, 12, 1).AddDays(random.Next(200)) }),
            };
            Assert.Equal(now.Status.Chance, now.Chance);
            seen.Add((server.Clock.GetUtcNow().UtcDateTime, now.ExpectedAmount, now.Chance, now.ExpectedDate));
        }
        var last = await sanne.GetAsync(forecast.Id);
        var changes = await server.Database.ReadAsync(db => db.FieldChanges.Where(change => change.RecordId == forecast.Id).OrderBy(change => change.At).ToListAsync(Stop), Stop);
        foreach (var moment in seen)
        {
            Assert.Equal(FieldText(moment.Amount), At("ExpectedAmount", moment.At, FieldText(last.ExpectedAmount)));
            Assert.Equal(FieldText(moment.Chance), At("Chance", moment.At, FieldText(last.Chance)));
            Assert.Equal(FieldText(moment.Expected), At("ExpectedDate", moment.At, FieldText(last.ExpectedDate)));
        }

        // Back from the present: the old value of the first change after that moment.
        string? At(string field, DateTime moment, string? present) =>
            changes.FirstOrDefault(change => change.Field == field && change.At > moment) is { } next ? next.Old : present;

        static string? FieldText(object value) => Audit.FieldHistory.Text(value);
    }

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task What_colleagues_care_about_stands_in_the_timeline(On on)
    {
        await using var server = await CrmServer.StartAsync(on);
        var sanne = await ForecastDriver.AsAsync(server, "sanne");
        var forecast = await sanne.OpenAsync(new { expectedAmount = 100m });
        await sanne.StatusAsync(forecast.Id, "quote");
        await sanne.StatusAsync(forecast.Id, "quote");
        await sanne.EditAsync(await sanne.GetAsync(forecast.Id), new { expectedAmount = 200m, expectedDate = "2027-03-31", remark = "Staat alleen in de historie." });
        await sanne.CloseAsync(forecast.Id, new { result = "Scored", orderAmount = 190m });
        await sanne.ReopenAsync(forecast.Id);
        var told = await server.Database.ReadAsync(db => db.Dossier.Where(item => item.ForecastId == forecast.Id).ToListAsync(Stop), Stop);
        Assert.Equal(
            [DossierKind.ForecastCreated, DossierKind.StatusChanged, DossierKind.FieldChanged, DossierKind.FieldChanged, DossierKind.ForecastClosed, DossierKind.ForecastReopened],
            told.OrderBy(item => item.Id).Select(item => item.Kind));
        Assert.All(told, item => Assert.Equal(forecast.RelationId, item.RelationId));
    }

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task A_change_that_is_refused_leaves_no_trace(On on)
    {
        await using var server = await CrmServer.StartAsync(on);
        var sanne = await ForecastDriver.AsAsync(server, "sanne");
        var forecast = await sanne.OpenAsync();
        var before = await sanne.HistoryAsync(forecast.Id);
        await Refused.FieldsAsync(await sanne.TryEditAsync(forecast, new { description = "Nieuw", expectedAmount = -1m }), HttpStatusCode.BadRequest);
        Assert.Equal(before, await sanne.HistoryAsync(forecast.Id));
        Assert.Equal(forecast.Description, (await sanne.GetAsync(forecast.Id)).Description);
    }
}
