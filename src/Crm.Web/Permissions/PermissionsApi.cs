using System.Security.Claims;
using Crm.Data;
using Crm.Users;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Crm.Permissions;

/// <summary>Permission to contact, for programs.</summary>
public static class PermissionsApi
{
    const int MostAsked = 10_000;

    /// <param name="Why">The reason in words, in the reader's language.</param>
    public sealed record Told(ContactChannel Channel, PermissionVerdict Verdict, PermissionReason Reason, string Why, DateTime? Since, string Source);

    /// <param name="Diagnosis">In the words of the mail server that refused it.</param>
    public sealed record Bounce(DateTime Since, string Diagnosis);

    /// <param name="Bounce">Mail to the address came back, and nobody has said that it arrives again.</param>
    public sealed record OfContact(Guid ContactId, IReadOnlyList<Told> Channels, Bounce? Bounce);

    public static void MapPermissions(this IEndpointRouteBuilder app)
    {
        var permissions = app.MapGroup("/api").WithTags("Permission to contact").RequireAuthorization(staff => staff.RequireRole(Roles.All));
        permissions.MapPost("/permissions", OfManyAsync).WithSummary("May these contact persons be approached, by channel, and why or why not.");
        permissions.MapGet("/contacts/{id:guid}/permissions", OfOneAsync);
        permissions.MapGet("/contacts/{id:guid}/consents", (Guid id, PermissionQueries queries, CancellationToken cancellationToken) => queries.LedgerAsync(id, cancellationToken));
        permissions.MapPost("/contacts/{id:guid}/consents", RecordAsync).RequireAuthorization(staff => staff.RequireRole(Roles.Sales, Roles.Reviewer, Roles.ProcessOwner));
    }

    static async Task<IEnumerable<OfContact>> OfManyAsync(IReadOnlyList<Guid> contactIds, PermissionQueries queries, CancellationToken cancellationToken)
    {
        if (contactIds.Count > MostAsked)
            throw RefusedException.Invalid("contactIds", $"Vraag er hooguit {MostAsked} tegelijk.", $"Ask for at most {MostAsked} at once.");
        return (await queries.OfAsync(contactIds, cancellationToken)).Values.Select(Tell);
    }

    static async Task<OfContact> OfOneAsync(Guid id, PermissionQueries queries, CancellationToken cancellationToken) => Tell(await queries.OfAsync(id, cancellationToken));

    static async Task<NoContent> RecordAsync(Guid id, NewConsent said, ClaimsPrincipal user, PermissionDesk desk, CancellationToken cancellationToken)
    {
        await desk.RecordAsync(id, said, user.AsActor(Door.Api), cancellationToken);
        return TypedResults.NoContent();
    }

    static OfContact Tell(PermissionQueries.OfContact of) =>
        new(of.ContactId, [.. of.Channels.Select(channel => new Told(channel.Channel, channel.Verdict, channel.Reason, channel.Why, channel.Since, channel.Source))],
            of.Bounce is { } bounce ? new(bounce.Since, bounce.Diagnosis) : null);
}
