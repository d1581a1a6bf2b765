using Crm.Mail;

namespace Crm.Campaigns;

/// <summary>Registers what campaigns need.</summary>
public static class CampaignParts
{
    public static void AddCampaigns(this IServiceCollection services)
    {
        services.AddSingleton<CampaignDesk>();
        services.AddSingleton<CostDesk>();
        services.AddSingleton<TargetGroups>();
        services.AddSingleton<ActionDesk>();
        services.AddSingleton<Reach>();
        services.AddSingleton<ActionRunner>().AddSingleton<IOutboxDeliverer>(provider => provider.GetRequiredService<ActionRunner>());
        services.AddSingleton<Unsubscribing>();
        services.AddSingleton<CampaignQueries>();
    }
}
