using Crm.Engine.Activities;
using Crm.Engine.Execution;
using Crm.Forecasts;
using Crm.Users;

namespace Crm.Campaigns;

[Activity("Crm", "Campaigns", "Puts a campaign on a forecast, or lets a contact person join one of its started actions.", DisplayName = "Add to campaign")]
public sealed class AddToCampaign : CodeActivity
{
    [Input(DisplayName = "Campaign", Description = "The campaign that a forecast gets.", OptionsFrom = "campaigns")]
    public Input<Guid?>? CampaignId { get; set; }

    [Input(DisplayName = "Forecast", Description = "The forecast that came of the campaign.")]
    public Input<Guid?>? ForecastId { get; set; }

    [Input(DisplayName = "Action", Description = "The action that the contact person joins; left out when they may not be approached.", OptionsFrom = "campaign-actions")]
    public Input<Guid?>? ActionId { get; set; }

    [Input(DisplayName = "Contact person")]
    public Input<Guid?>? ContactId { get; set; }

    protected override async ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        var actor = Actor.Workflow(context.WorkflowExecutionContext.DefinitionName);
        if (Known(context, ForecastId) is { } forecast)
            await context.GetRequiredService<ForecastDesk>().ChooseCampaignAsync(forecast, Known(context, CampaignId), actor, context.CancellationToken);
        if (Known(context, ContactId) is { } contact && Known(context, ActionId) is { } action)
            await context.GetRequiredService<ActionDesk>().JoinAsync(action, contact, context.CancellationToken);
    }

    // An expression that yields an empty text reads as the empty id.
    static Guid? Known(ActivityExecutionContext context, Input<Guid?>? input) => context.Get(input) is { } id && id != Guid.Empty ? id : null;
}
