using System.Security.Claims;
using Crm.Data;
using Crm.Users;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Crm.Campaigns;

/// <summary>Campaigns over HTTP: the same verbs as the pages.</summary>
public static class CampaignsApi
{
    const int LargestPage = 500;

    public static void MapCampaigns(this IEndpointRouteBuilder app)
    {
        var campaigns = app.MapGroup("/api/campaigns").WithTags("Campaigns").RequireAuthorization(staff => staff.RequireRole(Roles.All));
        MapReading(campaigns);
        var writing = campaigns.MapGroup("").RequireAuthorization(staff => staff.RequireRole(CampaignRoles.Writers));
        writing.MapPost("/", CreateAsync).WithSummary("Makes a campaign.");
        writing.MapPut("/{id:guid}", EditAsync).WithSummary("Edits it; with the revision that was read, a colleague's change in between is a conflict.");
        writing.MapPut("/{id:guid}/archived", ArchiveAsync);
        MapCosts(writing);
        MapActions(writing);
    }

    static void MapReading(RouteGroupBuilder campaigns)
    {
        campaigns.MapGet("/", (string? search, CampaignPhase? phase, bool? archived, string? after, int? take, CampaignQueries queries, CancellationToken cancellationToken) =>
            queries.ListAsync(search, phase, archived ?? false, after, Math.Clamp(take ?? CampaignQueries.PageSize, 1, 200), cancellationToken)).WithSummary("A page of campaigns, latest start first.");
        campaigns.MapGet("/{id:guid}", (Guid id, CampaignQueries queries, CancellationToken cancellationToken) => queries.RecordAsync(id, cancellationToken)).WithSummary("One campaign with its actions and how far they are.");
        campaigns.MapGet("/{id:guid}/members", (Guid id, Guid? action, MemberState? state, Guid? after, int? take, CampaignQueries queries, CancellationToken cancellationToken) =>
            queries.MembersAsync(id, action, state, after, Math.Clamp(take ?? CampaignQueries.PageSize, 1, LargestPage), cancellationToken)).WithSummary("The people of its target groups, with who was left out and why.");
        campaigns.MapGet("/{id:guid}/costs", (Guid id, CampaignQueries queries, CancellationToken cancellationToken) => queries.CostsAsync(id, cancellationToken)).WithSummary("Its costs and invoices.");
        campaigns.MapGet("/{id:guid}/return", (Guid id, CampaignQueries queries, CancellationToken cancellationToken) => queries.ReturnAsync(id, cancellationToken))
            .WithSummary("What it cost, and what is credited to it by last touch, first touch and evenly.");
        campaigns.MapGet("/actions/{id:guid}/target-group", (Guid id, CampaignQueries queries, CancellationToken cancellationToken) => queries.TargetGroupAsync(id, cancellationToken))
            .WithSummary("How many an action reaches, and who is left out by reason.");
    }

    static void MapCosts(RouteGroupBuilder writing)
    {
        writing.MapPost("/{id:guid}/costs", async (Guid id, CostEntry entry, CostDesk desk, CancellationToken cancellationToken) =>
            TypedResults.Created($"/api/campaigns/{id}/costs", new Made(await desk.BookAsync(id, entry, cancellationToken)))).WithSummary("Books a fixed cost, or an invoice that may take the place of one.");
        writing.MapPut("/{id:guid}/costs/{costId:guid}", (Guid id, Guid costId, CostEntry entry, CostDesk desk, CancellationToken cancellationToken) => Answers.DoneAsync(desk.ChangeAsync(id, costId, entry, cancellationToken)));
        writing.MapDelete("/{id:guid}/costs/{costId:guid}", (Guid id, Guid costId, CostDesk desk, CancellationToken cancellationToken) => Answers.DoneAsync(desk.RemoveAsync(id, costId, cancellationToken)));
    }

    static void MapActions(RouteGroupBuilder writing)
    {
        writing.MapPost("/{id:guid}/actions", async (Guid id, ActionEntry entry, ActionDesk desk, CancellationToken cancellationToken) =>
            TypedResults.Created($"/api/campaigns/{id}", new Made(await desk.AddAsync(id, entry, cancellationToken)))).WithSummary("Adds an action: a letter, mailing, calls or an event.");
        var actions = writing.MapGroup("/actions/{id:guid}");
        actions.MapPut("/", (Guid id, ActionEntry entry, ActionDesk desk, CancellationToken cancellationToken) => Answers.DoneAsync(desk.EditAsync(id, entry, cancellationToken)));
        actions.MapDelete("/", (Guid id, ActionDesk desk, CancellationToken cancellationToken) => Answers.DoneAsync(desk.RemoveAsync(id, cancellationToken)));
        actions.MapPost("/selections", async (Guid id, SelectionEntry entry, ClaimsPrincipal user, ActionDesk desk, CancellationToken cancellationToken) =>
            TypedResults.Created($"/api/campaigns/actions/{id}/target-group", new Made(await desk.SelectAsync(id, entry, user.AsActor(Door.Api), cancellationToken))))
            .WithSummary("Adds to the target group: a filter, an import, or an earlier action.");
        actions.MapDelete("/selections/{selectionId:guid}", (Guid id, Guid selectionId, ActionDesk desk, CancellationToken cancellationToken) => Answers.DoneAsync(desk.DeselectAsync(id, selectionId, cancellationToken)));
        actions.MapPost("/start", (Guid id, ClaimsPrincipal user, ActionDesk desk, CancellationToken cancellationToken) => Answers.DoneAsync(desk.StartAsync(id, user.AsActor(Door.Api), cancellationToken)))
            .WithSummary("Freezes the target group and begins.");
        actions.MapPost("/pause", (Guid id, ActionDesk desk, CancellationToken cancellationToken) => Answers.DoneAsync(desk.PauseAsync(id, cancellationToken)));
        actions.MapPost("/resume", (Guid id, ActionDesk desk, CancellationToken cancellationToken) => Answers.DoneAsync(desk.ResumeAsync(id, cancellationToken)));
        actions.MapPost("/members/{memberId:guid}/detach", (Guid id, Guid memberId, ActionDesk desk, CancellationToken cancellationToken) => Answers.DoneAsync(desk.DetachAsync(id, memberId, cancellationToken)));
        actions.MapPost("/members/{memberId:guid}/attach", (Guid id, Guid memberId, ActionDesk desk, CancellationToken cancellationToken) => Answers.DoneAsync(desk.AttachAsync(id, memberId, cancellationToken)));
    }

    static async Task<Created<Made>> CreateAsync(CampaignEntry entry, ClaimsPrincipal user, CampaignDesk desk, CancellationToken cancellationToken)
    {
        var id = await desk.CreateAsync(entry, user.AsActor(Door.Api), cancellationToken);
        return TypedResults.Created($"/api/campaigns/{id}", new Made(id));
    }

    static Task<NoContent> EditAsync(Guid id, CampaignEntry entry, ClaimsPrincipal user, CampaignDesk desk, CancellationToken cancellationToken) =>
        Answers.DoneAsync(desk.EditAsync(id, entry, user.AsActor(Door.Api), cancellationToken));

    static Task<NoContent> ArchiveAsync(Guid id, Archive request, ClaimsPrincipal user, CampaignDesk desk, CancellationToken cancellationToken) =>
        Answers.DoneAsync(desk.ArchiveAsync(id, request.IsArchived, user.AsActor(Door.Api), cancellationToken));
}
