using System.Security.Claims;
using Crm.Users;

namespace Crm.Signing;

/// <summary>Our side of the signing, for programs.</summary>
public static class SigningApi
{
    /// <param name="Address">Where it went.</param>
    public sealed record SentAgain(string Address);

    public static void MapSigning(this IEndpointRouteBuilder app)
    {
        var quotes = app.MapGroup("/api/quotes").WithTags("Quotes").RequireAuthorization();
        quotes.MapPost("/{id:guid}/send-again", async (Guid id, ClaimsPrincipal user, SigningDesk desk, CancellationToken cancellationToken) => new SentAgain(await desk.SendAgainAsync(id, user.AsActor(Door.Api), cancellationToken)))
            .WithSummary("Mails a quote that waits to be signed once more, to the address that its signer has now.");
        quotes.MapPost("/{id:guid}/counter-signature", (Guid id, ClaimsPrincipal user, CounterSigning signing, CancellationToken cancellationToken) => signing.SignByHandAsync(id, user.AsActor(Door.Api), cancellationToken))
            .WithSummary("Signs a quote on our behalf, by the employee who was named for it, when the customer has signed.");
    }
}
