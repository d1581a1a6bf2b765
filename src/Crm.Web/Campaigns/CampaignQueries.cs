using System.Globalization;
using Crm.Data;
using Crm.Forecasts;
using Crm.Workflows;

namespace Crm.Campaigns;

/// <summary>Reads campaigns, their people, their costs and their return.</summary>
public sealed class CampaignQueries(CrmDatabase database, TargetGroups groups, TimeProvider clock)
{
    public const int PageSize = 50;

    /// <summary>Latest start first.</summary>
    public Task<CampaignList> ListAsync(string? search, CampaignPhase? phase, bool archived, string? after, int take = PageSize, CancellationToken cancellationToken = default) => database.ReadAsync(async db =>
    {
        var campaigns = Found(db.Campaigns.Where(c => c.IsArchived == archived), search, phase);
        var count = await campaigns.CountAsync(cancellationToken);
        var rows = await After(campaigns, after).OrderByDescending(c => c.StartDate).ThenByDescending(c => c.Id).Take(take + 1).Select(c => new
        {
            Campaign = c,
            Type = db.ForecastOptions.Where(o => o.Id == c.TypeId).Select(o => new LocalText(o.Name.Nl, o.Name.En)).FirstOrDefault(),
            Responsible = db.Users.Where(user => user.Id == c.ResponsibleId).Select(user => user.Name).First(),
            Reached = db.CampaignMembers.Count(m => m.CampaignId == c.Id && m.State == MemberState.Reached),
        }).ToListAsync(cancellationToken);
        var shown = rows.Take(take).ToList();
        var ids = shown.ConvertAll(row => row.Campaign.Id);
        var costs = await CampaignCosts.OfAsync(db, ids, cancellationToken);
        var credits = (await CampaignReturns.ReadAsync(db, ids, cancellationToken)).SelectMany(forecast => forecast.AmountBy(TouchRule.Last)).ToLookup(credit => credit.Key, credit => credit.Value);
        return new CampaignList(
            shown.ConvertAll(row => new CampaignRow(row.Campaign.Id, row.Campaign.Number, row.Campaign.Name, row.Type?.ToString() ?? "", row.Responsible, row.Campaign.StartDate, row.Campaign.EndDate,
                row.Campaign.PhaseOn(clock.Today()), row.Campaign.IsArchived, row.Campaign.Budget, costs[row.Campaign.Id].Total, row.Campaign.ExpectedRevenue, credits[row.Campaign.Id].Sum(), row.Reached)),
            count, rows.Count > take ? string.Create(CultureInfo.InvariantCulture, $"{shown[^1].Campaign.StartDate:yyyy-MM-dd}_{shown[^1].Campaign.Id:N}") : null);
    }, cancellationToken);

