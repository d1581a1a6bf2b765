using Crm.Data;

namespace Crm.Campaigns;

/// <summary>The actions of a campaign as pages show them.</summary>
public static class ActionRows
{
    /// <summary>In the order of their day.</summary>
    public static async Task<IReadOnlyList<ActionRow>> OfAsync(CrmDbContext db, Guid campaignId, CancellationToken cancellationToken)
    {
        var actions = await db.CampaignActions.AsNoTracking().Where(a => a.CampaignId == campaignId).OrderBy(a => a.PlannedOn).ThenBy(a => a.Id).ToListAsync(cancellationToken);
        var ids = actions.ConvertAll(action => action.Id);
        var selections = (await db.CampaignSelections.Where(s => ids.Contains(s.ActionId)).OrderBy(s => s.Id).Select(s => new { s.ActionId, Row = new SelectionRow(s.Id, s.Kind, s.Name) }).ToListAsync(cancellationToken))
            .ToLookup(selection => selection.ActionId, selection => selection.Row);
        var counts = (await db.CampaignMembers.Where(m => m.CampaignId == campaignId).GroupBy(m => new { m.ActionId, m.State })
            .Select(group => new { group.Key.ActionId, group.Key.State, Count = group.Count(), Unsubscribed = group.Count(m => m.UnsubscribedAt != null) }).ToListAsync(cancellationToken))
            .ToLookup(count => count.ActionId);
        return actions.ConvertAll(action => Row(action, [.. selections[action.Id]], new(
            Count(action, MemberState.Waiting), Count(action, MemberState.Reached), Count(action, MemberState.LeftOut), Count(action, MemberState.Detached), Count(action, MemberState.Failed),
            counts[action.Id].Sum(count => count.Unsubscribed))));

        int Count(CampaignAction action, MemberState state) => counts[action.Id].Where(count => count.State == state).Sum(count => count.Count);
    }

    public static MemberRow ToRow(this CampaignMember member, string action, string relation, DateTime? bouncedAt) => new(
        member.Id, member.ActionId, action, member.ContactId, member.RelationId, member.Name, relation, member.Address, member.State, member.LeftOut,
        member.LeftOut is { } why ? CampaignWords.Of(why) : member.Fault, member.ReachedAt, member.MailId, member.WorkflowInstanceId, member.UnsubscribedAt, bouncedAt);

    static ActionRow Row(CampaignAction action, IReadOnlyList<SelectionRow> selections, Progress progress) => new()
    {
        Id = action.Id,
        Kind = action.Kind,
        Name = action.Name,
        Yield = action.Yield,
        DefinitionId = action.DefinitionId,
        AssigneeId = action.AssigneeId,
        PlannedOn = action.PlannedOn,
        UnitCost = action.UnitCost,
        Subject = action.Subject,
        Text = action.Text,
        PerMinute = action.PerMinute,
        State = action.State,
        StartedAt = action.StartedAt,
        Progress = progress,
        Selections = selections,
    };
}
