using System.Net;
using System.Net.Http.Json;
using Crm.Dossiers;
using Crm.Forecasts;
using Crm.Quotes;
using Crm.Quotes.Prices;
using Microsoft.EntityFrameworkCore;

namespace Crm.Projects;

public sealed class ProjectTests
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task A_project_takes_the_lines_of_the_signed_quote_with_their_cost(On on)
    {
        await using var server = await CrmServer.StartAsync(on);
        var sanne = await ForecastDriver.AsAsync(server, "sanne");
        var forecast = await sanne.OpenAsync(new { description = "Klimaatinstallatie", expectedAmount = 1m });
        await QuoteAsync(server, forecast, QuoteStatus.Draft, 1m);
        await QuoteAsync(server, forecast, QuoteStatus.Signed, 9_850m);
        var project = await CreateAsync(sanne, forecast.Id);
        Assert.Equal(("P-2026-0001", "Klimaatinstallatie", forecast.Number, "OF-2026-2"), (project.Number, project.Name, project.ForecastNumber, project.QuoteNumber));
        var (unit, option) = (project.Lines[0], project.Lines[1]);
        Assert.Equal((LineKind.Article, 2m, 9_850m, 19_700m, 7_000m, 14_000m), (unit.Kind, unit.Quantity, unit.Price, unit.Amount, unit.CostPrice, unit.CostAmount));
        Assert.True(option.IsOptional);
        Assert.Equal((19_700m, 19_700m, 14_000m, 5_700m), (project.ContractAmount, project.LinesAmount, project.CostAmount, project.Margin));
        Assert.Equal(project.Id, (await sanne.GetAsync(forecast.Id)).ProjectId);
        Assert.Single(await server.Database.ReadAsync(db => db.Dossier.Where(item => item.ProjectId == project.Id && item.Kind == DossierKind.ProjectCreated && item.ForecastId == forecast.Id).ToListAsync(Stop), Stop));
    }

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task A_project_can_be_made_at_any_moment(On on)
    {
        await using var server = await CrmServer.StartAsync(on);
        var sanne = await ForecastDriver.AsAsync(server, "sanne");
        var open = await sanne.OpenAsync(new { expectedAmount = 500m });
        Assert.Equal((500m, 0), ((await CreateAsync(sanne, open.Id)).ContractAmount, (await CreateAsync(sanne, open.Id)).Lines.Count));
        var scored = await sanne.OpenAsync(new { expectedAmount = 500m });
        await sanne.CloseAsync(scored.Id, new { result = "Scored", orderAmount = 450m });
        Assert.Equal(450m, (await CreateAsync(sanne, scored.Id)).ContractAmount);
        Assert.Equal(ForecastResult.Scored, (await sanne.GetAsync(scored.Id)).Result);
    }

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task Asked_many_times_at_once_it_is_one_project(On on)
    {
        await using var server = await CrmServer.StartAsync(on);
        var (sanne, bas) = (await ForecastDriver.AsAsync(server, "sanne"), await ForecastDriver.AsAsync(server, "bas"));
        var forecast = await sanne.OpenAsync();
        var projects = await Task.WhenAll(Enumerable.Range(0, 10).Select(index => CreateAsync(index % 2 == 0 ? sanne : bas, forecast.Id)));
        Assert.Single(projects.Select(project => project.Id).Distinct());
        Assert.Equal(1, (await sanne.Client.GetFromJsonAsync<ProjectList>("/api/projects", ForecastDriver.Json, Stop))!.Count);
        Assert.Single(await sanne.HistoryAsync(forecast.Id), change => change.Field == "ProjectId");
    }

    [Fact]
    public async Task Unknown_forecasts_and_projects_and_strangers_are_answered_clearly()
    {
        await using var server = await CrmServer.StartAsync(On.Sqlite);
        var (sanne, petra) = (await ForecastDriver.AsAsync(server, "sanne"), await ForecastDriver.AsAsync(server, "petra"));
        var forecast = await sanne.OpenAsync();
        await Refused.FieldsAsync(await TryAsync(sanne.Client, Guid.NewGuid()), HttpStatusCode.NotFound);
        await Refused.FieldsAsync(await TryAsync(petra.Client, forecast.Id), HttpStatusCode.Forbidden);
        await Refused.FieldsAsync(await TryAsync(server.Anonymous(), forecast.Id), HttpStatusCode.Unauthorized);
        await Refused.FieldsAsync(await sanne.Client.GetAsync($"/api/projects/{Guid.NewGuid()}", Stop), HttpStatusCode.NotFound);
        await Refused.FieldsAsync(await sanne.Client.GetAsync("/api/projects?after=5_x", Stop), HttpStatusCode.BadRequest);
    }

    static Task<HttpResponseMessage> TryAsync(HttpClient client, Guid forecastId) => client.PostAsJsonAsync("/api/projects", new { forecastId }, Stop);

    static async Task<ProjectRecord> CreateAsync(ForecastDriver who, Guid forecastId)
    {
        var answer = await TryAsync(who.Client, forecastId);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<ProjectRecord>(ForecastDriver.Json, Stop))!;
    }

    static Task QuoteAsync(CrmServer server, ForecastRecord forecast, QuoteStatus status, decimal price) => server.Database.WriteAsync(async db =>
    {
        var now = server.Clock.GetUtcNow().UtcDateTime;
        var quote = new Quote
        {
            Number = $"OF-2026-{await db.NextNumberAsync("test-quote", Stop)}", ForecastId = forecast.Id, RelationId = forecast.RelationId, AuthorId = forecast.ResponsibleId,
            TemplateKey = "standard", Title = "Klimaatinstallatie", Date = new(2026, 11, 23), ValidUntil = new(2026, 12, 23), Status = status, CreatedAt = now, SavedAt = now,
            Lines =
            [
                new() { Order = 1, Kind = LineKind.Article, Code = "KU-40", Description = "Koelunit", Quantity = 2, Unit = "stuk", Price = price, CostPrice = 7_000m, VatRate = 21 },
                new() { Order = 2, Kind = LineKind.Cost, Description = "Verlengde garantie", Price = 500m, CostPrice = 100m, VatRate = 21, IsOptional = true },
            ],
        };
        quote.AddUp();
        db.Quotes.Add(quote);
    }, Stop);
}
