using System.Buffers.Text;
using System.Security.Cryptography;
using Crm.CustomFields;
using Crm.Data;
using Crm.Dossiers;
using Crm.Users;
using Crm.Views;

namespace Crm.Campaigns;

/// <summary>Prepares the actions of a campaign, starts them, and holds them up.</summary>
public sealed class ActionDesk(CrmDatabase database, TargetGroups groups, ActionRunner runner, TimeProvider clock)
{
    const int TokenBytes = 16;

    public Task<Guid> AddAsync(Guid campaignId, ActionEntry entry, CancellationToken cancellationToken = default) => database.WriteAsync(async db =>
    {
        await db.CampaignToChangeAsync(campaignId, cancellationToken);
        (await FaultsAsync(db, entry, cancellationToken)).RefuseIfAny();
        var action = new CampaignAction { CampaignId = campaignId, Kind = entry.Kind, Name = "", PlannedOn = entry.PlannedOn!.Value };
        entry.Fill(action);
        db.CampaignActions.Add(action);
        return action.Id;
    }, cancellationToken);

    public Task EditAsync(Guid actionId, ActionEntry entry, CancellationToken cancellationToken = default) => database.WriteAsync(async db =>
    {
        var action = await DraftAsync(db, actionId, cancellationToken);
        var asKept = entry with { Kind = action.Kind };
        (await FaultsAsync(db, asKept, cancellationToken)).RefuseIfAny();
        asKept.Fill(action);
    }, cancellationToken);

    /// <summary>Only what never started.</summary>
    public Task RemoveAsync(Guid actionId, CancellationToken cancellationToken = default) => database.WriteAsync(async db =>
    {
        db.CampaignActions.Remove(await DraftAsync(db, actionId, cancellationToken));
        await db.CampaignSelections.Where(s => s.ActionId == actionId).ExecuteDeleteAsync(cancellationToken);
        foreach (var invoice in await db.CampaignCosts.Where(cost => cost.SettlesId == actionId).ToListAsync(cancellationToken))
            invoice.SettlesId = null;
    }, cancellationToken);

    public Task<Guid> SelectAsync(Guid actionId, SelectionEntry entry, Actor actor, CancellationToken cancellationToken = default) => database.WriteAsync(async db =>
    {
        await DraftAsync(db, actionId, cancellationToken);
        var selection = entry.Kind switch
        {
            SelectionKind.Filter => await FilteredAsync(db, actionId, entry, actor, cancellationToken),
            SelectionKind.Import => Imported(actionId, entry),
            _ => await EarlierAsync(db, actionId, entry, cancellationToken),
        };
        db.CampaignSelections.Add(selection);
        return selection.Id;
    }, cancellationToken);

    public Task DeselectAsync(Guid actionId, Guid selectionId, CancellationToken cancellationToken = default) => database.WriteAsync(async db =>
    {
        await DraftAsync(db, actionId, cancellationToken);
        await db.CampaignSelections.Where(s => s.Id == selectionId && s.ActionId == actionId).ExecuteDeleteAsync(cancellationToken);
    }, cancellationToken);

    /// <summary>Freezes the target group, with whoever is left out and why, and lets the first turn begin.</summary>
    public Task StartAsync(Guid actionId, Actor actor, CancellationToken cancellationToken = default) => database.WriteAsync(async db =>
    {
        var action = await db.CampaignActionToChangeAsync(actionId, cancellationToken);
        var campaign = await db.CampaignToChangeAsync(action.CampaignId, cancellationToken);
        if (campaign.IsArchived)
            throw RefusedException.Conflict("Deze campagne is gearchiveerd.", "This campaign is archived.");
        await RefuseUnpublishedAsync(db, action, cancellationToken);
        var candidates = await groups.CandidatesAsync(db, action, cancellationToken);
        if (candidates.All(candidate => candidate.LeftOut is not null))
            throw RefusedException.Invalid("Selections", "Er is niemand om te benaderen: kies een ruimere doelgroep.", "There is nobody to approach: choose a wider target group.");
        action.Start(actor.UserId, clock.UtcNow());
        db.CampaignMembers.AddRange(candidates.Select(candidate => Member(action, candidate)));
        db.Dossier.Add(Dossier.Item(DossierKind.CampaignActionStarted, actor, clock, new(CampaignId: campaign.Id), new()
        {
            [Detail.Name] = action.Name,
            [Detail.Number] = $"{candidates.Count(candidate => candidate.LeftOut is null)}",
        }));
        await runner.AskTurnAsync(action, TimeSpan.Zero, cancellationToken);
    }, cancellationToken);

