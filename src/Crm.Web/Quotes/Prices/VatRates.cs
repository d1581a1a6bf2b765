using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Crm.Quotes.Prices;

/// <summary>A VAT rate from a day on; the rate follows the date of the quote.</summary>
public sealed class VatRate
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    /// <summary>"high", "low", "zero", "exempt" or "reversed".</summary>
    public required string Code { get; init; }
    public required DateOnly ValidFrom { get; init; }
    /// <summary>Per cent.</summary>
    public required decimal Rate { get; init; }

    public static void Map(EntityTypeBuilder<VatRate> rate) => rate.HasIndex(r => new { r.Code, r.ValidFrom }).IsUnique();
}

/// <summary>The dated VAT rates together.</summary>
public sealed class VatRates(IReadOnlyList<VatRate> rows)
{
    public const string High = "high";
    public const string Low = "low";

    /// <summary>In the order in which they are offered.</summary>
    public static readonly IReadOnlyList<string> Codes = [High, Low, "zero", "exempt", "reversed"];

    /// <summary>The rate of a code on a day; null when there is none.</summary>
    public decimal? On(string code, DateOnly day) =>
        rows.Where(row => row.Code == code && row.ValidFrom <= day).MaxBy(row => row.ValidFrom)?.Rate;

    /// <summary>As it stands before an amount: "Btw 21 %", "Btw verlegd".</summary>
    public static string Name(string code, decimal rate) => Say("Btw ", "VAT ") + ShortName(code, rate);

    public static string ShortName(string code, decimal rate) => code switch
    {
        "exempt" => Say("vrijgesteld", "exempt"),
        "reversed" => Say("verlegd", "reverse-charged"),
        _ => Formats.Percent(rate),
    };
}
