using Crm.Data;

namespace Crm.Efforts;

/// <summary>Hours or money to book on a forecast.</summary>
public sealed record EffortEntry
{
    /// <summary>When left out: who books it, and at a correction whose it was.</summary>
    public Guid? EmployeeId { get; init; }
    /// <summary>When left out: today, and at a correction the day it was.</summary>
    public DateOnly? Date { get; init; }
    public decimal Hours { get; init; }
    /// <summary>Excluding VAT.</summary>
    public decimal Cost { get; init; }
    public string? Description { get; init; }

    public IEnumerable<Fault> Faults(DateOnly today)
    {
        if ((Description ?? "").Trim().Length is 0 or > SalesEffort.DescriptionLength)
            yield return new(nameof(Description), $"Vul in waaraan, in hooguit {SalesEffort.DescriptionLength} tekens.", $"Enter on what, in at most {SalesEffort.DescriptionLength} characters.");
        if (Hours is < 0 or > SalesEffort.MostHours || decimal.Round(Hours, 2) != Hours)
            yield return new(nameof(Hours), "Vul de uren van één dag in, van 0 tot 24, met hooguit twee decimalen.", "Enter the hours of one day, from 0 to 24, with at most two decimals.");
        if (Cost is < 0 or > SalesEffort.MostCost || decimal.Round(Cost, 2) != Cost)
            yield return new(nameof(Cost), "Vul een bedrag in van € 0 tot € 1.000.000, met hooguit twee decimalen.", "Enter an amount from €0 to €1,000,000, with at most two decimals.");
        if (Hours == 0 && Cost == 0)
            yield return new(nameof(Hours), "Vul uren of kosten in.", "Enter hours or cost.");
        if (Date > today)
            yield return new(nameof(Date), "Boek wat geweest is; deze dag moet nog komen.", "Book what has been; this day is still to come.");
    }
}
