namespace Crm.Studio;

/// <summary>What the host adds for Elsa Studio.</summary>
public static class StudioParts
{
    public static void AddStudio(this IServiceCollection services)
    {
        services.AddSingleton<ActivityCatalogue>();
        services.AddSingleton<DefinitionQueries>();
        services.AddSingleton<StudioPackage>();
        services.AddSingleton<StudioHeads>();
        services.AddSingleton<LiveChoices>();
        services.AddSingleton<ActivityTrial>();
        services.AddSingleton<Consumers>();
        services.AddSingleton<Subgraph>();
        services.AddSingleton<InstanceQueries>();
        services.AddSingleton<JournalQueries>();
        services.AddSingleton<Repairs>();
        services.AddSingleton<AlterationPlans>();
        services.AddSingleton<InstanceWatch>();
        services.AddSignalR();
    }
}
