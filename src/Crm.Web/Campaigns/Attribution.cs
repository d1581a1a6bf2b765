namespace Crm.Campaigns;

/// <summary>Which campaign gets the credit for a sale: the last that touched it, the first, or all of them evenly.</summary>
public enum TouchRule { Last, First, Even }

/// <summary>A campaign and a sale met.</summary>
/// <param name="IsChosen">Somebody said so on the forecast; otherwise the relation was reached.</param>
public sealed record Touch(Guid CampaignId, DateTime At, bool IsChosen);

/// <summary>Divides what a sale brought among the campaigns that touched it, to the cent.</summary>
public static class Attribution
{
    /// <param name="touches">Of one sale; the chosen campaign is among them.</param>
    /// <param name="chosen">The campaign that stands on the forecast: the last touch, whomever it reached after.</param>
    public static IReadOnlyDictionary<Guid, decimal> Credits(decimal amount, IReadOnlyCollection<Touch> touches, Guid chosen, TouchRule rule)
    {
        var inOrder = touches.OrderBy(touch => touch.At).ThenBy(touch => touch.CampaignId).Select(touch => touch.CampaignId).ToList();
        return rule switch
        {
            TouchRule.Last => new Dictionary<Guid, decimal> { [chosen] = amount },
            TouchRule.First => new Dictionary<Guid, decimal> { [inOrder[0]] = amount },
            _ => Evenly(amount, [.. inOrder.Distinct()]),
        };
    }

    /// <summary>The cents that do not divide go to the campaigns that came first, one each.</summary>
    static Dictionary<Guid, decimal> Evenly(decimal amount, IReadOnlyList<Guid> campaigns)
    {
        var cents = decimal.ToInt64(Math.Abs(amount) * 100);
        var (share, left) = (cents / campaigns.Count, cents % campaigns.Count);
        return campaigns.Select((id, place) => (id, Cents: share + (place < left ? 1 : 0))).ToDictionary(part => part.id, part => Math.Sign(amount) * part.Cents / 100m);
    }
}
