using Crm.Data;

namespace Crm.Users;

public static class Team
{
    /// <summary>The employees of somebody's own department, with themselves.</summary>
    public static IQueryable<Guid> TeamOf(this CrmDbContext db, Actor somebody) => db.Users
        .Where(user => user.Id == somebody.UserId || db.Users.Any(me => me.Id == somebody.UserId && me.DepartmentId == user.DepartmentId))
        .Select(user => user.Id);
}