    public Task PauseAsync(Guid actionId, CancellationToken cancellationToken = default) => database.WriteAsync(async db =>
        (await db.CampaignActionToChangeAsync(actionId, cancellationToken)).Pause(), cancellationToken);

    public Task ResumeAsync(Guid actionId, CancellationToken cancellationToken = default) => database.WriteAsync(async db =>
    {
        var action = await db.CampaignActionToChangeAsync(actionId, cancellationToken);
        action.Resume();
        await runner.AskTurnAsync(action, TimeSpan.Zero, cancellationToken);
    }, cancellationToken);

    /// <summary>Takes somebody out of the target group. Who was reached before stays known, and counts no more for the return.</summary>
    public Task DetachAsync(Guid actionId, Guid memberId, CancellationToken cancellationToken = default) => database.WriteAsync(async db =>
    {
        var member = await MemberAsync(db, actionId, memberId, cancellationToken);
        if (member.State is not (MemberState.Waiting or MemberState.Reached or MemberState.Failed))
            throw RefusedException.Conflict("Deze persoon hoort al niet (meer) bij de doelgroep.", "This person is not in the target group (any more).");
        member.State = MemberState.Detached;
    }, cancellationToken);

    /// <summary>Undoes that.</summary>
    public Task AttachAsync(Guid actionId, Guid memberId, CancellationToken cancellationToken = default) => database.WriteAsync(async db =>
    {
        var member = await MemberAsync(db, actionId, memberId, cancellationToken);
        if (member.State != MemberState.Detached)
            throw RefusedException.Conflict("Deze persoon is niet ontkoppeld.", "This person was not detached.");
        member.State = member.ReachedAt is null ? MemberState.Waiting : MemberState.Reached;
        await GoOnAsync(db, actionId, member, cancellationToken);
    }, cancellationToken);

    /// <summary>Somebody joins an action that was started: what a workflow asks for. Who is in it already stays as they are.</summary>
    public Task JoinAsync(Guid actionId, Guid contactId, CancellationToken cancellationToken = default) => database.WriteAsync(async db =>
    {
        var action = await db.CampaignActionToChangeAsync(actionId, cancellationToken);
        if (action.IsDraft)
            throw RefusedException.Conflict("Start de actie eerst; daarna kan er iemand bij.", "Start the action first; then somebody can join.");
        if (await db.CampaignMembers.AnyAsync(m => m.ActionId == actionId && m.ContactId == contactId, cancellationToken))
            return;
        var found = await groups.LookUpAsync(db, action.Kind, [contactId], cancellationToken);
        if (found is not [var candidate])
            throw RefusedException.Invalid("ContactId", "Kies een contactpersoon.", "Choose a contact person.");
        var member = Member(action, candidate);
        db.CampaignMembers.Add(member);
        await GoOnAsync(db, actionId, member, cancellationToken);
    }, cancellationToken);

    async Task GoOnAsync(CrmDbContext db, Guid actionId, CampaignMember member, CancellationToken cancellationToken)
    {
        var action = await db.CampaignActionToChangeAsync(actionId, cancellationToken);
        if (member.State != MemberState.Waiting || action.State != ActionState.Done)
            return;
        action.Reopen();
        await runner.AskTurnAsync(action, TimeSpan.Zero, cancellationToken);
    }