    public Task<CampaignRecord> RecordAsync(Guid id, CancellationToken cancellationToken = default) => database.ReadAsync(async db =>
    {
        var campaign = await db.Campaigns.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, cancellationToken)
            ?? throw RefusedException.NotFound("Deze campagne bestaat niet.", "This campaign does not exist.");
        var open = db.Forecasts.Where(f => f.CampaignId == id && f.Result == ForecastResult.Open);
        var type = await db.ForecastOptions.Where(o => o.Id == campaign.TypeId).Select(o => new LocalText(o.Name.Nl, o.Name.En)).FirstOrDefaultAsync(cancellationToken);
        return new CampaignRecord
        {
            Id = id,
            Number = campaign.Number,
            Name = campaign.Name,
            TypeId = campaign.TypeId,
            Type = type?.ToString() ?? "",
            ResponsibleId = campaign.ResponsibleId,
            Responsible = await db.Users.Where(user => user.Id == campaign.ResponsibleId).Select(user => user.Name).SingleAsync(cancellationToken),
            StartDate = campaign.StartDate,
            EndDate = campaign.EndDate,
            Phase = campaign.PhaseOn(clock.Today()),
            ExpectedRevenue = campaign.ExpectedRevenue,
            Budget = campaign.Budget,
            Goal = campaign.Goal,
            IsArchived = campaign.IsArchived,
            Revision = campaign.Revision,
            Actions = await ActionRows.OfAsync(db, id, cancellationToken),
            Cost = (await CampaignCosts.OfAsync(db, [id], cancellationToken))[id],
            OpenForecasts = await open.CountAsync(cancellationToken),
            OpenAmount = await open.SumAsync(f => f.ExpectedAmount, cancellationToken),
        };
    }, cancellationToken);

    /// <summary>Of a draft who would be approached now; of a started action who was in the frozen group.</summary>
    public Task<TargetGroupRow> TargetGroupAsync(Guid actionId, CancellationToken cancellationToken = default) => database.ReadAsync(async db =>
    {
        var action = await db.CampaignActions.AsNoTracking().SingleOrDefaultAsync(a => a.Id == actionId, cancellationToken)
            ?? throw RefusedException.NotFound("Deze actie bestaat niet.", "This action does not exist.");
        if (action.IsDraft)
        {
            var candidates = await groups.CandidatesAsync(db, action, cancellationToken);
            return Counted(candidates.CountBy(candidate => candidate.LeftOut is { } why ? $"{why}" : ""), [.. candidates.Where(candidate => candidate.LeftOut is null).Take(5).Select(candidate => candidate.Name)]);
        }
        var counts = await db.CampaignMembers.Where(m => m.ActionId == actionId).GroupBy(m => m.LeftOut).Select(group => new { group.Key, Count = group.Count() }).ToListAsync(cancellationToken);
        return Counted(counts.Select(row => KeyValuePair.Create(row.Key is { } why ? $"{why}" : "", row.Count)), []);
    }, cancellationToken);

    public Task<MemberList> MembersAsync(Guid campaignId, Guid? actionId, MemberState? state, Guid? after, int take = PageSize, CancellationToken cancellationToken = default) => database.ReadAsync(async db =>
    {
        var members = db.CampaignMembers.Where(m => m.CampaignId == campaignId);
        if (actionId is not null)
            members = members.Where(m => m.ActionId == actionId);
        if (state is not null)
            members = members.Where(m => m.State == state);
        var rows = await members.Where(m => after == null || m.Id > after).OrderBy(m => m.Id).Take(take + 1).Select(m => new
        {
            Member = m,
            Action = db.CampaignActions.Where(a => a.Id == m.ActionId).Select(a => a.Name).First(),
            Relation = db.Relations.Where(r => r.Id == m.RelationId).Select(r => r.Organisation!.Name).FirstOrDefault(),
            BouncedAt = db.Mails.Where(mail => mail.Id == m.MailId).Select(mail => mail.BouncedAt).FirstOrDefault(),
        }).ToListAsync(cancellationToken);
        var shown = rows.Take(take).Select(row => row.Member.ToRow(row.Action, row.Relation ?? "", row.BouncedAt)).ToList();
        return new MemberList(shown, await members.CountAsync(cancellationToken), rows.Count > take ? shown[^1].Id : null);
    }, cancellationToken);

    /// <summary>Oldest first.</summary>
    public Task<IReadOnlyList<CostRow>> CostsAsync(Guid campaignId, CancellationToken cancellationToken = default) => database.ReadAsync<IReadOnlyList<CostRow>>(async db =>
    {
        var costs = await db.CampaignCosts.AsNoTracking().Where(c => c.CampaignId == campaignId).OrderBy(c => c.Date).ThenBy(c => c.Id).ToListAsync(cancellationToken);
        var names = await db.CampaignActions.Where(a => a.CampaignId == campaignId).ToDictionaryAsync(a => a.Id, a => a.Name, cancellationToken);
        foreach (var cost in costs)
            names[cost.Id] = cost.Description;
        var settled = costs.Select(cost => cost.SettlesId).ToHashSet();
        return [.. costs.Select(c => new CostRow(c.Id, c.Kind, c.Description, c.Amount, c.Date, c.Supplier, c.InvoiceNumber, c.SettlesId,
            c.SettlesId is { } id ? names.GetValueOrDefault(id, "") : "", settled.Contains(c.Id)))];
    }, cancellationToken);

    /// <summary>Whose people another action can take over, latest first.</summary>
    public Task<IReadOnlyList<NamedRow>> StartedActionsAsync(CancellationToken cancellationToken = default) => database.ReadAsync<IReadOnlyList<NamedRow>>(async db =>
        await db.CampaignActions.Where(a => a.State != ActionState.Draft).OrderByDescending(a => a.StartedAt).Take(100)
            .Select(a => new NamedRow(a.Id, db.Campaigns.Where(c => c.Id == a.CampaignId).Select(c => c.Name).First() + " · " + a.Name)).ToListAsync(cancellationToken), cancellationToken);

    /// <summary>The workflows that can start per contact.</summary>
    public Task<IReadOnlyList<DefinitionChoice>> DefinitionsAsync(CancellationToken cancellationToken = default) => database.ReadAsync(db => db.DefinitionChoicesAsync(cancellationToken), cancellationToken);

    public Task<CampaignReturn> ReturnAsync(Guid campaignId, CancellationToken cancellationToken = default) => database.ReadAsync(async db =>
    {
        if (!await db.Campaigns.AnyAsync(c => c.Id == campaignId, cancellationToken))
            throw RefusedException.NotFound("Deze campagne bestaat niet.", "This campaign does not exist.");
        var forecasts = await CampaignReturns.ReadAsync(db, [campaignId], cancellationToken);
        var credits = forecasts.Select(forecast => Credit(forecast, campaignId)).Where(row => row.Last != 0 || row.First != 0 || row.Even != 0).ToList();
        var rules = Enum.GetValues<TouchRule>().Select(rule => new ReturnRow(rule,
            forecasts.Sum(forecast => forecast.AmountBy(rule).GetValueOrDefault(campaignId)),
            forecasts.Sum(forecast => forecast.MarginBy(rule).GetValueOrDefault(campaignId)),
            forecasts.Count(forecast => forecast.AmountBy(rule).ContainsKey(campaignId))));
        return new CampaignReturn(
            (await CampaignCosts.OfAsync(db, [campaignId], cancellationToken))[campaignId],
            await db.CampaignMembers.CountAsync(m => m.CampaignId == campaignId && m.State == MemberState.Reached, cancellationToken),
            forecasts.Count(forecast => forecast.Margin is null), [.. rules], credits);
    }, cancellationToken);

    /// <param name="counts">By the name of the reason; empty for who is not left out.</param>
    static TargetGroupRow Counted(IEnumerable<KeyValuePair<string, int>> counts, IReadOnlyList<string> names)
    {
        var byReason = counts.ToDictionary();
        byReason.Remove("", out var reached);
        return new(reached, [.. byReason.Select(pair => (Reason: Enum.Parse<LeftOut>(pair.Key), pair.Value)).OrderByDescending(row => row.Value).Select(row => new LeftOutRow(row.Reason, CampaignWords.Of(row.Reason), row.Value))], names);
    }

    static CreditRow Credit(TouchedForecast forecast, Guid campaignId) => new(
        forecast.Id, forecast.Number, forecast.Description, forecast.Relation, forecast.ClosedOn, forecast.Amount, forecast.Margin,
        forecast.Touches.Select(touch => touch.CampaignId).Distinct().Count(), forecast.ChosenId == campaignId,
        forecast.AmountBy(TouchRule.Last).GetValueOrDefault(campaignId), forecast.AmountBy(TouchRule.First).GetValueOrDefault(campaignId), forecast.AmountBy(TouchRule.Even).GetValueOrDefault(campaignId));

    IQueryable<Campaign> Found(IQueryable<Campaign> campaigns, string? search, CampaignPhase? phase)
    {
        var today = clock.Today();
        campaigns = phase switch
        {
            CampaignPhase.Coming => campaigns.Where(c => c.StartDate > today),
            CampaignPhase.Running => campaigns.Where(c => c.StartDate <= today && c.EndDate >= today),
            CampaignPhase.Past => campaigns.Where(c => c.EndDate < today),
            _ => campaigns,
        };
        if (string.IsNullOrWhiteSpace(search))
            return campaigns;
        var text = search.Trim().ToLowerInvariant();
        return campaigns.Where(c => c.Name.ToLower().Contains(text) || c.Number.ToLower().StartsWith(text));
    }

    static IQueryable<Campaign> After(IQueryable<Campaign> campaigns, string? after)
    {
        if (string.IsNullOrEmpty(after))
            return campaigns;
        if (after.Split('_') is not [var day, var last] || !DateOnly.TryParseExact(day, "yyyy-MM-dd", out var start) || !Guid.TryParse(last, out var id))
            throw RefusedException.Invalid("after", "Deze bladzijde bestaat niet; begin vooraan.", "This page does not exist; start at the beginning.");
        return campaigns.Where(c => c.StartDate < start || (c.StartDate == start && c.Id < id));
    }
}
