using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;
using Crm.Data;

namespace Crm.Users;

/// <summary>Signing in and out for programs; people use the form.</summary>
public static class SessionApi
{
    public sealed record Credentials(string Email, string Password);

    public sealed record Session(Guid? UserId, string Name, IReadOnlyList<string> Roles);

    public static void MapSession(this IEndpointRouteBuilder app)
    {
        var session = app.MapGroup("/api/session").WithTags("Session");
        session.MapPost("/", SignInAsync).AllowAnonymous();
        session.MapGet("/", (ClaimsPrincipal user) => Of(user)).RequireAuthorization();
        session.MapDelete("/", SignOutAsync).RequireAuthorization();
    }

    static async Task<Ok<Session>> SignInAsync(Credentials credentials, SignInManager<User> signIn)
    {
        var user = await signIn.UserManager.FindByEmailAsync(credentials.Email ?? "");
        var result = user is { IsActive: true }
            ? await signIn.PasswordSignInAsync(user, credentials.Password ?? "", isPersistent: false, lockoutOnFailure: true)
            : SignInResult.Failed;
        if (result.IsLockedOut)
            throw RefusedException.Forbidden("Te veel pogingen. Probeer het over vijf minuten opnieuw.", "Too many attempts. Try again in five minutes.");
        if (!result.Succeeded)
            throw RefusedException.Invalid("password", "E-mailadres of wachtwoord klopt niet.", "E-mail address or password is wrong.");
        return TypedResults.Ok(Of(await signIn.CreateUserPrincipalAsync(user!)));
    }

    static async Task<NoContent> SignOutAsync(SignInManager<User> signIn)
    {
        await signIn.SignOutAsync();
        return TypedResults.NoContent();
    }

    static Session Of(ClaimsPrincipal user)
    {
        var actor = user.AsActor(Door.Api);
        return new(actor.UserId, actor.Name, actor.RoleNames);
    }
}
