using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;

namespace Crm.Users;

/// <summary>Who is looking at this page.</summary>
public sealed class CurrentUser(AuthenticationStateProvider authentication)
{
    public async Task<Actor> ActorAsync() => (await authentication.GetAuthenticationStateAsync()).User.AsActor(Door.Page);
}

public static class Principals
{
    /// <summary>The signed-in employee as the one who does it.</summary>
    public static Actor AsActor(this ClaimsPrincipal principal, Door door) => new(
        Guid.TryParse(principal.FindFirstValue(ClaimTypes.NameIdentifier), out var id) ? id : null,
        principal.FindFirstValue(CrmClaims.FullName) ?? principal.Identity?.Name ?? "",
        door,
        [.. principal.FindAll(ClaimTypes.Role).Select(role => role.Value)])
    {
        Sight = Enum.TryParse<Sight>(principal.FindFirstValue(CrmClaims.Sight), out var sight) ? sight : Sight.All,
    };
}
