using System.Security.Claims;
using Crm.Users;

namespace Crm.Signing;

/// <summary>Our side of the signing, for programs.</summary>
public static class SigningApi
{
    public static void MapSigning(this IEndpointRouteBuilder app) => app.MapGroup("/api/quotes").WithTags("Quotes").RequireAuthorization()
        .MapPost("/{id:guid}/counter-signature", (Guid id, ClaimsPrincipal user, CounterSigning signing, CancellationToken cancellationToken) => signing.SignByHandAsync(id, user.AsActor(Door.Api), cancellationToken))
        .WithSummary("Signs a quote on our behalf, by the employee who was named for it, when the customer has signed.");
}
