using Crm.Data.Seed;

namespace Crm;

/// <summary>What the operator reads when the server can work: where it is, and who can sign in.</summary>
public static class Greeting
{
    public static void Say(TextWriter screen, CrmSettings settings, string? firstPassword)
    {
        screen.WriteLine();
        screen.WriteLine($"  Peil  {settings.BaseUrl}");
        screen.WriteLine($"        database: {(settings.Postgres.Length > 0 ? "PostgreSQL" : Path.GetFullPath(Path.Combine(settings.Data, "crm.db")))}");
        if (firstPassword is not null)
            SayFirst(screen, firstPassword);
        if (!settings.Empty)
            SayPeople(screen);
        screen.WriteLine();
        screen.WriteLine("  Ctrl+C stops it.");
        screen.WriteLine();
    }

    static void SayFirst(TextWriter screen, string password)
    {
        screen.WriteLine();
        screen.WriteLine($"  Sign in once with {FirstAdministrator.Email} and password {password}, and choose your own under Account.");
        screen.WriteLine("  It is not shown again.");
    }

    static void SayPeople(TextWriter screen)
    {
        screen.WriteLine();
        screen.WriteLine($"  Sign in with password {DemoPeople.Password}");
        foreach (var person in DemoPeople.All)
            screen.WriteLine($"        {person.Email,-30} {person.Name,-16} {string.Join(", ", person.RoleNames)}");
    }
}
