using Crm.CustomFields;
using Crm.Data;

namespace Crm.Forecasts;

/// <summary>What the list can show beside the description.</summary>
public enum ForecastColumn { Number, Relation, Status, Amount, Weighted, Date, Responsible, Next, Chance, Start, InStatus, Group, Source, Campaign }

/// <summary>Which columns a list shows, as it stands in its address: "Number,Relation,Amount".</summary>
public static class ForecastColumns
{
    public static readonly IReadOnlyList<ForecastColumn> Usual =
    [
        ForecastColumn.Number, ForecastColumn.Relation, ForecastColumn.Status, ForecastColumn.Amount, ForecastColumn.Weighted, ForecastColumn.Date, ForecastColumn.Responsible, ForecastColumn.Next,
    ];

    public static IReadOnlyList<ForecastColumn> Of(string? columns) => string.IsNullOrWhiteSpace(columns) ? Usual : [.. CustomColumns.OwnOf(columns).Select(Read).Distinct().Order()];

    /// <summary>Null for the usual ones, so that their address stays short.</summary>
    public static string? Text(IEnumerable<ForecastColumn> columns, IEnumerable<string> custom) => CustomColumns.Text(columns, Usual, custom);

    public static bool IsFigure(ForecastColumn column) => column is ForecastColumn.Amount or ForecastColumn.Weighted or ForecastColumn.Chance or ForecastColumn.InStatus;

    public static string Name(ForecastColumn column, bool isOpen = true) => column switch
    {
        ForecastColumn.Number => Say("Nummer", "Number"),
        ForecastColumn.Relation => Say("Verkooprelatie", "Sales relation"),
        ForecastColumn.Status => isOpen ? Say("Status", "Status") : Say("Resultaat", "Result"),
        ForecastColumn.Amount => Say("Verwacht bedrag", "Expected amount"),
        ForecastColumn.Weighted => isOpen ? Say("Gewogen", "Weighted") : Say("Orderbedrag", "Order amount"),
        ForecastColumn.Date => Say("Einddatum", "End date"),
        ForecastColumn.Responsible => Say("Verantwoordelijke", "Responsible"),
        ForecastColumn.Next => Say("Volgende afspraak", "Next appointment"),
        ForecastColumn.Chance => Say("Kans", "Chance"),
        ForecastColumn.Start => Say("Begindatum", "Start date"),
        ForecastColumn.InStatus => Say("Dagen in status", "Days in status"),
        ForecastColumn.Group => Say("Forecastgroep", "Forecast group"),
        ForecastColumn.Source => Say("Bron", "Source"),
        _ => Say("Campagne", "Campaign"),
    };

    static ForecastColumn Read(string name) => Enum.TryParse<ForecastColumn>(name.Trim(), ignoreCase: true, out var column) && Enum.IsDefined(column)
        ? column
        : throw RefusedException.Invalid("columns", $"“{name}” is geen kolom.", $"“{name}” is not a column.");
}
