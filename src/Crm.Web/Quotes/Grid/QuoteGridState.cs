using Crm.Data;
using Crm.Quotes.Prices;

namespace Crm.Quotes.Grid;

/// <summary>The lines of a quote while someone works on them: adding, moving, pasting, adding up.</summary>
public sealed class QuoteGridState(Quote quote, VatRates rates)
{
    readonly List<GridRow> rows = [.. quote.InOrder.Select(line => new GridRow(line.Copy()))];

    public IReadOnlyList<GridRow> Rows => rows;
    /// <summary>Prices and VAT rates are those of the quote's date.</summary>
    public DateOnly Day => quote.Date;
    public bool PricesIncludeVat => quote.PricesIncludeVat;
    public bool InDutch => quote.Language != "en";
    public bool HasNonsense => rows.Any(row => row.HasNonsense);

    public QuoteTotals Totals
    {
        get
        {
            List<QuoteLine> lines = [.. rows.Select(row => row.Line)];
            QuoteLines.Take(lines, []);
            return QuoteTotals.Of(lines, PricesIncludeVat);
        }
    }

    public IReadOnlyList<LineEntry> Entries => [.. rows.Select(row => LineEntry.Of(row.Line))];

    public GridRow? Find(Guid key) => rows.Find(row => row.Key == key);

    public GridRow Add(LineKind kind, string description = "") => Append(new() { Kind = kind, Description = description, VatRate = RateOf(VatRates.High) });

    public GridRow Add(CatalogueItem item)
    {
        var row = Add(item.Kind);
        Take(row, item);
        return row;
    }

    public void Take(GridRow row, CatalogueItem item) => row.Take(item, InDutch, RateOf(item.VatCode), PricesIncludeVat);

    public void SetVat(GridRow row, string code) => (row.Line.VatCode, row.Line.VatRate) = (code, RateOf(code));

    public decimal RateOf(string code) => rates.On(code, Day) ?? 0;

    public void Remove(GridRow row) => rows.Remove(row);

    public void Restore(GridRow row, int at) => rows.Insert(Math.Min(at, rows.Count), row);

    public void Move(GridRow row, int to)
    {
        rows.Remove(row);
        rows.Insert(Math.Clamp(to, 0, rows.Count), row);
    }

    public int IndexOf(GridRow row) => rows.IndexOf(row);

    /// <summary>Rows copied from a spreadsheet come in below this row, or at the end.</summary>
    public void Paste(string text, IReadOnlyDictionary<string, CatalogueItem> catalogue, GridRow? below)
    {
        var at = below is null ? rows.Count : IndexOf(below) + 1;
        foreach (var pasted in PastedLine.Read(text))
        {
            var row = new GridRow(new() { Kind = LineKind.Article, Description = pasted.Description, Unit = pasted.Unit, VatRate = RateOf(VatRates.High) });
            if (catalogue.TryGetValue(pasted.Code, out var item))
                Take(row, item);
            pasted.Fill(row);
            rows.Insert(at++, row);
        }
    }

    /// <summary>The lines of another quote come in at the end, at that quote's prices, with the VAT of this one's date.</summary>
    public IReadOnlyList<GridRow> Take(Quote other)
    {
        var there = Rows.Select(row => row.Line.Choice).ToHashSet();
        List<GridRow> taken = [];
        foreach (var line in other.InOrder)
        {
            var row = Append(line.AsNew());
            // A choice of that quote is not one with a choice of the same name here.
            if (line.Choice.Length > 0 && there.Contains(line.Choice))
                row.Line.Choice = Cut($"{other.Number} {line.Choice}");
            SetVat(row, line.VatCode);
            if (line.HasPrice && line.Kind != LineKind.Surcharge && other.PricesIncludeVat != PricesIncludeVat)
                row.Line.Price = QuoteTotals.Round(PricesIncludeVat ? line.Price * (100 + row.Line.VatRate) / 100 : line.Price * 100 / (100 + line.VatRate));
            taken.Add(row);
        }
        return taken;
    }

    static string Cut(string choice) => choice.Length <= LineEntry.LongestChoice ? choice : choice[..LineEntry.LongestChoice];

    /// <summary>Each fault of a refused save goes to the cell it is about; the others are given back.</summary>
    public IReadOnlyList<Fault> Place(IReadOnlyList<Fault> faults)
    {
        foreach (var row in rows)
            row.Faults = new Dictionary<string, string>();
        foreach (var (row, index) in rows.Select((row, index) => (row, index)))
        {
            var at = $"lines[{index}].";
            row.Faults = faults.Where(fault => fault.Field.StartsWith(at, StringComparison.Ordinal)).GroupBy(fault => fault.Field[at.Length..]).ToDictionary(fault => fault.Key, fault => fault.First().ToString());
            row.IsOpen |= row.Faults.Keys.Any(field => field is "discount" or "costPrice" or "vatCode" or "isOptional" or "choice" or "text" or "pictureId");
        }
        return [.. faults.Where(fault => !fault.Field.StartsWith("lines[", StringComparison.Ordinal))];
    }

    GridRow Append(QuoteLine line)
    {
        var row = new GridRow(line);
        rows.Add(row);
        return row;
    }
}
