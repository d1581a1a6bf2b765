using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Crm.Users;

/// <summary>An employee who signs in.</summary>
public sealed class User : IdentityUser<Guid>
{
    public required string Name { get; set; }
    public Guid? DepartmentId { get; set; }
    /// <summary>"nl" or "en".</summary>
    public string Language { get; set; } = "nl";
    /// <summary>"light", "dark" or empty: as the device prefers.</summary>
    public string Theme { get; set; } = "";
    /// <summary>Whether a single key, such as C, does what its button does.</summary>
    public bool SingleKeys { get; set; } = true;
    public bool IsActive { get; set; } = true;
    public Sight Sight { get; set; }

    public static void Map(EntityTypeBuilder<User> user)
    {
        user.ToTable("Users");
        user.Property(u => u.Name).HasMaxLength(100);
        user.Property(u => u.Sight).HasDefaultValue(Sight.All);
    }
}

/// <summary>Whose forecasts and figures an employee sees: everybody's, those of the own department, or the own only.</summary>
public enum Sight { All, Team, Own }

public sealed class Department
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required string Name { get; set; }
}

/// <summary>What an employee may do; a person can have several.</summary>
public static class Roles
{
    public const string Sales = "sales";
    public const string Reviewer = "reviewer";
    public const string ProcessOwner = "process-owner";
    public const string Administrator = "administrator";

    public static readonly IReadOnlyList<string> All = [Sales, Reviewer, ProcessOwner, Administrator];

    public static string NameOf(string role) => role switch
    {
        Sales => Say("Verkoop", "Sales"),
        Reviewer => Say("Beoordelaar", "Reviewer"),
        ProcessOwner => Say("Proceseigenaar", "Process owner"),
        Administrator => Say("Beheerder", "Administrator"),
        _ => role,
    };
}
