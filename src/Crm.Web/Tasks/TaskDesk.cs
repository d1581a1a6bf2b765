using Crm.Data;
using Crm.Dossiers;
using Crm.Engine;
using Crm.Users;

namespace Crm.Tasks;

/// <summary>Gives people the tasks that workflows ask of them, and takes their answers back to the workflow.</summary>
public sealed class TaskDesk(CrmDatabase database, WorkflowRuntime runtime, IWorkflowStore workflows, TimeProvider clock)
{
    static readonly AsyncLocal<bool> isAnswering = new();

    /// <summary>A person waits for what the running burst makes of an answer.</summary>
    public static bool IsAnswering => isAnswering.Value;

    public Task OpenAsync(UserTask task, CancellationToken cancellationToken) => database.WriteAsync(async db =>
    {
        if (task.AssigneeId is { } id && !await db.Users.AnyAsync(user => user.Id == id && user.IsActive, cancellationToken))
            throw RefusedException.Invalid("assigneeId", "De taak is voor iemand die hier niet (meer) werkt.", "The task is for somebody who does not work here (any more).");
        if (task.AssigneeId is null && !Roles.All.Contains(task.RoleName))
            throw RefusedException.Invalid("roleName", "De taak is voor niemand: noem een medewerker of een rol.", "The task is for nobody: name an employee or a role.");
        db.Tasks.Add(task);
    }, cancellationToken);

    /// <summary>The answer of the person whose task it is. The workflow goes on in the same transaction.</summary>
    public Task CompleteAsync(Guid taskId, string? outcome, string? reaction, Actor actor, CancellationToken cancellationToken) => database.WriteAsync(async db =>
    {
        var task = await OpenForAsync(db, taskId, actor, cancellationToken);
        var told = (reaction ?? "").Trim();
        var chosen = task.Choose(outcome, told);
        task.Complete(chosen, told, actor, clock.UtcNow());
        db.Dossier.Add(ItemOf(task, chosen, actor));
        await db.SaveChangesAsync(cancellationToken);
        await GoOnAsync(task, cancellationToken);
    }, cancellationToken);

    /// <summary>Hands the task to a colleague.</summary>
    public Task DelegateAsync(Guid taskId, Guid toUserId, Actor actor, CancellationToken cancellationToken) => database.WriteAsync(async db =>
    {
        var task = await OpenForAsync(db, taskId, actor, cancellationToken);
        var colleague = await db.Users.SingleOrDefaultAsync(user => user.Id == toUserId && user.IsActive, cancellationToken)
            ?? throw RefusedException.Invalid("toUserId", "Kies een collega.", "Choose a colleague.");
        if (task.IsNotFor(colleague.Id))
            throw RefusedException.Invalid("toUserId", $"{colleague.Name} maakte of beoordeelde dit zelf al.", $"{colleague.Name} made or judged this already.");
        if (task.RoleName is { } role && !await HasRoleAsync(db, colleague.Id, role, cancellationToken))
            throw RefusedException.Invalid("toUserId", $"{colleague.Name} mag deze taak niet doen.", $"{colleague.Name} may not do this task.");
        task.AssigneeId = colleague.Id;
    }, cancellationToken);

    /// <summary>Takes a task of one's role for oneself.</summary>
    public Task ClaimAsync(Guid taskId, Actor actor, CancellationToken cancellationToken) => database.WriteAsync(async db =>
    {
        var task = await OpenForAsync(db, taskId, actor, cancellationToken);
        task.AssigneeId = actor.UserId;
    }, cancellationToken);

    /// <summary>The workflow no longer waits for this answer.</summary>
    public Task CancelAsync(Guid taskId, CancellationToken cancellationToken) => database.WriteAsync(async db =>
    {
        if (await db.Tasks.SingleOrDefaultAsync(t => t.Id == taskId && t.Status == UserTaskStatus.Open, cancellationToken) is not { } task)
            return;
        task.Status = UserTaskStatus.Cancelled;
    }, cancellationToken);

    /// <summary>What the process cannot do with the answer is said to the person who gave it, and then nothing has happened.</summary>
    async Task GoOnAsync(UserTask task, CancellationToken cancellationToken)
    {
        isAnswering.Value = true;
        try
        {
            await runtime.SendAsync(AssignUserTask.Answer(task), cancellationToken);
        }
        finally
        {
            isAnswering.Value = false;
        }
    }

    async Task<UserTask> OpenForAsync(CrmDbContext db, Guid taskId, Actor actor, CancellationToken cancellationToken)
    {
        var instanceId = await db.Tasks.Where(t => t.Id == taskId).Select(t => t.WorkflowInstanceId).SingleOrDefaultAsync(cancellationToken)
            ?? throw RefusedException.NotFound("Deze taak bestaat niet.", "This task does not exist.");
        // The instance first and then its task, as a timer does it: two that answer at once wait for each other and never in a circle.
        await workflows.LockInstanceAsync(instanceId, cancellationToken);
        var task = await db.Tasks.SingleAsync(t => t.Id == taskId, cancellationToken);
        if (task.Status == UserTaskStatus.Cancelled)
            throw RefusedException.Conflict("Deze taak is vervallen: het proces is een andere kant op gegaan.", "This task has lapsed: the process went another way.");
        if (task.Status == UserTaskStatus.Completed)
            throw await TooLateAsync(db, task, cancellationToken);
        if (!task.IsFor(actor))
            throw task.IsNotFor(actor.UserId)
                ? RefusedException.Forbidden("Een ander kijkt hiernaar: jij maakte of beoordeelde dit zelf al.", "Somebody else looks at this: you made or judged it already.")
                : RefusedException.Forbidden("Deze taak is niet voor jou.", "This task is not for you.");
        return task;
    }

    async Task<RefusedException> TooLateAsync(CrmDbContext db, UserTask task, CancellationToken cancellationToken)
    {
        var first = await db.Users.Where(user => user.Id == task.CompletedById).Select(user => user.Name).SingleOrDefaultAsync(cancellationToken);
        var chosen = task.Outcomes.Find(outcome => outcome.Name == task.Outcome)?.Label;
        var when = Formats.When(task.CompletedAt!.Value, clock);
        return RefusedException.Conflict(
            $"{first ?? "Iemand"} was je voor: '{chosen?.Nl}', {when}.", $"{first ?? "Somebody"} was first: '{chosen?.En}', {when}.");
    }

    static Task<bool> HasRoleAsync(CrmDbContext db, Guid userId, string role, CancellationToken cancellationToken) =>
        db.UserRoles.Where(link => link.UserId == userId).Join(db.Roles, link => link.RoleId, r => r.Id, (_, r) => r.Name).AnyAsync(name => name == role, cancellationToken);

    DossierItem ItemOf(UserTask task, TaskOutcome outcome, Actor actor) => Dossier.Item(
        DossierKind.TaskCompleted, actor, clock,
        new(task.RelationId, task.ForecastId, task.SubjectKind == "quote" ? task.SubjectId : null, SubmissionId: task.SubjectKind == "submission" ? task.SubjectId : null),
        new()
        {
            [Detail.Task] = task.Title.Nl,
            ["taskEn"] = task.Title.En,
            [Detail.TaskId] = Detail.Of(task.Id),
            [Detail.Outcome] = outcome.Label.Nl,
            ["outcomeEn"] = outcome.Label.En,
        },
        System.Net.WebUtility.HtmlEncode(task.Reaction));
}
