using Crm.Data;
using Crm.Users;

namespace Crm.Tasks;

/// <summary>How near a task's due day is; the list is grouped by it.</summary>
public enum TaskUrgency { Overdue, Today, ThisWeek, Later }

/// <summary>What people find in their task list.</summary>
public sealed class TaskQueries(CrmDatabase database, TimeProvider clock)
{
    public sealed record Row(
        Guid Id, LocalText Title, string SubjectText, string ProcessName, string SentBy, DateTime? DueAt, Guid? AssigneeId, string? RoleName, TaskUrgency Urgency);

    public sealed record Page(IReadOnlyList<Row> Rows, int Total);

    public sealed record Whole(UserTask Task, string? AssigneeName, string? CompletedByName, bool IsMine, bool IsKeptFromMe);

    public const int MaxRows = 200;

    /// <summary>My own open tasks and those that anyone with my role may take; with the team: only the latter.</summary>
    public Task<Page> ListAsync(Actor actor, bool team, CancellationToken cancellationToken) => database.ReadAsync(async db =>
    {
        var open = team ? OfRoles(db, actor) : db.OpenTasksOf(actor).AsNoTracking();
        var rows = await open.OrderBy(task => task.DueAt == null).ThenBy(task => task.DueAt).ThenBy(task => task.Id).Take(MaxRows).ToListAsync(cancellationToken);
        return new Page([.. rows.Select(RowOf)], await open.CountAsync(cancellationToken));
    }, cancellationToken);

    public Task<int> CountAsync(Actor actor, CancellationToken cancellationToken) =>
        database.ReadAsync(db => db.OpenTasksOf(actor).CountAsync(cancellationToken), cancellationToken);

    /// <summary>The open tasks of a forecast, for its page: whose turn it is.</summary>
    public Task<List<Row>> OfForecastAsync(Guid forecastId, CancellationToken cancellationToken) => database.ReadAsync(async db =>
        (await db.Tasks.AsNoTracking().Where(task => task.ForecastId == forecastId && task.Status == UserTaskStatus.Open).OrderBy(task => task.DueAt).ToListAsync(cancellationToken))
            .ConvertAll(RowOf), cancellationToken);

    public Task<Whole?> FindAsync(Guid taskId, Actor actor, CancellationToken cancellationToken) => database.ReadAsync(async db =>
    {
        var task = await db.Tasks.AsNoTracking().SingleOrDefaultAsync(t => t.Id == taskId, cancellationToken);
        if (task is null)
            return null;
        var names = await db.Users.Where(user => user.Id == task.AssigneeId || user.Id == task.CompletedById).ToDictionaryAsync(user => user.Id, user => user.Name, cancellationToken);
        return new Whole(task, NameOf(task.AssigneeId), NameOf(task.CompletedById), task.Status == UserTaskStatus.Open && task.IsFor(actor), task.IsNotFor(actor.UserId));

        string? NameOf(Guid? id) => id is { } known ? names.GetValueOrDefault(known) : null;
    }, cancellationToken);

    /// <summary>Colleagues who may take the task over.</summary>
    public Task<List<Colleague>> CandidatesAsync(UserTask task, Guid? me, CancellationToken cancellationToken) => database.ReadAsync(db =>
    {
        var people = db.Users.Where(user => user.IsActive && user.Id != task.AssigneeId && user.Id != me);
        people = people.Where(user => !EF.Parameter(task.NotForIds).Contains(user.Id));
        if (task.RoleName is { } role)
            people = people.Where(user => db.UserRoles.Any(link => link.UserId == user.Id && db.Roles.Any(r => r.Id == link.RoleId && r.Name == role)));
        return people.OrderBy(user => user.Name).Select(user => new Colleague(user.Id, user.Name)).ToListAsync(cancellationToken);
    }, cancellationToken);

    public sealed record Colleague(Guid Id, string Name);

    static IQueryable<UserTask> OfRoles(CrmDbContext db, Actor actor) =>
        db.Tasks.AsNoTracking().Where(task => task.Status == UserTaskStatus.Open && task.AssigneeId != actor.UserId && actor.RoleNames.Contains(task.RoleName!) && !task.NotForIds.Contains(actor.UserId ?? Guid.Empty));

    Row RowOf(UserTask task) =>
        new(task.Id, task.Title, task.SubjectText, task.ProcessName, task.SentBy, task.DueAt, task.AssigneeId, task.RoleName, UrgencyOf(task.DueAt));

    TaskUrgency UrgencyOf(DateTime? dueAt)
    {
        if (dueAt is not { } due)
            return TaskUrgency.Later;
        var today = clock.Today();
        var sunday = today.AddDays((7 - (int)today.DayOfWeek) % 7);
        return Clock.DayOf(due) switch
        {
            var day when day < today || due < clock.UtcNow() => TaskUrgency.Overdue,
            var day when day == today => TaskUrgency.Today,
            var day when day <= sunday => TaskUrgency.ThisWeek,
            _ => TaskUrgency.Later,
        };
    }
}
