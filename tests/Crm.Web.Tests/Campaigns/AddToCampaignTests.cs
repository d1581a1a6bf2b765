using Crm.Forecasts;
using Crm.Workflows;
using Microsoft.EntityFrameworkCore;
using static Crm.Workflows.Definitions;

namespace Crm.Campaigns;

public sealed class AddToCampaignTests
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task A_workflow_puts_a_campaign_on_a_forecast_and_lets_somebody_join_a_started_action_once(On on)
    {
        await using var server = await CrmServer.StartAsync(on);
        var (sanne, forecasts) = (await CampaignDriver.AsAsync(server, "sanne"), await ForecastDriver.AsAsync(server, "sanne"));
        var people = await CampaignDriver.PeopleAsync(server, 3);
        var campaign = await sanne.CreateAsync();
        var letter = await sanne.AddLetterAsync(campaign);
        await sanne.ImportAsync(letter, [people[0].Email]);
        await sanne.RunAsync(campaign, letter);
        await server.Database.WriteAsync(async db => (await db.Contacts.SingleAsync(c => c.Id == people[2].ContactId, Stop)).IsBlocked = true, Stop);
        var forecast = await forecasts.OpenAsync(new { expectedAmount = 10m });
        var (id, action) = (forecast.Id.ToString(), letter.ToString());

        var instance = await server.RunAsync(Flowchart("join",
            [
                Activity("forecast", "Crm.AddToCampaign", ("campaignId", campaign.ToString()), ("forecastId", id)),
                Activity("first", "Crm.AddToCampaign", ("actionId", action), ("contactId", people[1].ContactId.ToString())),
                Activity("again", "Crm.AddToCampaign", ("actionId", action), ("contactId", people[1].ContactId.ToString())),
                Activity("blocked", "Crm.AddToCampaign", ("actionId", action), ("contactId", people[2].ContactId.ToString())),
            ],
            "forecast>first", "first>again", "again>blocked"));
        Assert.Empty(instance.Incidents);
        Assert.Equal(campaign, (await forecasts.GetAsync(forecast.Id)).CampaignId);
        await sanne.EndedAsync(campaign, letter);
        Assert.Equal(new Progress(0, 2, 1, 0, 0, 0), (await sanne.ActionAsync(campaign, letter)).Progress);
    }
}
