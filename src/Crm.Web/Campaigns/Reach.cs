using Crm.Data;
using Crm.Dossiers;
using Crm.Engine;
using Crm.Engine.Definitions;
using Crm.Mail;
using Crm.Users;

namespace Crm.Campaigns;

/// <summary>Does for one person what the action does: the mail, and the dossier item, task or workflow.</summary>
public sealed class Reach(TargetGroups groups, WorkflowRuntime runtime, Mailbox mailbox, CrmSettings settings, TimeProvider clock)
{
    /// <summary>The shipped workflow that asks an employee to approach one contact.</summary>
    public const string TaskDefinition = "campaign-task";

    public static string? DefinitionOf(CampaignAction action) => action.Yield switch
    {
        ActionYield.Task => TaskDefinition,
        ActionYield.Workflow => action.DefinitionId,
        _ => null,
    };

    public async Task AllAsync(CrmDbContext db, Campaign campaign, CampaignAction action, IReadOnlyList<CampaignMember> members, CancellationToken cancellationToken)
    {
        var present = (await groups.LookUpAsync(db, action.Kind, [.. members.Select(member => member.ContactId!.Value)], cancellationToken)).ToDictionary(candidate => candidate.ContactId!.Value);
        var merged = action.Kind == ActionKind.Mail ? await MergeFields.ReadAsync(db, campaign, members, cancellationToken) : [];
        var responsible = await ResponsibleAsync(db, members, cancellationToken);
        var actor = new Actor(action.StartedById, campaign.Name, Door.System, []);
        foreach (var member in members)
        {
            // Somebody may have been blocked, or have objected, since the group was frozen.
            if (!present.TryGetValue(member.ContactId!.Value, out var now) || now.LeftOut is not null)
            {
                member.LeaveOut(now?.LeftOut ?? LeftOut.Unknown);
                continue;
            }
            if (action.Kind == ActionKind.Mail)
                member.MailId = await mailbox.QueueAsync(merged[member.Id].ToLetter(action, member, settings), cancellationToken);
            await LeaveAsync(db, campaign, action, member, responsible[member.RelationId!.Value], actor, cancellationToken);
        }
    }

    async Task LeaveAsync(CrmDbContext db, Campaign campaign, CampaignAction action, CampaignMember member, Guid? responsible, Actor actor, CancellationToken cancellationToken)
    {
        member.Reach(clock.UtcNow());
        db.Dossier.Add(Dossier.Item(DossierKind.CampaignReached, actor, clock, new(member.RelationId), new()
        {
            [Detail.Name] = campaign.Name,
            [Detail.Subject] = action.Name,
            [Detail.Person] = member.Name,
            [Detail.Icon] = CampaignWords.Icon(action.Kind),
        }));
        if (DefinitionOf(action) is not { } definition)
            return;
        try
        {
            member.WorkflowInstanceId = (await runtime.StartAsync(Request(definition, campaign, action, member, action.AssigneeId ?? responsible ?? campaign.ResponsibleId), cancellationToken))?.Id;
        }
        catch (DefinitionException missing)
        {
            member.Fail(missing.Message);
        }
    }

    static StartWorkflow Request(string definition, Campaign campaign, CampaignAction action, CampaignMember member, Guid employee) => new(definition)
    {
        CorrelationId = member.Id.ToString("D"),
        Name = $"{action.Name} · {member.Name}",
        Input = new Dictionary<string, object?>
        {
            ["CampaignId"] = campaign.Id.ToString("D"),
            ["CampaignName"] = campaign.Name,
            ["ActionId"] = action.Id.ToString("D"),
            ["ActionName"] = action.Name,
            ["ContactId"] = member.ContactId?.ToString("D"),
            ["ContactName"] = member.Name,
            ["ContactAddress"] = member.Address,
            ["RelationId"] = member.RelationId?.ToString("D"),
            ["EmployeeId"] = employee.ToString("D"),
        },
    };

    static async Task<Dictionary<Guid, Guid?>> ResponsibleAsync(CrmDbContext db, IReadOnlyList<CampaignMember> members, CancellationToken cancellationToken)
    {
        var ids = members.Select(member => member.RelationId!.Value).Distinct().ToList();
        return await db.Relations.Where(r => ids.Contains(r.Id))
            .Select(r => new { r.Id, Who = db.Users.Where(user => user.Id == r.ResponsibleId && user.IsActive).Select(user => (Guid?)user.Id).FirstOrDefault() })
            .ToDictionaryAsync(row => row.Id, row => row.Who, cancellationToken);
    }
}
