using Crm.Users;

namespace Crm.Studio;

/// <summary>Elsa's HTTP API, as Elsa Studio and other clients of an Elsa server use it. Each group of endpoints has a file of its own.</summary>
public static class StudioApi
{
    public const string Address = "/elsa/api";

    public static void MapStudioApi(this IEndpointRouteBuilder app)
    {
        var api = app.MapGroup(Address).WithTags("Elsa")
            .RequireAuthorization(may => may.RequireRole(Roles.ProcessOwner, Roles.Administrator))
            .AddEndpointFilter(SameOrigin.CheckAsync)
            .AddEndpointFilter(StudioFaults.TellAsync);
        api.MapDescriptors();
        api.MapChoices();
        api.MapScripting();
        api.MapTrials();
        api.MapDefinitions();
        api.MapVersions();
        api.MapBulkDefinitions();
        api.MapTransfers();
        api.MapSubgraphs();
        api.MapConsumers();
        api.MapRuns();
        api.MapInstances();
        api.MapBulkInstances();
        api.MapActivityExecutions();
        api.MapAlterations();
        api.MapHappenings();
        app.MapHub<InstanceHub>(InstanceHub.Address);
    }
}
