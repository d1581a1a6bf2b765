using System.Security.Claims;
using Crm.Users;

namespace Crm.Mail;

/// <summary>Mail for programs.</summary>
public static class MailApi
{
    /// <param name="ToAddress">Another address; null or empty: the one that it went to.</param>
    public sealed record Again(string? ToAddress);

    public sealed record Queued(Guid Id);

    public static void MapMail(this IEndpointRouteBuilder app) =>
        app.MapPost("/api/mail/{id:guid}/again", async (Guid id, Again again, ClaimsPrincipal user, Mailbox mailbox, CancellationToken cancellationToken) =>
                new Queued(await mailbox.SendAgainAsync(id, again.ToAddress, user.AsActor(Door.Api), cancellationToken)))
            .WithTags("Mail").WithSummary("Sends a mail once more, as another mail.").RequireAuthorization(may => may.RequireRole(Roles.Sales, Roles.Administrator));
}
