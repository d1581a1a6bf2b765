using Crm.Data;
using Crm.Data.Seed;

namespace Crm.Users;

/// <summary>The company that uses the product: its details, and whether it is the demo company.</summary>
public sealed class CompanyDesk(CrmDatabase database)
{
    /// <summary>The demo sign-ins that exist in this database and can be used.</summary>
    public Task<IReadOnlyList<DemoPeople.Person>> DemoPeopleAsync(CancellationToken cancellationToken) => database.ReadAsync<IReadOnlyList<DemoPeople.Person>>(async db =>
    {
        var addresses = DemoPeople.All.Select(person => person.Email).ToList();
        var present = await db.Users.Where(user => user.IsActive && addresses.Contains(user.Email!)).Select(user => user.Email).ToListAsync(cancellationToken);
        return [.. DemoPeople.All.Where(person => present.Contains(person.Email))];
    }, cancellationToken);
}
