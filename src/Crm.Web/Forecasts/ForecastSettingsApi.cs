using System.Security.Claims;
using Crm.Data;
using Crm.Users;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Crm.Forecasts;

/// <summary>The organisation's own tables behind forecasts, for programs.</summary>
public static class ForecastSettingsApi
{
    public static void MapForecastSettings(this IEndpointRouteBuilder app)
    {
        var settings = app.MapGroup("/api/settings").WithTags("Settings").RequireAuthorization(may => may.RequireRole(Roles.Administrator, Roles.ProcessOwner));
        MapStatuses(settings.MapGroup("/forecast-statuses"));
        MapOptions(settings.MapGroup("/lists"));
    }

    static void MapStatuses(RouteGroupBuilder statuses)
    {
        statuses.MapGet("/", (StatusDesk desk, CancellationToken cancellationToken) => desk.ListAsync(cancellationToken)).WithSummary("The statuses, retired ones last.");
        statuses.MapPost("/", async (StatusEntry entry, StatusDesk desk, CancellationToken cancellationToken) =>
            TypedResults.Created("/api/settings/forecast-statuses", new Made(await desk.AddAsync(entry, cancellationToken))));
        statuses.MapPut("/{id:guid}", (Guid id, StatusEntry entry, ClaimsPrincipal user, StatusDesk desk, CancellationToken cancellationToken) =>
            Answers.DoneAsync(desk.EditAsync(id, entry, user.AsActor(Door.Api), cancellationToken))).WithSummary("Another chance is that of the open forecasts in it at once; closed ones keep theirs.");
        statuses.MapPut("/order", (IReadOnlyList<Guid> ids, StatusDesk desk, CancellationToken cancellationToken) => Answers.DoneAsync(desk.OrderAsync(ids, cancellationToken)));
        statuses.MapPut("/{id:guid}/archived", (Guid id, Archive request, StatusDesk desk, CancellationToken cancellationToken) => Answers.DoneAsync(desk.RetireAsync(id, request.IsArchived, cancellationToken)));
    }

    static void MapOptions(RouteGroupBuilder lists)
    {
        lists.MapGet("/{kind}", (ForecastOptionKind kind, OptionDesk desk, CancellationToken cancellationToken) => desk.ListAsync(kind, cancellationToken))
            .WithSummary("A list to choose from: Group, Source, LossReason, Competitor or CampaignType.");
        lists.MapPost("/{kind}", async (ForecastOptionKind kind, OptionEntry entry, OptionDesk desk, CancellationToken cancellationToken) =>
            TypedResults.Created($"/api/settings/lists/{kind}", new Made(await desk.AddAsync(kind, entry, cancellationToken))));
        lists.MapPut("/{kind}/order", (ForecastOptionKind kind, IReadOnlyList<Guid> ids, OptionDesk desk, CancellationToken cancellationToken) => Answers.DoneAsync(desk.OrderAsync(kind, ids, cancellationToken)));
        lists.MapPut("/rows/{id:guid}", (Guid id, OptionEntry entry, OptionDesk desk, CancellationToken cancellationToken) => Answers.DoneAsync(desk.RenameAsync(id, entry, cancellationToken)));
        lists.MapPut("/rows/{id:guid}/archived", (Guid id, Archive request, OptionDesk desk, CancellationToken cancellationToken) => Answers.DoneAsync(desk.RetireAsync(id, request.IsArchived, cancellationToken)));
    }
}
