using Crm.Data;
using Crm.Mail;

namespace Crm.Campaigns;

/// <summary>
/// Approaches the people of an action a few at a time, at the pace that was set. A turn is one transaction: who was reached, their
/// mails and the request for the next turn commit together, so a server that dies in between repeats nothing and skips nobody.
/// </summary>
public sealed class ActionRunner(CrmDatabase database, Outbox outbox, Reach reach) : IOutboxDeliverer
{
    public const string OutboxKind = "campaign-turn";

    public sealed record Asked(Guid ActionId, int Turn);

    public string Kind => OutboxKind;

    public Task DeliverAsync(OutboxMessage message, CancellationToken cancellationToken) => TakeTurnAsync(message.Read<Asked>(), cancellationToken);

    public Task AskTurnAsync(CampaignAction action, TimeSpan after, CancellationToken cancellationToken) =>
        outbox.AddAsync(OutboxKind, $"campaign-{action.Id}-{action.Turn}", new Asked(action.Id, action.Turn), cancellationToken, after);

    Task TakeTurnAsync(Asked asked, CancellationToken cancellationToken) => database.WriteAsync(async db =>
    {
        await db.LockAsync<CampaignAction>(asked.ActionId, cancellationToken);
        var action = await db.CampaignActions.SingleOrDefaultAsync(a => a.Id == asked.ActionId, cancellationToken);
        // A server that died after the commit, before the outbox heard of it, comes here a second time.
        if (action is not { State: ActionState.Running } || action.Turn != asked.Turn)
            return;
        var campaign = await db.Campaigns.SingleAsync(c => c.Id == action.CampaignId, cancellationToken);
        var members = await db.CampaignMembers.Where(m => m.ActionId == action.Id && m.State == MemberState.Waiting).OrderBy(m => m.Id).Take(action.PerTurn + 1).ToListAsync(cancellationToken);
        await reach.AllAsync(db, campaign, action, [.. members.Take(action.PerTurn)], cancellationToken);
        var isLast = members.Count <= action.PerTurn;
        action.EndTurn(isLast);
        if (!isLast)
            await AskTurnAsync(action, action.BetweenTurns, cancellationToken);
    }, cancellationToken);
}
