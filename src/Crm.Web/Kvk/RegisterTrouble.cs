namespace Crm.Kvk;

/// <summary>Why the register gave nothing, and what to do about it, in the reader's language.</summary>
public static class RegisterTrouble
{
    public static string Of(LookupOutcome outcome) => outcome switch
    {
        LookupOutcome.BudgetSpent => Say("Het KVK-budget van deze maand is op. Vul de gegevens zelf in, of vraag de beheerder om het te verhogen.",
            "This month's KVK budget is used up. Fill in the details yourself, or ask the administrator to raise it."),
        LookupOutcome.NothingFound => Say("Het Handelsregister kent dit nummer niet, of niet meer.", "The trade register does not know this number, or no longer."),
        _ => Say("We konden de KVK niet bereiken. Vul de gegevens zelf in of probeer het later opnieuw.", "We could not reach the KVK. Type the details yourself or try again later."),
    };
}
