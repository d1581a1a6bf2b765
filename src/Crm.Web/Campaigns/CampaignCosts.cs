using Crm.Data;

namespace Crm.Campaigns;

/// <summary>What a campaign cost so far.</summary>
/// <param name="Fixed">Known beforehand and without an invoice yet.</param>
/// <param name="PerContact">Per action its cost per contact times who was reached, for actions without an invoice.</param>
/// <param name="Invoices">What was really charged.</param>
public sealed record CostTotal(decimal Fixed, decimal PerContact, decimal Invoices)
{
    public static readonly CostTotal None = new(0, 0, 0);

    public decimal Total => Fixed + PerContact + Invoices;
}

/// <summary>Adds up costs, each once: an invoice takes the place of the estimate that it is for.</summary>
public static class CampaignCosts
{
    public static async Task<IReadOnlyDictionary<Guid, CostTotal>> OfAsync(CrmDbContext db, IReadOnlyCollection<Guid> campaignIds, CancellationToken cancellationToken)
    {
        var booked = await db.CampaignCosts.AsNoTracking().Where(cost => campaignIds.Contains(cost.CampaignId)).ToListAsync(cancellationToken);
        var actions = await db.CampaignActions.Where(action => campaignIds.Contains(action.CampaignId))
            .Select(action => new { action.Id, action.CampaignId, action.UnitCost, Reached = db.CampaignMembers.Count(m => m.ActionId == action.Id && m.State == MemberState.Reached) })
            .ToListAsync(cancellationToken);
        var settled = booked.Where(cost => cost.SettlesId is not null).Select(cost => cost.SettlesId!.Value).ToHashSet();
        return campaignIds.ToDictionary(id => id, id => new CostTotal(
            booked.Where(cost => cost.CampaignId == id && cost.Kind == CostKind.Fixed && !settled.Contains(cost.Id)).Sum(cost => cost.Amount),
            actions.Where(action => action.CampaignId == id && !settled.Contains(action.Id)).Sum(action => action.UnitCost * action.Reached),
            booked.Where(cost => cost.CampaignId == id && cost.Kind == CostKind.Invoice).Sum(cost => cost.Amount)));
    }
}
