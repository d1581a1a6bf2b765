using Crm.Quotes.Prices;

namespace Crm.Quotes.Grid;

/// <summary>The columns of the grid that hold figures.</summary>
public enum FigureColumn { Quantity, Price, Discount, CostPrice }

/// <summary>A line as it stands in the grid: its last right values, and what was typed instead when that is no figure.</summary>
public sealed class GridRow(QuoteLine line)
{
    readonly Dictionary<FigureColumn, string> typed = [];

    public QuoteLine Line { get; } = line;
    public Guid Key => Line.Key;
    public bool IsOpen { get; set; }
    /// <summary>What the last save said about it.</summary>
    public IReadOnlyDictionary<string, string> Faults { get; set; } = new Dictionary<string, string>();

    public bool HasNonsense => typed.Keys.Any(IsNonsense);

    public string Text(FigureColumn column) => typed.TryGetValue(column, out var text) ? text : Shown(column);

    public void Type(FigureColumn column, string text)
    {
        typed[column] = text;
        if (Entries.Figure(text) is { } figure)
            Set(column, figure);
    }

    /// <summary>The cell was left: a figure is written as figures are; anything else stays as typed.</summary>
    public void Leave(FigureColumn column)
    {
        if (!IsNonsense(column))
            typed.Remove(column);
    }

    public bool IsNonsense(FigureColumn column) => typed.TryGetValue(column, out var text) && Entries.Figure(text) is null;

    public string? FaultAt(string field) => Faults.GetValueOrDefault(field);

    public string? FaultAt(FigureColumn column) => IsNonsense(column)
        ? Say($"‘{typed[column]}’ is geen getal.", $"‘{typed[column]}’ is not a number.")
        : FaultAt(char.ToLowerInvariant(column.ToString()[0]) + column.ToString()[1..]);

    /// <summary>Takes over what the catalogue says; the number stays.</summary>
    public void Take(CatalogueItem item, bool inDutch, decimal vatRate, bool pricesIncludeVat)
    {
        (Line.Kind, Line.Code, Line.Unit, Line.VatCode, Line.VatRate) = (item.Kind, item.Code, item.Unit, item.VatCode, vatRate);
        (Line.Description, Line.Text, Line.PictureId) = (inDutch ? item.Name.Nl : item.Name.En, inDutch ? item.Text.Nl : item.Text.En, item.PictureId);
        Line.Price = pricesIncludeVat ? QuoteTotals.Round(item.Price * (100 + vatRate) / 100) : item.Price;
        Line.CostPrice = item.CostPrice;
        typed.Clear();
    }

    string Shown(FigureColumn column) => column switch
    {
        FigureColumn.Quantity => Formats.Quantity(Line.Quantity),
        FigureColumn.Price when Line.Kind == LineKind.Surcharge => Formats.Percent(Line.Price),
        FigureColumn.Price => Formats.Plain(Line.Price),
        FigureColumn.CostPrice => Formats.Plain(Line.CostPrice),
        _ => Line.Discount == 0 ? "" : Formats.Number(Line.Discount),
    };

    void Set(FigureColumn column, decimal figure)
    {
        switch (column)
        {
            case FigureColumn.Quantity: Line.Quantity = figure; break;
            case FigureColumn.Price: Line.Price = figure; break;
            case FigureColumn.CostPrice: Line.CostPrice = figure; break;
            default: Line.Discount = figure; break;
        }
    }
}
