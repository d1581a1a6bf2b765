using Crm.Data;
using Crm.Forecasts;
using Crm.Quotes;

namespace Crm.Campaigns;

/// <summary>A scored forecast that campaigns had a part in.</summary>
/// <param name="Margin">Of its signed quotes; null when there is none, so that nobody reads a guess.</param>
/// <param name="ChosenId">The campaign that stands on it.</param>
public sealed record TouchedForecast(
    Guid Id, string Number, string Description, string Relation, decimal Amount, decimal? Margin, DateOnly StartDate, DateOnly ClosedOn, Guid ChosenId, IReadOnlyList<Touch> Touches)
{
    public IReadOnlyDictionary<Guid, decimal> AmountBy(TouchRule rule) => Attribution.Credits(Amount, Touches, ChosenId, rule);

    public IReadOnlyDictionary<Guid, decimal> MarginBy(TouchRule rule) => Margin is { } margin ? Attribution.Credits(margin, Touches, ChosenId, rule) : new Dictionary<Guid, decimal>();
}

/// <summary>
/// Finds the scored forecasts that came of campaigns: those on which one stands. Everyone who was ever mailed buys something some day,
/// so being reached alone earns nothing. Once a campaign stands on a forecast, all that touched it share: those that were chosen before,
/// and those that reached the relation before it was closed and at most a year before it began.
/// </summary>
public static class CampaignReturns
{
    public const int DaysBefore = 365;

    sealed record Scored(Guid Id, string Number, string Description, Guid RelationId, string Relation, decimal Amount, DateOnly StartDate, DateOnly ClosedOn, Guid ChosenId);

    /// <summary>With all touches on them, of other campaigns too.</summary>
    public static async Task<IReadOnlyList<TouchedForecast>> ReadAsync(CrmDbContext db, IReadOnlyCollection<Guid> campaignIds, CancellationToken cancellationToken)
    {
        var scored = await db.Forecasts
            .Where(f => f.Result == ForecastResult.Scored && f.CampaignId != null && (db.ForecastTouches.Any(t => t.ForecastId == f.Id && campaignIds.Contains(t.CampaignId))
                || db.CampaignMembers.Any(m => campaignIds.Contains(m.CampaignId) && m.State == MemberState.Reached && m.RelationId == f.RelationId)))
            .Select(f => new Scored(f.Id, f.Number, f.Description, f.RelationId, f.Relation!.Organisation!.Name, f.OrderAmount ?? 0, f.StartDate, f.ClosedOn!.Value, f.CampaignId!.Value))
            .ToListAsync(cancellationToken);
        var chosen = await ChosenAsync(db, scored, cancellationToken);
        var reached = await ReachedAsync(db, scored, cancellationToken);
        var margins = await MarginsAsync(db, scored, cancellationToken);
        return [.. scored.Select(f => new TouchedForecast(f.Id, f.Number, f.Description, f.Relation, f.Amount, margins.TryGetValue(f.Id, out var margin) ? margin : null, f.StartDate, f.ClosedOn, f.ChosenId,
                [.. chosen[f.Id], .. reached[f.RelationId].Where(touch => IsInTime(touch.At, f))]))
            .Where(forecast => forecast.Touches.Any(touch => campaignIds.Contains(touch.CampaignId)))
            .OrderByDescending(forecast => forecast.ClosedOn).ThenBy(forecast => forecast.Number)];
    }

    static bool IsInTime(DateTime at, Scored forecast)
    {
        var day = Clock.DayOf(at);
        return day >= forecast.StartDate.AddDays(-DaysBefore) && day <= forecast.ClosedOn;
    }

    static async Task<ILookup<Guid, Touch>> ChosenAsync(CrmDbContext db, List<Scored> scored, CancellationToken cancellationToken)
    {
        List<ForecastTouch> touches = [];
        foreach (var portion in scored.Select(forecast => forecast.Id).Chunk(500))
            touches.AddRange(await db.ForecastTouches.AsNoTracking().Where(touch => portion.Contains(touch.ForecastId)).ToListAsync(cancellationToken));
        return touches.ToLookup(touch => touch.ForecastId, touch => new Touch(touch.CampaignId, touch.At, IsChosen: true));
    }

    static async Task<ILookup<Guid, Touch>> ReachedAsync(CrmDbContext db, List<Scored> scored, CancellationToken cancellationToken)
    {
        var touches = new List<(Guid RelationId, Touch Touch)>();
        foreach (var portion in scored.Select(forecast => forecast.RelationId).Distinct().Chunk(500))
        {
            var members = await db.CampaignMembers.Where(m => m.State == MemberState.Reached && portion.Contains(m.RelationId!.Value))
                .Select(m => new { m.RelationId, m.CampaignId, m.ReachedAt }).ToListAsync(cancellationToken);
            touches.AddRange(members.Select(m => (m.RelationId!.Value, new Touch(m.CampaignId, m.ReachedAt!.Value, IsChosen: false))));
        }
        return touches.ToLookup(pair => pair.RelationId, pair => pair.Touch);
    }

    static async Task<Dictionary<Guid, decimal>> MarginsAsync(CrmDbContext db, List<Scored> scored, CancellationToken cancellationToken)
    {
        var margins = new Dictionary<Guid, decimal>();
        foreach (var portion in scored.Select(forecast => forecast.Id).Chunk(500))
        {
            var sums = await db.Quotes.Where(q => portion.Contains(q.ForecastId) && q.Status == QuoteStatus.Signed).GroupBy(q => q.ForecastId)
                .Select(quotes => new { quotes.Key, Net = quotes.Sum(q => q.NetAmount), Cost = quotes.Sum(q => q.CostAmount) }).ToListAsync(cancellationToken);
            foreach (var sum in sums)
                margins[sum.Key] = sum.Net - sum.Cost;
        }
        return margins;
    }
}
