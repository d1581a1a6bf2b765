using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Crm.Campaigns;

public enum MemberState { Waiting, Reached, LeftOut, Detached, Failed }

/// <summary>Why somebody of the selection is not approached.</summary>
public enum LeftOut { Unknown, Blocked, Twice, NoAddress, NoConsent, Withdrawn, Objected, Suppressed, NonMailing, Bounces }

/// <summary>Somebody in the target group of an action, as it was when the action started.</summary>
public sealed class CampaignMember
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid CampaignId { get; init; }
    public required Guid ActionId { get; init; }
    /// <summary>Null for a line of an import that nobody answers to.</summary>
    public Guid? ContactId { get; init; }
    public Guid? RelationId { get; init; }
    public required string Name { get; init; }
    /// <summary>The e-mail address or phone number then.</summary>
    public string Address { get; init; } = "";
    public MemberState State { get; set; }
    public LeftOut? LeftOut { get; set; }
    /// <summary>What went wrong, as it was said.</summary>
    public string Fault { get; set; } = "";
    public DateTime? ReachedAt { get; set; }
    public Guid? MailId { get; set; }
    public string? WorkflowInstanceId { get; set; }
    /// <summary>The unguessable part of the link with which this person unsubscribes.</summary>
    public string? Token { get; set; }
    public DateTime? UnsubscribedAt { get; set; }

    public void Reach(DateTime at) => (State, ReachedAt) = (MemberState.Reached, at);

    public void LeaveOut(LeftOut why) => (State, LeftOut) = (MemberState.LeftOut, why);

    public void Fail(string fault) => (State, Fault) = (MemberState.Failed, fault);

    public static void Map(EntityTypeBuilder<CampaignMember> member)
    {
        member.Property(m => m.Name).HasMaxLength(200);
        member.Property(m => m.Address).HasMaxLength(254);
        member.Property(m => m.Token).HasMaxLength(40);
        // Once per action, whatever the selections hold.
        member.HasIndex(m => new { m.ActionId, m.ContactId }).IsUnique();
        member.HasIndex(m => new { m.ActionId, m.State, m.Id });
        member.HasIndex(m => new { m.CampaignId, m.State, m.RelationId });
        member.HasIndex(m => new { m.RelationId, m.State, m.ReachedAt });
        member.HasIndex(m => m.ContactId);
        member.HasIndex(m => m.Token).IsUnique();
    }
}
