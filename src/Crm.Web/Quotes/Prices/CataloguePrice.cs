using Crm.Data;
using Crm.Quotes.Grid;

namespace Crm.Quotes.Prices;

/// <summary>What an item costs from a day on.</summary>
/// <param name="Price">Excluding VAT.</param>
public sealed record CataloguePrice(DateOnly ValidFrom, decimal Price, decimal CostPrice)
{
    public IEnumerable<Fault> Faults(string at)
    {
        if (Price is < 0 or > LineEntry.HighestPrice || decimal.Round(Price, 2) != Price)
            yield return new(at + "price", "De prijs ligt tussen € 0 en € 99.999.999,99, met hoogstens twee decimalen.", "The price is between €0 and €99,999,999.99, with at most two decimals.");
        if (CostPrice is < 0 or > LineEntry.HighestPrice || decimal.Round(CostPrice, 2) != CostPrice)
            yield return new(at + "costPrice", "De kostprijs ligt tussen € 0 en € 99.999.999,99, met hoogstens twee decimalen.", "The cost price is between €0 and €99,999,999.99, with at most two decimals.");
    }
}

/// <summary>The later prices of an item, the earliest first; before the first of them it has the price that it began with.</summary>
public sealed record CataloguePrices(IReadOnlyList<CataloguePrice> All)
{
    public const int Most = 40;

    public static readonly CataloguePrices None = new([]);

    /// <summary>Null: before all of them.</summary>
    public CataloguePrice? On(DateOnly day) => All.LastOrDefault(price => price.ValidFrom <= day);

    public CataloguePrices InOrder() => new([.. All.OrderBy(price => price.ValidFrom)]);

    /// <summary>With this one in place of another of the same day.</summary>
    public CataloguePrices With(CataloguePrice price) => new CataloguePrices([.. All.Where(other => other.ValidFrom != price.ValidFrom), price]).InOrder();

    public bool Equals(CataloguePrices? other) => other is not null && All.SequenceEqual(other.All);

    public override int GetHashCode() => All.Count;

    public IEnumerable<Fault> Faults()
    {
        if (All is null || All.Count > Most || All.Any(price => price is null))
            return [new("prices", $"Geef hoogstens {Most} prijzen.", $"Give at most {Most} prices.")];
        if (All.Select(price => price.ValidFrom).Distinct().Count() < All.Count)
            return [new("prices", "Per dag geldt één prijs.", "One price holds on a day.")];
        return All.SelectMany((price, at) => price.Faults($"prices[{at}]."));
    }
}
