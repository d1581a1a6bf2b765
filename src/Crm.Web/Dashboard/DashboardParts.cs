using Crm.Dashboard.Behind;
using Crm.Dashboard.Bookkeeping;
using Crm.Dashboard.Exports;
using Crm.Dashboard.Own;
using Crm.Dashboard.Subscriptions;
using Crm.Mail;

namespace Crm.Dashboard;

/// <summary>What the dashboard is made of, for the host.</summary>
static class DashboardParts
{
    public static void AddDashboard(this IServiceCollection services)
    {
        services.AddSingleton<Bookkeeper>();
        services.AddHostedService(provider => provider.GetRequiredService<Bookkeeper>());
        services.AddSingleton<DashboardQueries>();
        services.AddSingleton<DashboardRows>();
        services.AddSingleton<DashboardContacts>();
        services.AddSingleton<DashboardQuotes>();
        services.AddSingleton<DashboardChoices>();
        services.AddSingleton<DashboardExport>();
        services.AddSingleton<DashboardPrint>();
        services.AddSingleton<OwnDashboardDesk>();
        services.AddSingleton<SubscriptionDesk>();
        services.AddSingleton<FiguresInWords>();
        services.AddSingleton<SubscriptionClock>();
        services.AddHostedService(provider => provider.GetRequiredService<SubscriptionClock>());
        services.AddSingleton<IOutboxDeliverer, SubscriptionMail>();
    }
}
