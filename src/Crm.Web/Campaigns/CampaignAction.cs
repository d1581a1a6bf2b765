using Crm.Data;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Crm.Campaigns;

/// <summary>How people are approached; decides which permission is needed.</summary>
public enum ActionKind { Letter, Mail, Call, Event }

/// <summary>What an action leaves per contact.</summary>
public enum ActionYield { DossierItem, Task, Workflow }

public enum ActionState { Draft, Running, Paused, Done }

/// <summary>One thing that a campaign does for each contact of a target group.</summary>
public sealed class CampaignAction : IVersioned
{
    public const int NameLength = 100;
    public const int TextLength = 8000;
    public const int SlowestPerMinute = 1;
    public const int FastestPerMinute = 6000;

    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid CampaignId { get; init; }
    public required ActionKind Kind { get; init; }
    public required string Name { get; set; }
    public ActionYield Yield { get; set; }
    /// <summary>The workflow that starts per contact.</summary>
    public string? DefinitionId { get; set; }
    /// <summary>Whose work it is; nobody: the one responsible for the relation.</summary>
    public Guid? AssigneeId { get; set; }
    public required DateOnly PlannedOn { get; set; }
    /// <summary>What one contact costs: a stamp, a lunch, a call.</summary>
    public decimal UnitCost { get; set; }
    /// <summary>Of the mail, a template; in English empty: the Dutch one.</summary>
    public LocalText Subject { get; set; } = new("", "");
    public LocalText Text { get; set; } = new("", "");
    public int PerMinute { get; set; } = 120;
    public ActionState State { get; private set; }
    public DateTime? StartedAt { get; private set; }
    public Guid? StartedById { get; private set; }
    /// <summary>The turn that may be taken next. What asks for another one came too late or was there already.</summary>
    public int Turn { get; private set; }
    public int Revision { get; set; }

    public int PerTurn => Math.Max(1, PerMinute / 60);

    public TimeSpan BetweenTurns => TimeSpan.FromSeconds(60.0 * PerTurn / PerMinute);

    public bool IsDraft => State == ActionState.Draft;

    public void Start(Guid? by, DateTime now)
    {
        if (!IsDraft)
            throw RefusedException.Conflict("Deze actie is al gestart.", "This action was started already.");
        (State, StartedAt, StartedById) = (ActionState.Running, now, by);
    }

    public void Pause()
    {
        if (State != ActionState.Running)
            throw RefusedException.Conflict("Deze actie loopt niet.", "This action is not running.");
        State = ActionState.Paused;
    }

    /// <summary>A turn that was asked for before the pause counts no more.</summary>
    public void Resume()
    {
        if (State != ActionState.Paused)
            throw RefusedException.Conflict("Deze actie is niet gepauzeerd.", "This action is not paused.");
        (State, Turn) = (ActionState.Running, Turn + 1);
    }

    public void EndTurn(bool isLast)
    {
        Turn++;
        if (isLast)
            State = ActionState.Done;
    }

    /// <summary>Somebody joined after all.</summary>
    public void Reopen() => State = State == ActionState.Done ? ActionState.Running : State;

    public void RefuseUnlessDraft()
    {
        if (!IsDraft)
            throw RefusedException.Conflict("Deze actie is gestart; haar doelgroep en tekst staan vast.", "This action was started; its target group and text are fixed.");
    }

    public static void Map(EntityTypeBuilder<CampaignAction> action)
    {
        action.Property(a => a.Name).HasMaxLength(NameLength);
        action.OwnsOne(a => a.Subject);
        action.Navigation(a => a.Subject).IsRequired();
        action.OwnsOne(a => a.Text);
        action.Navigation(a => a.Text).IsRequired();
        action.HasIndex(a => a.CampaignId);
    }
}
