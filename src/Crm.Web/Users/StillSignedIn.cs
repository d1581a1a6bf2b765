using System.Security.Claims;
using Crm.Data;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Crm.Users;

/// <summary>An open page lives for hours: every minute it asks whether its employee still may be here, on the same rights.</summary>
public sealed class StillSignedIn(ILoggerFactory loggers, CrmDatabase database, IOptions<IdentityOptions> identity, IHostApplicationLifetime server)
    : RevalidatingServerAuthenticationStateProvider(loggers)
{
    protected override TimeSpan RevalidationInterval => TimeSpan.FromMinutes(1);

    protected override async Task<bool> ValidateAuthenticationStateAsync(AuthenticationState authenticationState, CancellationToken cancellationToken)
    {
        var person = authenticationState.User;
        if (!Guid.TryParse(person.FindFirstValue(ClaimTypes.NameIdentifier), out var id))
            return false;
        // A server that is stopping has no database to ask any more; the page asks the next one.
        if (server.ApplicationStopping.IsCancellationRequested)
            return true;
        var stamp = person.FindFirstValue(identity.Value.ClaimsIdentity.SecurityStampClaimType);
        return await database.ReadAsync(db => db.Users.AnyAsync(user => user.Id == id && user.IsActive && user.SecurityStamp == stamp, cancellationToken), cancellationToken);
    }
}
