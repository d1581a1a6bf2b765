using System.Security.Claims;
using Crm.Data;
using Crm.Users;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Crm.EntryProfiles;

/// <summary>Making and changing entry profiles, for programs.</summary>
public static class ProfilesApi
{
    public static void MapProfiles(this IEndpointRouteBuilder app)
    {
        var profiles = app.MapGroup("/api/settings/profiles").WithTags("Entry profiles").RequireAuthorization(staff => staff.RequireRole(Roles.ProcessOwner));
        profiles.MapGet("/", (ProfileDesk desk, CancellationToken cancellationToken) => desk.ListAsync(cancellationToken));
        profiles.MapGet("/{id:guid}", (Guid id, ProfileDesk desk, CancellationToken cancellationToken) => desk.ReadAsync(id, cancellationToken));
        profiles.MapPost("/", AddAsync);
        profiles.MapPut("/{id:guid}", EditAsync);
        profiles.MapPost("/{id:guid}/retire", (Guid id, ProfileDesk desk, CancellationToken cancellationToken) => RetireAsync(id, true, desk, cancellationToken));
        profiles.MapPost("/{id:guid}/offer", (Guid id, ProfileDesk desk, CancellationToken cancellationToken) => RetireAsync(id, false, desk, cancellationToken));
    }

    static async Task<Created<Made>> AddAsync(ProfileEdit edit, ClaimsPrincipal user, ProfileDesk desk, CancellationToken cancellationToken)
    {
        var id = await desk.AddAsync(edit, user.AsActor(Door.Api), cancellationToken);
        return TypedResults.Created($"/api/settings/profiles/{id}", new Made(id));
    }

    static async Task<NoContent> EditAsync(Guid id, ProfileEdit edit, ClaimsPrincipal user, ProfileDesk desk, CancellationToken cancellationToken)
    {
        await desk.EditAsync(id, edit, user.AsActor(Door.Api), cancellationToken);
        return TypedResults.NoContent();
    }

    static async Task<NoContent> RetireAsync(Guid id, bool isRetired, ProfileDesk desk, CancellationToken cancellationToken)
    {
        await desk.RetireAsync(id, isRetired, cancellationToken);
        return TypedResults.NoContent();
    }
}
