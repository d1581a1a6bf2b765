using Crm.Data;

namespace Crm.Campaigns;

/// <summary>A campaign as somebody fills it in.</summary>
public sealed record CampaignEntry
{
    public string? Name { get; init; }
    public Guid? TypeId { get; init; }
    /// <summary>Left out: who makes it.</summary>
    public Guid? ResponsibleId { get; init; }
    public DateOnly? StartDate { get; init; }
    public DateOnly? EndDate { get; init; }
    public decimal ExpectedRevenue { get; init; }
    public decimal Budget { get; init; }
    public string? Goal { get; init; }
    /// <summary>The revision that was read; another's change in between is a conflict.</summary>
    public int? Revision { get; init; }

    public IEnumerable<Fault> Faults()
    {
        if ((Name ?? "").Trim().Length is 0 or > Campaign.NameLength)
            yield return new(nameof(Name), $"Vul een naam in van hooguit {Campaign.NameLength} tekens.", $"Enter a name of at most {Campaign.NameLength} characters.");
        if (StartDate is null)
            yield return new(nameof(StartDate), "Vul de begindatum in.", "Enter the start date.");
        if (EndDate is null)
            yield return new(nameof(EndDate), "Vul de einddatum in.", "Enter the end date.");
        if (EndDate < StartDate)
            yield return new(nameof(EndDate), "De einddatum ligt voor de begindatum.", "The end date lies before the start date.");
        if (ExpectedRevenue is < 0 or > Campaign.LargestAmount)
            yield return new(nameof(ExpectedRevenue), "De verwachte opbrengst ligt tussen € 0 en € 999.999.999,99.", "The expected revenue lies between €0 and €999,999,999.99.");
        if (Budget is < 0 or > Campaign.LargestAmount)
            yield return new(nameof(Budget), "Het budget ligt tussen € 0 en € 999.999.999,99.", "The budget lies between €0 and €999,999,999.99.");
        if ((Goal ?? "").Trim().Length > Campaign.GoalLength)
            yield return new(nameof(Goal), $"Het doel is hooguit {Campaign.GoalLength} tekens.", $"The goal has at most {Campaign.GoalLength} characters.");
    }
}

/// <summary>An action as somebody fills it in.</summary>
public sealed record ActionEntry
{
    /// <summary>Stays as it is once the action exists.</summary>
    public ActionKind Kind { get; init; }
    public string? Name { get; init; }
    public ActionYield Yield { get; init; }
    public string? DefinitionId { get; init; }
    public Guid? AssigneeId { get; init; }
    public DateOnly? PlannedOn { get; init; }
    public decimal UnitCost { get; init; }
    public LocalText? Subject { get; init; }
    public LocalText? Text { get; init; }
    public int PerMinute { get; init; } = 120;

    public IEnumerable<Fault> Faults()
    {
        if ((Name ?? "").Trim().Length is 0 or > CampaignAction.NameLength)
            yield return new(nameof(Name), $"Vul een naam in van hooguit {CampaignAction.NameLength} tekens.", $"Enter a name of at most {CampaignAction.NameLength} characters.");
        if (PlannedOn is null)
            yield return new(nameof(PlannedOn), "Vul in wanneer de actie is.", "Enter when the action is.");
        if (UnitCost is < 0 or > 100_000)
            yield return new(nameof(UnitCost), "De kosten per contact liggen tussen € 0 en € 100.000.", "The cost per contact lies between €0 and €100,000.");
        if (Yield == ActionYield.Workflow && string.IsNullOrWhiteSpace(DefinitionId))
            yield return new(nameof(DefinitionId), "Kies het proces dat per contact start.", "Choose the process that starts per contact.");
        if (PerMinute is < CampaignAction.SlowestPerMinute or > CampaignAction.FastestPerMinute)
            yield return new(nameof(PerMinute), "Het tempo ligt tussen 1 en 6.000 per minuut.", "The pace lies between 1 and 6,000 per minute.");
        if (Kind == ActionKind.Mail && string.IsNullOrWhiteSpace(Subject?.Nl))
            yield return new("Subject", "Vul het onderwerp van de mail in.", "Enter the subject of the mail.");
        if (Kind == ActionKind.Mail && string.IsNullOrWhiteSpace(Text?.Nl))
            yield return new("Text", "Schrijf de mail.", "Write the mail.");
        if (new[] { Subject?.Nl, Subject?.En }.Any(text => text?.Length > 200))
            yield return new("Subject", "Het onderwerp is hooguit 200 tekens.", "The subject has at most 200 characters.");
        if (new[] { Text?.Nl, Text?.En }.Any(text => text?.Length > CampaignAction.TextLength))
            yield return new("Text", $"De tekst is hooguit {CampaignAction.TextLength} tekens.", $"The text has at most {CampaignAction.TextLength} characters.");
    }

    public void Fill(CampaignAction action)
    {
        (action.Name, action.Yield, action.AssigneeId, action.PlannedOn, action.UnitCost, action.PerMinute) = (Name!.Trim(), Yield, AssigneeId, PlannedOn!.Value, UnitCost, PerMinute);
        action.DefinitionId = Yield == ActionYield.Workflow ? DefinitionId!.Trim() : null;
        (action.Subject, action.Text) = (Trimmed(Subject), Trimmed(Text));
    }

    static LocalText Trimmed(LocalText? text) => new((text?.Nl ?? "").Trim(), (text?.En ?? "").Trim());
}

/// <summary>A part of a target group as somebody chooses it: a saved or a new filter, lines of a file, or an earlier action.</summary>
public sealed record SelectionEntry
{
    public SelectionKind Kind { get; init; }
    public string? Name { get; init; }
    public string? Query { get; init; }
    public Guid? ViewId { get; init; }
    /// <summary>E-mail addresses and relation numbers, separated by white space, commas or semicolons.</summary>
    public string? Entries { get; init; }
    public Guid? FromActionId { get; init; }
}

/// <summary>A cost as somebody books it.</summary>
public sealed record CostEntry
{
    public CostKind Kind { get; init; }
    public string? Description { get; init; }
    public decimal Amount { get; init; }
    /// <summary>Today when left out.</summary>
    public DateOnly? Date { get; init; }
    public string? Supplier { get; init; }
    public string? InvoiceNumber { get; init; }
    public Guid? SettlesId { get; init; }

    public IEnumerable<Fault> Faults()
    {
        if ((Description ?? "").Trim().Length is 0 or > 200)
            yield return new(nameof(Description), "Vul een omschrijving in van hooguit 200 tekens.", "Enter a description of at most 200 characters.");
        if (Amount is <= 0 or > Campaign.LargestAmount || decimal.Round(Amount, 2) != Amount)
            yield return new(nameof(Amount), "Vul een bedrag in boven € 0, met hooguit twee decimalen.", "Enter an amount above €0, with at most two decimals.");
        if (Kind == CostKind.Invoice && (Supplier ?? "").Trim().Length is 0 or > 100)
            yield return new(nameof(Supplier), "Vul de leverancier van de factuur in.", "Enter the supplier of the invoice.");
        if (Kind == CostKind.Invoice && (InvoiceNumber ?? "").Trim().Length is 0 or > 40)
            yield return new(nameof(InvoiceNumber), "Vul het factuurnummer in.", "Enter the invoice number.");
        if (Kind == CostKind.Fixed && SettlesId is not null)
            yield return new(nameof(SettlesId), "Alleen een factuur komt in de plaats van andere kosten.", "Only an invoice takes the place of another cost.");
    }
}
