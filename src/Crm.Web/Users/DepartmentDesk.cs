using Crm.Data;

namespace Crm.Users;

/// <summary>The departments that employees belong to; figures and targets are kept per department.</summary>
public sealed class DepartmentDesk(CrmDatabase database)
{
    public sealed record Row(Guid Id, string Name, int People);

    public Task<List<Row>> ListAsync(CancellationToken cancellationToken) => database.ReadAsync(db => db.Departments.OrderBy(department => department.Name)
        .Select(department => new Row(department.Id, department.Name, db.Users.Count(user => user.DepartmentId == department.Id && user.IsActive)))
        .ToListAsync(cancellationToken), cancellationToken);

    public Task<Guid> AddAsync(string name, CancellationToken cancellationToken) => database.WriteAsync(async db =>
    {
        var department = new Department { Name = await FreeNameAsync(db, name, null, cancellationToken) };
        db.Departments.Add(department);
        return department.Id;
    }, cancellationToken);

    public Task RenameAsync(Guid id, string name, CancellationToken cancellationToken) => database.WriteAsync(async db =>
    {
        var department = await db.Departments.FirstOrDefaultAsync(department => department.Id == id, cancellationToken)
            ?? throw RefusedException.NotFound("Deze afdeling bestaat niet.", "There is no such department.");
        department.Name = await FreeNameAsync(db, name, id, cancellationToken);
    }, cancellationToken);

    static async Task<string> FreeNameAsync(CrmDbContext db, string? name, Guid? own, CancellationToken cancellationToken)
    {
        var wanted = name?.Trim() ?? "";
        if (wanted.Length is 0 or > 60)
            throw RefusedException.Invalid("Name", "Vul een naam in van hooguit 60 tekens.", "Enter a name of at most 60 characters.");
        if (await db.Departments.AnyAsync(department => department.Name == wanted && department.Id != own, cancellationToken))
            throw RefusedException.Invalid("Name", $"Er is al een afdeling '{wanted}'.", $"There is already a department '{wanted}'.");
        return wanted;
    }
}
