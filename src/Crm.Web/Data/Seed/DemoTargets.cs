namespace Crm.Data.Seed;

/// <summary>What the demo company's sellers are to score, more before the winter than in the summer.</summary>
public static class DemoTargets
{
    static readonly (string Name, decimal Amount, int Number)[] PerYear =
        [("Sanne de Wit", 460_000, 24), ("Bas Kuiper", 440_000, 23), ("Thijs Dekker", 260_000, 15), ("Marieke Vos", 180_000, 9)];

    // Hundredths of the year, January to December.
    static readonly int[] Season = [6, 7, 9, 9, 8, 8, 6, 5, 10, 11, 12, 9];

    public static void Add(CrmDbContext db, DemoStory story)
    {
        foreach (var year in Enumerable.Range(story.Today.Year - 2, 3))
        {
            var share = 1 + 0.05m * (year - story.Today.Year);
            foreach (var (name, amount, number) in PerYear)
                AddYear(db, story.People[name].Id, year, amount * share, number);
        }
    }

    static void AddYear(CrmDbContext db, Guid employeeId, int year, decimal amount, int number)
    {
        var counted = 0;
        for (var month = 1; month <= 12; month++)
        {
            var soFar = (int)Math.Round(number * Season[..month].Sum() / 100m);
            db.Targets.Add(new() { EmployeeId = employeeId, Year = year, Month = month, Amount = Math.Round(amount * Season[month - 1] / 100, 0), Number = soFar - counted });
            counted = soFar;
        }
    }
}
