using Crm.Data;
using Crm.Users;

namespace Crm.Tasks;

static class TaskAccess
{
    /// <summary>The open tasks that somebody may do: the own ones, and those of a role of his that nobody has and that are not kept from him.</summary>
    public static IQueryable<UserTask> OpenTasksOf(this CrmDbContext db, Actor actor) => db.Tasks.Where(task => task.Status == UserTaskStatus.Open
        && (task.AssigneeId == actor.UserId
            || task.AssigneeId == null && task.RoleName != null && actor.RoleNames.Contains(task.RoleName) && !task.NotForIds.Contains(actor.UserId ?? Guid.Empty)));
}
