using System.Security.Claims;
using Crm.Data;
using Crm.Users;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Crm.Dashboard.Own;

/// <summary>Dashboards of one's own over HTTP.</summary>
public static class OwnDashboardsApi
{
    public sealed record MovedTo(int Place);

    public static void MapOwnDashboards(this IEndpointRouteBuilder app)
    {
        var own = app.MapGroup("/api/dashboard/own").WithTags("Dashboard").RequireAuthorization(staff => staff.RequireRole(Roles.All));
        own.MapGet("/", (ClaimsPrincipal user, OwnDashboardDesk desk, CancellationToken cancellationToken) => desk.ListAsync(user.AsActor(Door.Api), cancellationToken))
            .WithSummary("Your own dashboards, and those that are shared with you.");
        own.MapGet("/{id:guid}", (Guid id, ClaimsPrincipal user, OwnDashboardDesk desk, CancellationToken cancellationToken) => desk.FindAsync(id, user.AsActor(Door.Api), cancellationToken));
        own.MapPost("/", CreateAsync);
        own.MapPut("/{id:guid}", ChangeAsync).WithSummary("Renames it, or shares it with other people.");
        own.MapDelete("/{id:guid}", RemoveAsync);
        own.MapPost("/{id:guid}/panels", PutAsync).WithSummary("Puts a panel of a tab on it, with the view as it stands in an address of the dashboard.");
        own.MapPut("/{id:guid}/panels/{panelId:guid}/place", MoveAsync);
        own.MapDelete("/{id:guid}/panels/{panelId:guid}", TakeOffAsync);
    }

    static async Task<Created<Made>> CreateAsync(OwnDashboardEntry entry, ClaimsPrincipal user, OwnDashboardDesk desk, CancellationToken cancellationToken)
    {
        var id = await desk.CreateAsync(entry, user.AsActor(Door.Api), cancellationToken);
        return TypedResults.Created($"/api/dashboard/own/{id}", new Made(id));
    }

    static async Task<NoContent> ChangeAsync(Guid id, OwnDashboardEntry entry, ClaimsPrincipal user, OwnDashboardDesk desk, CancellationToken cancellationToken)
    {
        await desk.ChangeAsync(id, entry, user.AsActor(Door.Api), cancellationToken);
        return TypedResults.NoContent();
    }

    static async Task<NoContent> RemoveAsync(Guid id, ClaimsPrincipal user, OwnDashboardDesk desk, CancellationToken cancellationToken)
    {
        await desk.RemoveAsync(id, user.AsActor(Door.Api), cancellationToken);
        return TypedResults.NoContent();
    }

    static async Task<Created<Made>> PutAsync(Guid id, PanelEntry entry, ClaimsPrincipal user, OwnDashboardDesk desk, CancellationToken cancellationToken) =>
        TypedResults.Created($"/api/dashboard/own/{id}", new Made(await desk.PutAsync(id, entry, user.AsActor(Door.Api), cancellationToken)));

    static async Task<NoContent> MoveAsync(Guid id, Guid panelId, MovedTo to, ClaimsPrincipal user, OwnDashboardDesk desk, CancellationToken cancellationToken)
    {
        await desk.MoveAsync(id, panelId, to.Place, user.AsActor(Door.Api), cancellationToken);
        return TypedResults.NoContent();
    }

    static async Task<NoContent> TakeOffAsync(Guid id, Guid panelId, ClaimsPrincipal user, OwnDashboardDesk desk, CancellationToken cancellationToken)
    {
        await desk.TakeOffAsync(id, panelId, user.AsActor(Door.Api), cancellationToken);
        return TypedResults.NoContent();
    }
}
