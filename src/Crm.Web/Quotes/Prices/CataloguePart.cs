using Crm.Data;

namespace Crm.Quotes.Prices;

/// <summary>So much of another item in a composition.</summary>
public sealed record CataloguePart(string Code, decimal Quantity);

/// <summary>What a composition is made of. Without a price of its own it costs what its parts cost on the day.</summary>
public sealed record CatalogueParts(IReadOnlyList<CataloguePart> All)
{
    public const int Most = 40;
    const decimal MostOfOne = 1_000_000;

    public static readonly CatalogueParts None = new([]);

    public bool Equals(CatalogueParts? other) => other is not null && All.SequenceEqual(other.All);

    public override int GetHashCode() => All.Count;

    public IEnumerable<Fault> Faults(LineKind kind)
    {
        if (All is null || All.Count > Most || All.Any(part => part is null))
            return [new("parts", $"Een samenstelling heeft hoogstens {Most} delen.", $"A composition has at most {Most} parts.")];
        if (All.Count > 0 && kind != LineKind.Composition)
            return [new("parts", "Alleen een samenstelling heeft delen.", "Only a composition has parts.")];
        return All.SelectMany((part, at) => FaultsOf(part, $"parts[{at}]."));
    }

    static IEnumerable<Fault> FaultsOf(CataloguePart part, string at)
    {
        if (string.IsNullOrWhiteSpace(part.Code))
            yield return new(at + "code", "Kies een artikel.", "Choose an item.");
        if (part.Quantity is <= 0 or > MostOfOne)
            yield return new(at + "quantity", "Vul een aantal boven nul in.", "Enter a quantity above zero.");
    }
}
