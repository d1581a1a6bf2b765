using Crm.Data;
using Crm.Permissions;
using Crm.Users;

namespace Crm.Campaigns;

/// <summary>What the link in a campaign mail leads to.</summary>
/// <param name="Address">Shown shortened, so that a forwarded mail gives nothing away.</param>
public sealed record UnsubscribeLink(Guid MemberId, Guid ContactId, Guid? RelationId, string Address, string Campaign, string Language, bool IsDone);

/// <summary>Somebody does not want campaign mail any more: one click, without an account.</summary>
public sealed class Unsubscribing(CrmDatabase database, PermissionDesk permissions, TimeProvider clock)
{
    public Task<UnsubscribeLink?> FindAsync(string token, CancellationToken cancellationToken = default) => database.ReadAsync(db => LinkAsync(db, token, cancellationToken), cancellationToken);

    /// <summary>Asked twice it is said once. False when the link is unknown.</summary>
    public Task<bool> UnsubscribeAsync(string token, CancellationToken cancellationToken = default) => database.WriteAsync(async db =>
    {
        if (await LinkAsync(db, token, cancellationToken) is not { } link)
            return false;
        if (link.IsDone)
            return true;
        var member = await db.CampaignMembers.SingleAsync(m => m.Id == link.MemberId, cancellationToken);
        member.UnsubscribedAt = clock.UtcNow();
        var source = $"Afmeldlink in campagne {link.Campaign}";
        await permissions.RecordAsync(link.ContactId, new(ConsentAct.Objected, [ContactChannel.Mail], source), new Actor(null, member.Name, Door.Portal, []), cancellationToken);
        return true;
    }, cancellationToken);

    static async Task<UnsubscribeLink?> LinkAsync(CrmDbContext db, string token, CancellationToken cancellationToken)
    {
        if (token.Length is 0 or > 40)
            return null;
        return await db.CampaignMembers.Where(m => m.Token == token).Select(m => new UnsubscribeLink(
            m.Id, m.ContactId!.Value, m.RelationId, m.Address, db.Campaigns.Where(c => c.Id == m.CampaignId).Select(c => c.Name).First(),
            db.Relations.Where(r => r.Id == m.RelationId).Select(r => r.Language).FirstOrDefault() ?? "nl", m.UnsubscribedAt != null)).SingleOrDefaultAsync(cancellationToken);
    }
}
