using System.Security.Claims;
using Crm.Users;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Crm.EntryProfiles;

/// <summary>Entry profiles and submissions for programs.</summary>
public static class SubmissionsApi
{
    public static void MapSubmissions(this IEndpointRouteBuilder app)
    {
        var profiles = app.MapGroup("/api/profiles").WithTags("Entry profiles").RequireAuthorization(staff => staff.RequireRole(Roles.All));
        profiles.MapGet("/", (ClaimsPrincipal user, EntryQueries queries, CancellationToken cancellationToken) => queries.ProfilesAsync(user.AsActor(Door.Api), cancellationToken));
        profiles.MapGet("/{key}", (string key, ClaimsPrincipal user, EntryQueries queries, CancellationToken cancellationToken) => queries.ProfileAsync(key, user.AsActor(Door.Api), cancellationToken));
        var submissions = app.MapGroup("/api/submissions").WithTags("Submissions").RequireAuthorization(staff => staff.RequireRole(Roles.All));
        submissions.MapGet("/", (SubmissionStatus? status, ClaimsPrincipal user, EntryQueries queries, CancellationToken cancellationToken) =>
            queries.SubmissionsAsync(user.AsActor(Door.Api), status, cancellationToken));
        submissions.MapGet("/{id:guid}", (Guid id, ClaimsPrincipal user, EntryQueries queries, CancellationToken cancellationToken) =>
            queries.SubmissionAsync(id, user.AsActor(Door.Api), cancellationToken));
        submissions.MapPost("/", SubmitAsync);
        submissions.MapPost("/duplicates", (Dictionary<string, string> values, DuplicateCheck check, CancellationToken cancellationToken) => check.FindAsync(values, null, cancellationToken));
    }

    static async Task<Created<SubmissionResult>> SubmitAsync(NewSubmission submission, ClaimsPrincipal user, EntryDesk desk, CancellationToken cancellationToken)
    {
        var result = await desk.SubmitAsync(submission, user.AsActor(Door.Api), cancellationToken);
        return TypedResults.Created($"/api/submissions/{result.Id}", result);
    }
}
