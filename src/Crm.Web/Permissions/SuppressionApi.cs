using Crm.Data;
using Crm.Users;

namespace Crm.Permissions;

/// <summary>The list of addresses not to approach, for programs: a mailing house asks here before it sends.</summary>
public static class SuppressionApi
{
    public sealed record Asked(string Address);

    public static void MapSuppressions(this IEndpointRouteBuilder app)
    {
        var list = app.MapGroup("/api/suppressions").WithTags("Permission to contact").RequireAuthorization(staff => staff.RequireRole(Roles.Administrator, Roles.ProcessOwner));
        list.MapGet("/", (ContactChannel? channel, string? after, SuppressionDesk desk, CancellationToken cancellationToken) => desk.ListAsync(channel, after, cancellationToken))
            .WithSummary("What stands on the list: since when and why. The addresses themselves are hashes, also here.");
        // Asked in the body: an address would stand in every log on the way.
        list.MapPost("/check", (Asked asked, SuppressionDesk desk, CancellationToken cancellationToken) => desk.FindAsync(asked.Address ?? "", cancellationToken)).WithSummary("Whether an address is on the list.");
        list.MapPost("/", (NewSuppression request, SuppressionDesk desk, CancellationToken cancellationToken) => Answers.DoneAsync(desk.AddAsync(request, cancellationToken)));
    }
}
