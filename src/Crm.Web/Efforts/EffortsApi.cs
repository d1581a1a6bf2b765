using System.Security.Claims;
using Crm.Data;
using Crm.Forecasts;
using Crm.Users;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Crm.Efforts;

/// <summary>Hours and cost of selling over HTTP: the same verbs as on the forecast's page.</summary>
public static class EffortsApi
{
    public static void MapEfforts(this IEndpointRouteBuilder app)
    {
        var efforts = app.MapGroup("/api/forecasts/{id:guid}/efforts").WithTags("Efforts").RequireAuthorization().AddEndpointFilter(ForecastSight.GuardAsync);
        efforts.MapGet("/", (Guid id, EffortQueries queries, CancellationToken cancellationToken) => queries.OfAsync(id, cancellationToken)).WithSummary("Hours and cost that were booked on a forecast, with their totals.");
        var writing = efforts.MapGroup("").RequireAuthorization(policy => policy.RequireRole(Roles.Sales, Roles.Reviewer));
        writing.MapPost("/", BookAsync).WithSummary("Books hours or cost.");
        writing.MapPut("/{effortId:guid}", ChangeAsync).WithSummary("Corrects what was booked.");
        writing.MapDelete("/{effortId:guid}", RemoveAsync).WithSummary("Takes back what was booked by mistake.");
    }

    static async Task<Created<Made>> BookAsync(Guid id, EffortEntry entry, ClaimsPrincipal user, EffortDesk desk, CancellationToken cancellationToken) =>
        TypedResults.Created($"/api/forecasts/{id}/efforts", new Made(await desk.BookAsync(id, entry, user.AsActor(Door.Api), cancellationToken)));

    static async Task<NoContent> ChangeAsync(Guid id, Guid effortId, EffortEntry entry, EffortDesk desk, CancellationToken cancellationToken)
    {
        await desk.ChangeAsync(id, effortId, entry, cancellationToken);
        return TypedResults.NoContent();
    }

    static async Task<NoContent> RemoveAsync(Guid id, Guid effortId, EffortDesk desk, CancellationToken cancellationToken)
    {
        await desk.RemoveAsync(id, effortId, cancellationToken);
        return TypedResults.NoContent();
    }
}
