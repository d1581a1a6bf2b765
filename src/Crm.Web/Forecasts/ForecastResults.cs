namespace Crm.Forecasts;

/// <summary>What the results are called.</summary>
public static class ForecastResults
{
    public static string Name(ForecastResult result) => result switch
    {
        ForecastResult.Scored => Say("Gesloten en gescoord", "Closed and scored"),
        ForecastResult.NotScored => Say("Gesloten en niet gescoord", "Closed and not scored"),
        _ => Say("Open", "Open"),
    };
}