    static CampaignMember Member(CampaignAction action, Candidate candidate) => new()
    {
        CampaignId = action.CampaignId,
        ActionId = action.Id,
        ContactId = candidate.ContactId,
        RelationId = candidate.RelationId,
        Name = candidate.Name.Length <= 200 ? candidate.Name : candidate.Name[..200],
        Address = candidate.Address.Length <= 254 ? candidate.Address : candidate.Address[..254],
        State = candidate.LeftOut is null ? MemberState.Waiting : MemberState.LeftOut,
        LeftOut = candidate.LeftOut,
        Token = action.Kind == ActionKind.Mail && candidate.LeftOut is null ? Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(TokenBytes)) : null,
    };

    static async Task<CampaignAction> DraftAsync(CrmDbContext db, Guid actionId, CancellationToken cancellationToken)
    {
        var action = await db.CampaignActionToChangeAsync(actionId, cancellationToken);
        action.RefuseUnlessDraft();
        return action;
    }

    static async Task<CampaignMember> MemberAsync(CrmDbContext db, Guid actionId, Guid memberId, CancellationToken cancellationToken)
    {
        await db.CampaignActionToChangeAsync(actionId, cancellationToken);
        return await db.CampaignMembers.SingleOrDefaultAsync(m => m.Id == memberId && m.ActionId == actionId, cancellationToken)
            ?? throw RefusedException.NotFound("Deze persoon hoort niet bij deze actie.", "This person is not part of this action.");
    }

    static async Task<List<Fault>> FaultsAsync(CrmDbContext db, ActionEntry entry, CancellationToken cancellationToken)
    {
        var faults = entry.Faults().ToList();
        if (faults.Count == 0 && entry.Kind == ActionKind.Mail)
            faults.AddRange(CampaignText.Faults(entry, MergeFields.SampleWith(await CustomFieldSet.ReadAsync(db, cancellationToken))));
        if (entry.AssigneeId is { } assignee && !await db.Users.AnyAsync(user => user.Id == assignee && user.IsActive, cancellationToken))
            faults.Add(new(nameof(entry.AssigneeId), "Kies een medewerker die nog in dienst is.", "Choose an employee who still works here."));
        return faults;
    }

    static async Task RefuseUnpublishedAsync(CrmDbContext db, CampaignAction action, CancellationToken cancellationToken)
    {
        if (Reach.DefinitionOf(action) is { } definition && !await db.WorkflowDefinitions.AnyAsync(d => d.DefinitionId == definition && d.IsPublished, cancellationToken))
            throw RefusedException.Invalid("DefinitionId", $"Het proces “{definition}” is niet in gebruik genomen.", $"The process “{definition}” has not been put in use.");
    }

    static async Task<CampaignSelection> FilteredAsync(CrmDbContext db, Guid actionId, SelectionEntry entry, Actor actor, CancellationToken cancellationToken)
    {
        var saved = entry.ViewId is not { } viewId ? null : await db.SavedViews.SingleOrDefaultAsync(v => v.Id == viewId && v.Place == ViewPlace.TargetGroups
            && (v.Audience != ViewAudience.Mine || v.OwnerId == actor.UserId), cancellationToken)
            ?? throw RefusedException.Invalid(nameof(entry.ViewId), "Kies een bewaard filter.", "Choose a saved filter.");
        var query = saved?.Query ?? entry.Query ?? "";
        // Refuses what cannot be read.
        _ = TargetFilter.Parse(query);
        var name = saved?.Name ?? (entry.Name ?? "").Trim();
        return new() { ActionId = actionId, Kind = SelectionKind.Filter, Name = name, Query = query };
    }

    static CampaignSelection Imported(Guid actionId, SelectionEntry entry)
    {
        var entries = (entry.Entries ?? "").Split([' ', '\t', '\r', '\n', ',', ';'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(one => one.Trim('"')).Where(one => one.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        if (entries.Count is 0 or > CampaignSelection.MostEntries)
            throw RefusedException.Invalid(nameof(entry.Entries), "Plak e-mailadressen of relatienummers, hooguit 100.000.", "Paste e-mail addresses or relation numbers, at most 100,000.");
        return new() { ActionId = actionId, Kind = SelectionKind.Import, Name = (entry.Name ?? "").Trim(), Entries = entries };
    }

    static async Task<CampaignSelection> EarlierAsync(CrmDbContext db, Guid actionId, SelectionEntry entry, CancellationToken cancellationToken)
    {
        var earlier = await db.CampaignActions.SingleOrDefaultAsync(a => a.Id == entry.FromActionId && a.Id != actionId && a.State != ActionState.Draft, cancellationToken)
            ?? throw RefusedException.Invalid(nameof(entry.FromActionId), "Kies een actie die al gestart is.", "Choose an action that was started.");
        return new() { ActionId = actionId, Kind = SelectionKind.EarlierAction, Name = earlier.Name, FromActionId = earlier.Id };
    }
}
