using Crm.Dossiers;

namespace Crm.Forecasts;

/// <summary>The details from which the timeline makes its sentence.</summary>
public static class ForecastTold
{
    public static Dictionary<string, string> Created(Forecast forecast) => new()
    {
        [Detail.Number] = forecast.Number,
        [Detail.Name] = forecast.Description,
        [Detail.Amount] = Detail.Of(forecast.ExpectedAmount),
    };

    public static Dictionary<string, string> Moved(ForecastStatus from, decimal fromChance, ForecastStatus to, decimal toChance) => new()
    {
        [Detail.From] = Detail.Of(from.Id),
        [Detail.FromChance] = Detail.Of(fromChance),
        [Detail.To] = Detail.Of(to.Id),
        [Detail.ToChance] = Detail.Of(toChance),
    };

    public static Dictionary<string, string> Scored(Forecast forecast) => new()
    {
        [Detail.Result] = nameof(ForecastResult.Scored),
        [Detail.Number] = forecast.Number,
        [Detail.Amount] = Detail.Of(forecast.OrderAmount!.Value),
    };

    public static Dictionary<string, string> NotScored(Forecast forecast, ForecastOption reason, ForecastOption? lostTo) => new()
    {
        [Detail.Result] = nameof(ForecastResult.NotScored),
        [Detail.Number] = forecast.Number,
        [Detail.Amount] = Detail.Of(forecast.ExpectedAmount),
        [Detail.Name] = lostTo is null ? reason.Name.Nl : $"{reason.Name.Nl}, {lostTo.Name.Nl}",
    };

    public static Dictionary<string, string> Reopened(Forecast forecast) => new() { [Detail.Number] = forecast.Number };

    public static Dictionary<string, string> Changed(string field, string from, string to) => new()
    {
        [Detail.Field] = field,
        [Detail.From] = from,
        [Detail.To] = to,
    };
}
