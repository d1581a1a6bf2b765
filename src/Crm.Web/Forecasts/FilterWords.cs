using Crm.Users;

namespace Crm.Forecasts;

/// <summary>How a filter is said and addressed.</summary>
public static class FilterWords
{
    public static string Href(bool asList, ForecastFilter filter, string? after = null)
    {
        string[] parts = [asList ? "view=list" : "", filter.ToQuery(), after is null ? "" : "after=" + after];
        var query = string.Join('&', parts.Where(part => part.Length > 0));
        return query.Length > 0 ? $"{Urls.Forecasts}?{query}" : Urls.Forecasts;
    }

    /// <summary>"Open, van mijn team".</summary>
    public static string Of(ForecastFilter filter) => $"{Result(filter.Result)}, {WhoseLong(filter.Whose)}";

    public static string Result(ForecastResult? result) => result switch
    {
        ForecastResult.Open => Say("Open", "Open"),
        ForecastResult.Scored => Say("Gescoord", "Scored"),
        ForecastResult.NotScored => Say("Niet gescoord", "Not scored"),
        _ => Say("Open en gesloten", "Open and closed"),
    };

    public static string Attention(Attention attention, int count) => attention switch
    {
        Forecasts.Attention.Overdue => Say($"{count} over de einddatum", $"{count} past the end date"),
        Forecasts.Attention.NoAppointment => Say($"{count} zonder afspraak", $"{count} without appointment"),
        _ => count == 1 ? Say("1 ligt stil", "1 stalled") : Say($"{count} liggen stil", $"{count} stalled"),
    };

    public static string AttentionAlone(Attention attention) => attention switch
    {
        Forecasts.Attention.Overdue => Say("Over de einddatum", "Past the end date"),
        Forecasts.Attention.NoAppointment => Say("Zonder afspraak", "Without appointment"),
        _ => Say("Liggen stil", "Stalled"),
    };

    static string WhoseLong(Whose whose) => whose switch
    {
        Whose.Mine => Say("van mij", "mine"),
        Whose.Team => Say("van mijn team", "of my team"),
        _ => Say("van iedereen", "of everyone"),
    };
}
