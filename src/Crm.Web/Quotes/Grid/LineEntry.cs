using Crm.Data;
using Crm.Quotes.Prices;

namespace Crm.Quotes.Grid;

/// <summary>A line as someone entered it, through the grid or the API.</summary>
/// <param name="Text">What the customer reads about it; null leaves it as it is.</param>
/// <param name="PictureId">A photograph of it, of the catalogue; null leaves it as it is, the empty id takes it away.</param>
/// <param name="Key">The line's own, given by who enters it and kept in every version; null for a new line.</param>
public sealed record LineEntry(
    LineKind Kind, string? Description, Guid? Key = null, string? Code = null, decimal Quantity = 1, string? Unit = null, decimal Price = 0, decimal CostPrice = 0,
    decimal Discount = 0, string? VatCode = VatRates.High, bool IsCharged = true, bool IsOptional = false, string? Choice = null, string? Text = null, Guid? PictureId = null)
{
    public const int LongestDescription = 500;
    public const int LongestText = 2_000;
    public const int LongestChoice = 40;
    public const int MostLines = 500;
    public const decimal HighestPrice = 99_999_999.99m;
    const decimal HighestQuantity = 999_999m;

    public static LineEntry Of(QuoteLine line) => new(
        line.Kind, line.Description, line.Key, line.Code, line.Quantity, line.Unit, line.Price, line.CostPrice, line.Discount, line.VatCode, line.IsCharged, line.IsOptional, line.Choice, line.Text, line.PictureId ?? Guid.Empty);

    public void Fill(QuoteLine line, int order)
    {
        (line.Kind, line.Description, line.Order) = (Kind, (Description ?? "").Trim(), order);
        line.IsCharged = IsCharged || Kind == LineKind.Subtotal;
        line.IsOptional = IsOptional && line.HasPrice;
        line.Choice = line.HasPrice && Kind != LineKind.Surcharge ? (Choice ?? "").Trim() : "";
        (line.Code, line.Unit, line.VatCode) = line.HasPrice ? ((Code ?? "").Trim(), (Unit ?? "").Trim(), VatCode ?? VatRates.High) : ("", "", VatRates.High);
        (line.Quantity, line.Price, line.CostPrice, line.Discount) = line.HasPrice ? (Quantity, Price, CostPrice, Discount) : (1, 0, 0, 0);
        (line.Text, line.PictureId) = line.HasPrice && Kind != LineKind.Surcharge ? ((Text ?? line.Text).Trim(), PictureId == Guid.Empty ? null : PictureId ?? line.PictureId) : ("", null);
        if (Kind == LineKind.Surcharge)
            (line.Quantity, line.Discount) = (1, 0);
    }

    /// <summary>Everything that is wrong with it, each at its field: "lines[3].quantity".</summary>
    public IEnumerable<Fault> Faults(int index, IReadOnlySet<string> catalogueCodes, VatRates rates, DateOnly date)
    {
        var at = $"lines[{index}].";
        var row = index + 1;
        if (!Enum.IsDefined(Kind))
            yield return new(at + "kind", $"Regel {row}: deze soort bestaat niet.", $"Line {row}: there is no such kind.");
        if (Kind != LineKind.Subtotal && string.IsNullOrWhiteSpace(Description))
            yield return new(at + "description", $"Regel {row}: vul een omschrijving in.", $"Line {row}: enter a description.");
        if (Description?.Trim().Length > LongestDescription)
            yield return new(at + "description", $"Regel {row}: de omschrijving mag hoogstens {LongestDescription} tekens lang zijn.", $"Line {row}: the description may be at most {LongestDescription} characters long.");
        if (Text?.Trim().Length > LongestText)
            yield return new(at + "text", $"Regel {row}: de tekst mag hoogstens {LongestText} tekens lang zijn.", $"Line {row}: the text may be at most {LongestText} characters long.");
        if (Unit?.Trim().Length > 20)
            yield return new(at + "unit", $"Regel {row}: de eenheid mag hoogstens 20 tekens lang zijn.", $"Line {row}: the unit may be at most 20 characters long.");
        if (!string.IsNullOrWhiteSpace(Code) && !catalogueCodes.Contains(Code.Trim()))
            yield return new(at + "code", $"Regel {row}: {Code.Trim()} staat niet in de catalogus.", $"Line {row}: {Code.Trim()} is not in the catalogue.");
        foreach (var fault in FigureFaults(at, row))
            yield return fault;
        if (rates.On(VatCode ?? "", date) is null)
            yield return new(at + "vatCode", $"Regel {row}: kies een btw-tarief.", $"Line {row}: choose a VAT rate.");
        if (IsOptional && !IsCharged)
            yield return new(at + "isOptional", $"Regel {row}: een interne regel kan niet optioneel zijn.", $"Line {row}: an internal line cannot be optional.");
        if (Choice?.Trim().Length > LongestChoice)
            yield return new(at + "choice", $"Regel {row}: de naam van de keuze mag hoogstens {LongestChoice} tekens lang zijn.", $"Line {row}: the name of the choice may be at most {LongestChoice} characters long.");
        if (!string.IsNullOrWhiteSpace(Choice) && (IsOptional || !IsCharged))
            yield return new(at + "choice", $"Regel {row}: wat in een keuze staat, is niet ook optioneel of intern.", $"Line {row}: what is in a choice is not also optional or internal.");
    }

    IEnumerable<Fault> FigureFaults(string at, int row)
    {
        if (Quantity is < 0 or > HighestQuantity || HasMoreDecimals(Quantity, 3))
            yield return new(at + "quantity", $"Regel {row}: het aantal is een getal van 0 tot 999.999 met hoogstens drie decimalen.", $"Line {row}: the quantity is a number from 0 to 999,999 with at most three decimals.");
        if (Kind == LineKind.Surcharge ? Price is < -100 or > 1000 : Math.Abs(Price) > HighestPrice)
            yield return new(at + "price", $"Regel {row}: de prijs is te hoog (hoogstens € 99.999.999,99; een toeslag hoogstens 1.000 %).", $"Line {row}: the price is too high (at most €99,999,999.99; a surcharge at most 1,000%).");
        else if (HasMoreDecimals(Price, 2))
            yield return new(at + "price", $"Regel {row}: de prijs heeft hoogstens twee decimalen.", $"Line {row}: the price has at most two decimals.");
        if (CostPrice is < 0 or > HighestPrice || HasMoreDecimals(CostPrice, 2))
            yield return new(at + "costPrice", $"Regel {row}: de kostprijs ligt tussen € 0 en € 99.999.999,99, met hoogstens twee decimalen.", $"Line {row}: the cost price is between €0 and €99,999,999.99, with at most two decimals.");
        if (Discount is < 0 or > 100 || HasMoreDecimals(Discount, 2))
            yield return new(at + "discount", $"Regel {row}: de korting ligt tussen 0 en 100 %, met hoogstens twee decimalen.", $"Line {row}: the discount is between 0 and 100%, with at most two decimals.");
    }

    static bool HasMoreDecimals(decimal figure, int decimals) => decimal.Round(figure, decimals) != figure;
}
