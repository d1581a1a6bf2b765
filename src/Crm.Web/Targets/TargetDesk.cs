using Crm.Data;
using Crm.Users;

namespace Crm.Targets;

/// <summary>The target of one employee for one month.</summary>
public sealed record TargetEntry(Guid EmployeeId, int Month, decimal Amount, int Number);

/// <summary>Sets what is to be scored; sellers see their targets, they do not set them.</summary>
public sealed class TargetDesk(CrmDatabase database, TimeProvider clock)
{
    const decimal MostAmount = 1_000_000_000;
    const int MostNumber = 100_000;

    public static readonly IReadOnlyList<string> SetBy = [Roles.ProcessOwner, Roles.Administrator, Roles.Reviewer];

    /// <summary>Of those whose figures the reader may see.</summary>
    public Task<IReadOnlyList<TargetEntry>> YearAsync(int year, Actor reader, CancellationToken cancellationToken) => database.ReadAsync<IReadOnlyList<TargetEntry>>(async db =>
        await Seen(db, reader).Where(t => t.Year == year).OrderBy(t => t.EmployeeId).ThenBy(t => t.Month)
            .Select(t => new TargetEntry(t.EmployeeId, t.Month, t.Amount, t.Number)).ToListAsync(cancellationToken), cancellationToken);

    /// <summary>Sets the given months; the others stay as they are.</summary>
    public Task SetAsync(int year, IReadOnlyList<TargetEntry> entries, Actor actor, CancellationToken cancellationToken)
    {
        if (!SetBy.Any(actor.Is))
            throw RefusedException.Forbidden("Targets stelt een beoordelaar, proceseigenaar of beheerder in.", "Targets are set by a reviewer, process owner or administrator.");
        Check(year, entries);
        return database.WriteAsync(async db =>
        {
            var there = await db.Targets.Where(t => t.Year == year).ToDictionaryAsync(t => (t.EmployeeId, t.Month), cancellationToken);
            var employees = await db.Users.Select(u => u.Id).ToHashSetAsync(cancellationToken);
            foreach (var entry in entries)
            {
                if (!employees.Contains(entry.EmployeeId))
                    throw RefusedException.Invalid("employeeId", "Deze medewerker bestaat niet.", "This employee does not exist.");
                Set(db, there.GetValueOrDefault((entry.EmployeeId, entry.Month)), year, entry, actor);
            }
        }, cancellationToken);
    }

    static IQueryable<Target> Seen(CrmDbContext db, Actor reader) => reader.Sight switch
    {
        Sight.Own => db.Targets.Where(t => t.EmployeeId == reader.UserId),
        Sight.Team => db.Targets.Where(t => db.TeamOf(reader).Contains(t.EmployeeId)),
        _ => db.Targets,
    };

    void Set(CrmDbContext db, Target? target, int year, TargetEntry entry, Actor actor)
    {
        var (oldAmount, oldNumber) = (target?.Amount, target?.Number);
        if (oldAmount == entry.Amount && oldNumber == entry.Number)
            return;
        if (target is null)
            db.Targets.Add(target = new() { EmployeeId = entry.EmployeeId, Year = year, Month = entry.Month });
        (target.Amount, target.Number) = (entry.Amount, entry.Number);
        db.FieldChanges.Add(new()
        {
            Record = nameof(Target), RecordId = entry.EmployeeId, Field = $"{year}-{entry.Month:00}", Old = Told(oldAmount, oldNumber), New = Told(entry.Amount, entry.Number),
            At = clock.UtcNow(), ById = actor.UserId, ByName = actor.Name, Door = actor.Door,
        });
    }

    static string? Told(decimal? amount, int? number) => amount is null ? null : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{amount}; {number}");

    static void Check(int year, IReadOnlyList<TargetEntry> entries)
    {
        List<Fault> faults = [];
        if (year is < 2000 or > 2100)
            faults.Add(new("year", "Kies een jaar tussen 2000 en 2100.", "Choose a year between 2000 and 2100."));
        if (entries.Any(e => e.Month is < 1 or > 12))
            faults.Add(new("month", "Een maand is 1 tot en met 12.", "A month is 1 to 12."));
        if (entries.Any(e => e.Amount is < 0 or > MostAmount))
            faults.Add(new("amount", "Een target is nul of meer, en hooguit een miljard.", "A target is zero or more, and at most a billion."));
        if (entries.Any(e => e.Number is < 0 or > MostNumber))
            faults.Add(new("number", "Een aantal is nul of meer, en hooguit 100.000.", "A number is zero or more, and at most 100,000."));
        if (entries.GroupBy(e => (e.EmployeeId, e.Month)).Any(same => same.Count() > 1))
            faults.Add(new("month", "Elke maand van een medewerker mag één keer voorkomen.", "Each month of an employee may occur once."));
        faults.RefuseIfAny();
    }
}
