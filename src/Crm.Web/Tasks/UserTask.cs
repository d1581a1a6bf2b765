using Crm.Data;
using Crm.Users;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Crm.Tasks;

public enum UserTaskStatus { Open, Completed, Cancelled }

/// <summary>Work that a workflow asks of a person, with the outcomes it can go on with.</summary>
public sealed class UserTask : IVersioned
{
    public const int MaxReaction = 4_000;

    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required LocalText Title { get; init; }
    /// <summary>What exactly is asked, for the reader of the task; may be empty.</summary>
    public LocalText Instruction { get; init; } = new("", "");
    /// <summary>Which evidence the task page shows: "submission", "quote", "contact-moment", "project" or "".</summary>
    public string SubjectKind { get; init; } = "";
    public Guid? SubjectId { get; init; }
    /// <summary>"OF-2026-0418 · Kaasmakerij Het Anker B.V."</summary>
    public string SubjectText { get; init; } = "";
    public Guid? RelationId { get; init; }
    public Guid? ForecastId { get; init; }
    public Guid? AssigneeId { get; set; }
    /// <summary>Everyone with this role may do it when nobody is named.</summary>
    public string? RoleName { get; set; }
    /// <summary>Who may not do it all the same: who made what is to be judged, or has judged it already.</summary>
    public List<Guid> NotForIds { get; init; } = [];
    public DateTime? DueAt { get; set; }
    public List<TaskOutcome> Outcomes { get; init; } = [];
    public UserTaskStatus Status { get; set; }
    public string? Outcome { get; set; }
    public string Reaction { get; set; } = "";
    public Guid? CompletedById { get; set; }
    public DateTime? CompletedAt { get; set; }
    public required DateTime CreatedAt { get; init; }
    public string SentBy { get; init; } = "";
    public required string ProcessName { get; init; }
    public required string WorkflowInstanceId { get; init; }
    public required string ActivityId { get; init; }
    public int Revision { get; set; }

    public bool IsFor(Actor actor) => AssigneeId is { } assignee ? assignee == actor.UserId : RoleName is { } role && actor.Is(role) && !IsNotFor(actor.UserId);

    public bool IsNotFor(Guid? userId) => userId is { } id && NotForIds.Contains(id);

    public void Complete(TaskOutcome outcome, string reaction, Actor actor, DateTime now)
    {
        Status = UserTaskStatus.Completed;
        Outcome = outcome.Name;
        Reaction = reaction;
        CompletedById = actor.UserId;
        CompletedAt = now;
    }

    /// <summary>The chosen way out, or why it cannot be chosen.</summary>
    public TaskOutcome Choose(string? name, string reaction)
    {
        var outcome = Outcomes.Find(o => o.Name == name) ?? throw RefusedException.Invalid("outcome",
            $"Kies uit: {string.Join(", ", Outcomes.Select(o => o.Label.Nl))}.", $"Choose one of: {string.Join(", ", Outcomes.Select(o => o.Name))}.");
        if (outcome.NeedsReaction && reaction.Length == 0)
            throw RefusedException.Invalid("reaction", $"Schrijf een reactie bij '{outcome.Label.Nl}'.", $"Write a reaction with '{outcome.Label.En}'.");
        if (reaction.Length > MaxReaction)
            throw RefusedException.Invalid("reaction", $"Een reactie heeft hooguit {MaxReaction} tekens.", $"A reaction has at most {MaxReaction} characters.");
        return outcome;
    }

    public static void Map(EntityTypeBuilder<UserTask> task)
    {
        task.OwnsOne(t => t.Title);
        task.Navigation(t => t.Title).IsRequired();
        task.OwnsOne(t => t.Instruction);
        task.Navigation(t => t.Instruction).IsRequired();
        task.Property(t => t.Outcomes).HasConversion<JsonColumn<List<TaskOutcome>>>(new JsonComparer<List<TaskOutcome>>());
        task.HasIndex(t => new { t.Status, t.AssigneeId, t.DueAt });
        task.HasIndex(t => new { t.Status, t.RoleName, t.DueAt });
        task.HasIndex(t => t.WorkflowInstanceId);
        task.HasIndex(t => t.ForecastId);
        task.HasIndex(t => t.RelationId);
    }
}
