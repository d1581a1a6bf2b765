using System.Security.Claims;
using Crm.Data;
using Crm.Users;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Crm.Dashboard.Subscriptions;

/// <summary>Tabs by mail, over HTTP. Everybody sees and stops only their own.</summary>
public static class SubscriptionsApi
{
    public static void MapSubscriptions(this IEndpointRouteBuilder app)
    {
        var subscriptions = app.MapGroup("/api/dashboard/subscriptions").WithTags("Dashboard").RequireAuthorization(staff => staff.RequireRole(Roles.All));
        subscriptions.MapGet("/", (ClaimsPrincipal user, SubscriptionDesk desk, CancellationToken cancellationToken) => desk.ListAsync(user.AsActor(Door.Api), cancellationToken));
        subscriptions.MapPost("/", SubscribeAsync).WithSummary("Has a tab of the dashboard mailed each workday, each week or each month; the query is the view as it stands in an address.");
        subscriptions.MapDelete("/{id:guid}", StopAsync);
    }

    static async Task<Created<Made>> SubscribeAsync(SubscriptionEntry entry, ClaimsPrincipal user, SubscriptionDesk desk, CancellationToken cancellationToken) =>
        TypedResults.Created("/api/dashboard/subscriptions", new Made(await desk.SubscribeAsync(entry, user.AsActor(Door.Api), cancellationToken)));

    static async Task<NoContent> StopAsync(Guid id, ClaimsPrincipal user, SubscriptionDesk desk, CancellationToken cancellationToken)
    {
        await desk.StopAsync(id, user.AsActor(Door.Api), cancellationToken);
        return TypedResults.NoContent();
    }
}
