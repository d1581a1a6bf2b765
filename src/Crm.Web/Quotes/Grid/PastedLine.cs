namespace Crm.Quotes.Grid;

/// <summary>A row copied from a spreadsheet, whichever columns it has: texts first (code, description), then figures (quantity, price), a unit between them.</summary>
public sealed record PastedLine(string Code, string Description, string Unit, string? Quantity, string? Price)
{
    public static IReadOnlyList<PastedLine> Read(string text) =>
    [
        .. text.ReplaceLineEndings("\n").Split('\n').Where(line => line.Trim().Length > 0).Take(LineEntry.MostLines).Select(Of),
    ];

    public void Fill(GridRow row)
    {
        // A code alone brings the catalogue's own words along.
        if (Description.Length > 0 && Description != row.Line.Code)
            row.Line.Description = Description;
        if (Unit.Length > 0)
            row.Line.Unit = Unit;
        Type(row, FigureColumn.Quantity, Quantity);
        Type(row, FigureColumn.Price, Price);
    }

    static void Type(GridRow row, FigureColumn column, string? text)
    {
        if (text is null)
            return;
        row.Type(column, text);
        row.Leave(column);
    }

    static PastedLine Of(string line)
    {
        var cells = line.Split('\t').Select(cell => cell.Trim()).ToList();
        var firstFigure = cells.FindIndex(cell => Entries.Figure(cell) is not null);
        var texts = cells.Take(firstFigure < 0 ? cells.Count : firstFigure).Where(cell => cell.Length > 0).ToList();
        var rest = firstFigure < 0 ? [] : cells.Skip(firstFigure).Where(cell => cell.Length > 0).ToList();
        var figures = rest.Where(cell => Entries.Figure(cell) is not null).ToList();
        // One text is the description; of two or more the first is the code, as every export has it.
        return new(
            texts.Count > 0 ? texts[0] : "",
            texts.Count > 1 ? string.Join(' ', texts.Skip(1)) : texts.FirstOrDefault() ?? "",
            rest.Find(cell => Entries.Figure(cell) is null) ?? "",
            figures.Count > 1 ? figures[0] : null,
            figures.Count > 1 ? figures[1] : figures.FirstOrDefault());
    }
}
