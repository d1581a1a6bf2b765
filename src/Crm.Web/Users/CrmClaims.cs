using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Crm.Users;

/// <summary>Puts the employee's name and language in the cookie, beside the id and the roles.</summary>
public sealed class CrmClaims(UserManager<User> users, RoleManager<IdentityRole<Guid>> roles, IOptions<IdentityOptions> options)
    : UserClaimsPrincipalFactory<User, IdentityRole<Guid>>(users, roles, options)
{
    public const string FullName = "full_name";
    public const string Language = "language";
    public const string Theme = "theme";
    public const string Sight = "sight";

    protected override async Task<ClaimsIdentity> GenerateClaimsAsync(User user)
    {
        var identity = await base.GenerateClaimsAsync(user);
        identity.AddClaim(new(FullName, user.Name));
        identity.AddClaim(new(Language, user.Language));
        identity.AddClaim(new(Theme, user.Theme));
        identity.AddClaim(new(Sight, user.Sight.ToString()));
        return identity;
    }
}
