using System.Security.Cryptography;
using Crm.Users;
using Microsoft.AspNetCore.Identity;

namespace Crm.Data.Seed;

/// <summary>Someone must be able to sign in to an empty company: one administrator, with a password that is shown once and nowhere kept.</summary>
public static class FirstAdministrator
{
    public const string Email = "admin@localhost";

    /// <returns>The password.</returns>
    public static string Add(CrmDbContext db)
    {
        var password = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));
        var user = new User
        {
            Id = Guid.CreateVersion7(),
            Name = "Beheerder",
            Email = Email,
            NormalizedEmail = Email.ToUpperInvariant(),
            UserName = Email,
            NormalizedUserName = Email.ToUpperInvariant(),
            EmailConfirmed = true,
            SecurityStamp = Guid.NewGuid().ToString("N"),
            LockoutEnabled = true,
        };
        user.PasswordHash = new PasswordHasher<User>().HashPassword(user, password);
        db.Users.Add(user);
        var roles = db.Roles.Local.ToList();
        db.UserRoles.AddRange(roles.Select(role => new IdentityUserRole<Guid> { UserId = user.Id, RoleId = role.Id }));
        return password;
    }
}
