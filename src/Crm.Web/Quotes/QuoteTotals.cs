using Crm.Quotes.Prices;

namespace Crm.Quotes;

/// <summary>What one line comes to.</summary>
/// <param name="Amount">As printed: including VAT when the quote's prices are.</param>
/// <param name="Net">Excluding VAT, what the margin is reckoned from.</param>
/// <param name="Shares">The amount per VAT group; a surcharge over lines of two rates has two.</param>
public sealed record LineTotal(decimal Amount, decimal Net, decimal Cost, IReadOnlyList<VatShare> Shares)
{
    public static readonly LineTotal None = new(0, 0, 0, []);

    /// <summary>How much less than its price times its quantity, excluding VAT; of a surcharge below zero all of it.</summary>
    public decimal Discount { get; init; }
    public decimal Margin => Net - Cost;
    public decimal? MarginPercent => QuoteTotals.PercentOf(Margin, Net);
}

/// <summary>The part of a line that falls under one VAT group.</summary>
public sealed record VatShare(string Code, decimal Rate, decimal Amount);

/// <summary>All lines of one VAT code and rate together; VAT is rounded here, once.</summary>
public sealed record VatGroup(string Code, decimal Rate, decimal Net, decimal Vat);

/// <summary>
/// What a quote comes to, to the cent. Amounts are rounded per line, VAT per rate; halves go away from zero.
/// A subtotal adds up the charged lines since the one before it. A surcharge is a percentage (in <see cref="QuoteLine.Price"/>)
/// over those same lines, and takes their VAT; surcharges are not charged over one another. Options that are not taken are in no total and
/// not in the cost; lines that are not charged are in the cost only.
/// </summary>
/// <param name="Discount">What the customer was given off, excluding VAT: by line, and by surcharges below zero.</param>
public sealed record QuoteTotals(
    IReadOnlyList<LineTotal> Lines, IReadOnlyList<VatGroup> VatGroups, decimal Net, decimal Vat, decimal Cost, decimal Optional, decimal Discount)
{
    public decimal Gross => Net + Vat;
    public decimal Margin => Net - Cost;
    public decimal? MarginPercent => PercentOf(Margin, Net);

    public static QuoteTotals Of(IReadOnlyList<QuoteLine> lines, bool pricesIncludeVat)
    {
        var totals = new List<LineTotal>(lines.Count);
        var section = new QuoteSection(pricesIncludeVat);
        foreach (var line in lines)
            totals.Add(section.Add(line));
        var counted = lines.Zip(totals).Where(pair => pair.First.IsCounted).Select(pair => pair.Second).ToList();
        var groups = Groups(counted.SelectMany(total => total.Shares), pricesIncludeVat);
        return new(
            totals, groups, groups.Sum(group => group.Net), groups.Sum(group => group.Vat),
            Cost: lines.Zip(totals).Where(pair => pair.First is { IsOpenOption: false, Kind: not LineKind.Subtotal }).Sum(pair => pair.Second.Cost),
            Optional: lines.Zip(totals).Where(pair => pair.First is { IsOpenOption: true, IsCharged: true, IsOptional: true }).Sum(pair => pair.Second.Amount),
            Discount: counted.Sum(total => total.Discount));
    }

    public static decimal Round(decimal amount) => Math.Round(amount, 2, MidpointRounding.AwayFromZero);

    public static decimal? PercentOf(decimal part, decimal whole) =>
        whole == 0 ? null : Math.Round(part / whole * 100, 1, MidpointRounding.AwayFromZero);

    static List<VatGroup> Groups(IEnumerable<VatShare> shares, bool pricesIncludeVat) =>
    [
        .. shares.GroupBy(share => (share.Code, share.Rate))
            .OrderByDescending(group => group.Key.Rate).ThenBy(group => group.Key.Code, StringComparer.Ordinal)
            .Select(group => GroupOf(group.Key.Code, group.Key.Rate, group.Sum(share => share.Amount), pricesIncludeVat)),
    ];

    static VatGroup GroupOf(string code, decimal rate, decimal amount, bool includesVat)
    {
        var vat = includesVat ? VatWithin(amount, rate) : Round(amount * rate / 100);
        return new(code, rate, includesVat ? amount - vat : amount, vat);
    }

    internal static decimal VatWithin(decimal gross, decimal rate) => Round(gross * rate / (100 + rate));
}

/// <summary>The lines since the last subtotal, while a quote is added up from top to bottom.</summary>
sealed class QuoteSection(bool pricesIncludeVat)
{
    readonly List<VatShare> charged = [];
    readonly List<VatShare> surcharges = [];
    decimal cost;

    public LineTotal Add(QuoteLine line)
    {
        if (line.Kind == LineKind.Subtotal)
            return Close();
        var total = line.Kind switch
        {
            LineKind.Text => LineTotal.None,
            LineKind.Surcharge => GivenOff(Total(Surcharge(line), QuoteTotals.Round(line.CostPrice))),
            _ => Total([Share(line, line.Discount)], QuoteTotals.Round(line.Quantity * line.CostPrice)) with { Discount = line.Discount == 0 ? 0 : NetOf(Share(line, 0)) - NetOf(Share(line, line.Discount)) },
        };
        if (line.IsCounted)
            (line.Kind == LineKind.Surcharge ? surcharges : charged).AddRange(total.Shares);
        if (!line.IsOpenOption)
            cost += total.Cost;
        return total;
    }

    static VatShare Share(QuoteLine line, decimal discount) => new(line.VatCode, line.VatRate, QuoteTotals.Round(line.Quantity * line.Price * (100 - discount) / 100));

    static LineTotal GivenOff(LineTotal surcharge) => surcharge with { Discount = Math.Max(0, -surcharge.Net) };

    List<VatShare> Surcharge(QuoteLine line) =>
    [
        .. charged.GroupBy(share => (share.Code, share.Rate))
            .Select(group => new VatShare(group.Key.Code, group.Key.Rate, QuoteTotals.Round(group.Sum(share => share.Amount) * line.Price / 100))),
    ];

    LineTotal Close()
    {
        var total = Total([.. charged, .. surcharges], cost);
        charged.Clear();
        surcharges.Clear();
        cost = 0;
        return total;
    }

    LineTotal Total(List<VatShare> shares, decimal lineCost) => new(
        shares.Sum(share => share.Amount),
        shares.Sum(NetOf),
        lineCost, shares);

    decimal NetOf(VatShare share) => pricesIncludeVat ? share.Amount - QuoteTotals.VatWithin(share.Amount, share.Rate) : share.Amount;
}
