using System.Security.Claims;
using Crm.Data;
using Crm.Users;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Crm.Views;

/// <summary>Saved views over HTTP.</summary>
public static class ViewsApi
{
    public static void MapViews(this IEndpointRouteBuilder app)
    {
        var views = app.MapGroup("/api/views").WithTags("Views").RequireAuthorization(staff => staff.RequireRole(Roles.All));
        views.MapGet("/{place}", (string place, ClaimsPrincipal user, ViewDesk desk, CancellationToken cancellationToken) => desk.ListAsync(place, user.AsActor(Door.Api), cancellationToken))
            .WithSummary("The views of a list that you may see: \"forecasts\", \"relations\" or \"target-groups\".");
        views.MapPost("/{place}", SaveAsync).WithSummary("Saves a filter under a name, for yourself, your department or everyone.");
        views.MapPut("/{id:guid}", ChangeAsync);
        views.MapDelete("/{id:guid}", RemoveAsync);
    }

    static async Task<Created<Made>> SaveAsync(string place, ViewEntry entry, ClaimsPrincipal user, ViewDesk desk, CancellationToken cancellationToken) =>
        TypedResults.Created($"/api/views/{place}", new Made(await desk.SaveAsync(place, entry, user.AsActor(Door.Api), cancellationToken)));

    static async Task<NoContent> ChangeAsync(Guid id, ViewEntry entry, ClaimsPrincipal user, ViewDesk desk, CancellationToken cancellationToken)
    {
        await desk.ChangeAsync(id, entry, user.AsActor(Door.Api), cancellationToken);
        return TypedResults.NoContent();
    }

    static async Task<NoContent> RemoveAsync(Guid id, ClaimsPrincipal user, ViewDesk desk, CancellationToken cancellationToken)
    {
        await desk.RemoveAsync(id, user.AsActor(Door.Api), cancellationToken);
        return TypedResults.NoContent();
    }
}
