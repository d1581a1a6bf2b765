using System.Security.Claims;
using Crm.Data;
using Crm.Users;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Crm.Tasks;

/// <summary>My tasks for programs: list, read, answer, hand over, take.</summary>
public static class TasksApi
{
    public sealed record Answer(string? Outcome, string? Reaction);

    public sealed record HandOver(Guid ToUserId);

    public sealed record Item(
        Guid Id, string Title, string Subject, string SubjectKind, Guid? SubjectId, Guid? RelationId, Guid? ForecastId, string Process, string SentBy,
        DateTime? DueAt, Guid? AssigneeId, string? Role, string Status, IReadOnlyList<TaskOutcome> Outcomes, string? Outcome, string Reaction, string? CompletedBy, DateTime? CompletedAt);

    public static void MapTasks(this IEndpointRouteBuilder app)
    {
        var tasks = app.MapGroup("/api/tasks").WithTags("Tasks").RequireAuthorization();
        tasks.MapGet("/", (bool? team, ClaimsPrincipal user, TaskQueries queries, CancellationToken cancellationToken) =>
            queries.ListAsync(user.AsActor(Door.Api), team == true, cancellationToken));
        tasks.MapGet("/{id:guid}", FindAsync);
        tasks.MapPost("/{id:guid}/complete", CompleteAsync);
        tasks.MapPost("/{id:guid}/delegate", DelegateAsync);
        tasks.MapPost("/{id:guid}/claim", ClaimAsync);
    }

    static async Task<Ok<Item>> FindAsync(Guid id, ClaimsPrincipal user, TaskQueries queries, CancellationToken cancellationToken) =>
        await queries.FindAsync(id, user.AsActor(Door.Api), cancellationToken) is { } whole
            ? TypedResults.Ok(ItemOf(whole))
            : throw RefusedException.NotFound("Deze taak bestaat niet.", "This task does not exist.");

    static async Task<NoContent> CompleteAsync(Guid id, Answer answer, ClaimsPrincipal user, TaskDesk desk, CancellationToken cancellationToken)
    {
        await desk.CompleteAsync(id, answer.Outcome, answer.Reaction, user.AsActor(Door.Api), cancellationToken);
        return TypedResults.NoContent();
    }

    static async Task<NoContent> DelegateAsync(Guid id, HandOver handOver, ClaimsPrincipal user, TaskDesk desk, CancellationToken cancellationToken)
    {
        await desk.DelegateAsync(id, handOver.ToUserId, user.AsActor(Door.Api), cancellationToken);
        return TypedResults.NoContent();
    }

    static async Task<NoContent> ClaimAsync(Guid id, ClaimsPrincipal user, TaskDesk desk, CancellationToken cancellationToken)
    {
        await desk.ClaimAsync(id, user.AsActor(Door.Api), cancellationToken);
        return TypedResults.NoContent();
    }

    static Item ItemOf(TaskQueries.Whole whole)
    {
        var task = whole.Task;
        return new(task.Id, task.Title.ToString(), task.SubjectText, task.SubjectKind, task.SubjectId, task.RelationId, task.ForecastId, task.ProcessName, task.SentBy,
            task.DueAt, task.AssigneeId, task.RoleName, task.Status.ToString(), task.Outcomes, task.Outcome, task.Reaction, whole.CompletedByName, task.CompletedAt);
    }
}
