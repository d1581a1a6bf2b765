using Crm.Users;

namespace Crm.Campaigns;

/// <summary>Who may make and run campaigns; everyone inside may read them.</summary>
public static class CampaignRoles
{
    public static readonly string[] Writers = [Roles.Sales, Roles.Reviewer, Roles.ProcessOwner];

    public static bool MayWrite(Actor actor) => Writers.Any(actor.Is);
}
