using Crm.Data;

namespace Crm.Campaigns;

/// <summary>Finds the rows that the verbs need, or says clearly what is missing.</summary>
public static class CampaignLookups
{
    public static async Task<Campaign> CampaignToChangeAsync(this CrmDbContext db, Guid id, CancellationToken cancellationToken)
    {
        await db.LockAsync<Campaign>(id, cancellationToken);
        return await db.Campaigns.SingleOrDefaultAsync(campaign => campaign.Id == id, cancellationToken)
            ?? throw RefusedException.NotFound("Deze campagne bestaat niet.", "This campaign does not exist.");
    }

    public static async Task<CampaignAction> CampaignActionToChangeAsync(this CrmDbContext db, Guid id, CancellationToken cancellationToken)
    {
        await db.LockAsync<CampaignAction>(id, cancellationToken);
        return await db.CampaignActions.SingleOrDefaultAsync(action => action.Id == id, cancellationToken)
            ?? throw RefusedException.NotFound("Deze actie bestaat niet.", "This action does not exist.");
    }
}
