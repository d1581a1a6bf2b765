namespace Crm.Targets;

/// <summary>Divides a year over its months.</summary>
public static class TargetSpread
{
    /// <summary>By the season, so that the months add up to the year exactly: what rounding leaves falls in the month where the sum has come to it.</summary>
    /// <param name="season">Twelve weights; all zero is every month alike.</param>
    /// <param name="step">The smallest part: a cent, or one whole forecast.</param>
    public static IReadOnlyList<decimal> Over(decimal year, IReadOnlyList<decimal> season, decimal step)
    {
        var weights = season.Sum() > 0 ? season : [.. Enumerable.Repeat(1m, 12)];
        var (whole, soFar, given) = (weights.Sum(), 0m, 0m);
        List<decimal> months = [];
        foreach (var weight in weights)
        {
            soFar += weight;
            var upTo = Math.Round(year * soFar / whole / step, MidpointRounding.AwayFromZero) * step;
            months.Add(upTo - given);
            given = upTo;
        }
        return months;
    }
}
