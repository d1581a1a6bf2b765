using System.Globalization;
using Crm.Data;

namespace Crm.Forecasts;

/// <summary>Where a page of the list ends: the sort value and the id of its last row, so that page a thousand costs as little as page one.</summary>
public static class ForecastCursor
{
    public static string Of(ForecastRow last, ForecastFilter filter)
    {
        var value = filter.Sort == ForecastSort.Amount
            ? last.ExpectedAmount.ToString("0.00", CultureInfo.InvariantCulture)
            : (IsClosing(filter) ? last.ClosedOn!.Value : last.ExpectedDate).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return $"{value}_{last.Id:N}";
    }

    /// <summary>Open by expected date, soonest first; closed by closing date, latest first; or by amount, largest first.</summary>
    public static IQueryable<Forecast> Sorted(IQueryable<Forecast> forecasts, ForecastFilter filter, string? after)
    {
        if (filter.Sort == ForecastSort.Amount)
        {
            if (Amount(after) is var (amount, id))
                forecasts = forecasts.Where(f => f.ExpectedAmount < amount || (f.ExpectedAmount == amount && f.Id > id));
            return forecasts.OrderByDescending(f => f.ExpectedAmount).ThenBy(f => f.Id);
        }
        if (IsClosing(filter))
        {
            if (Day(after) is var (closed, id))
                forecasts = forecasts.Where(f => f.ClosedOn < closed || (f.ClosedOn == closed && f.Id > id));
            return forecasts.OrderByDescending(f => f.ClosedOn).ThenBy(f => f.Id);
        }
        if (Day(after) is var (expected, lastId))
            forecasts = forecasts.Where(f => f.ExpectedDate > expected || (f.ExpectedDate == expected && f.Id > lastId));
        return forecasts.OrderBy(f => f.ExpectedDate).ThenBy(f => f.Id);
    }

    static bool IsClosing(ForecastFilter filter) => filter.Result is ForecastResult.Scored or ForecastResult.NotScored;

    static (decimal Amount, Guid Id)? Amount(string? after) =>
        Parts(after) is var (value, id) ? decimal.TryParse(value, CultureInfo.InvariantCulture, out var amount) ? (amount, id) : throw Unreadable() : null;

    static (DateOnly Day, Guid Id)? Day(string? after) =>
        Parts(after) is var (value, id) ? DateOnly.TryParseExact(value, "yyyy-MM-dd", out var day) ? (day, id) : throw Unreadable() : null;

    static (string Value, Guid Id)? Parts(string? after)
    {
        if (string.IsNullOrEmpty(after))
            return null;
        return after.Split('_') is [var value, var last] && Guid.TryParse(last, out var id) ? (value, id) : throw Unreadable();
    }

    static RefusedException Unreadable() => RefusedException.Invalid("after", "Deze bladzijde bestaat niet; begin vooraan.", "This page does not exist; start at the beginning.");
}
