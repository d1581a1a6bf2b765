using Crm.Users;
using Microsoft.AspNetCore.Identity;

namespace Crm.Data.Seed;

/// <summary>The people of the demo company; the same sign-ins that the start-up message and the sign-in page show.</summary>
public static class DemoPeople
{
    /// <summary>The demo company's password; a database made with --empty has no such accounts.</summary>
    public const string Password = "peil-demo-2026";

    public sealed record Person(string Name, string Email, string Department, string Language, params string[] RoleNames);

    public static readonly IReadOnlyList<Person> All =
    [
        new("Sanne de Wit", "sanne@brekelmans.example", "Verkoop Zuid", "nl", Roles.Sales),
        new("Bas Kuiper", "bas@brekelmans.example", "Verkoop Zuid", "nl", Roles.Sales),
        new("Thijs Dekker", "thijs@brekelmans.example", "Verkoop Noord", "nl", Roles.Sales),
        new("Marieke Vos", "marieke@brekelmans.example", "Verkoop Zuid", "nl", Roles.Reviewer, Roles.Sales),
        new("Ruben Timmer", "ruben@brekelmans.example", "Directie", "en", Roles.Reviewer),
        new("Petra Oost", "petra@brekelmans.example", "Bedrijfsbureau", "nl", Roles.ProcessOwner),
        new("Adil Bennani", "adil@brekelmans.example", "ICT", "nl", Roles.Administrator),
    ];

    public static void Add(CrmDbContext db)
    {
        var departments = All.Select(person => person.Department).Distinct().ToDictionary(name => name, name => new Department { Name = name });
        db.Departments.AddRange(departments.Values);
        var roles = db.Roles.Local.ToDictionary(role => role.Name!, role => role.Id);
        foreach (var person in All)
        {
            var user = UserOf(person, departments[person.Department].Id);
            db.Users.Add(user);
            db.UserRoles.AddRange(person.RoleNames.Select(role => new IdentityUserRole<Guid> { UserId = user.Id, RoleId = roles[role] }));
        }
    }

    static User UserOf(Person person, Guid departmentId)
    {
        var user = new User
        {
            Id = Guid.CreateVersion7(),
            Name = person.Name,
            Email = person.Email,
            NormalizedEmail = person.Email.ToUpperInvariant(),
            UserName = person.Email,
            NormalizedUserName = person.Email.ToUpperInvariant(),
            EmailConfirmed = true,
            SecurityStamp = Guid.NewGuid().ToString("N"),
            DepartmentId = departmentId,
            Language = person.Language,
            LockoutEnabled = true,
        };
        user.PasswordHash = new PasswordHasher<User>().HashPassword(user, Password);
        return user;
    }
}
