namespace Crm.Signing;

/// <summary>What a signer agrees to, word for word: the page shows it and the evidence keeps it.</summary>
public static class Consent
{
    /// <summary>Counts up when the words below change.</summary>
    public const string Version = "1";

    public static string Text(string number, string organisation) => Say(
        $"Ik ga akkoord met offerte {number} en de algemene voorwaarden daarin, en ik mag namens {organisation} tekenen.",
        $"I agree to quote {number} and the general conditions in it, and I may sign on behalf of {organisation.TrimEnd('.')}.");

    /// <summary>What the employee who signs on our side states.</summary>
    public static string CounterText(string number, string supplier) => Say(
        $"Ik teken offerte {number} namens {supplier}.", $"I sign quote {number} on behalf of {supplier}.");

    public static string Button(decimal amount) => Say($"Onderteken voor {Formats.Euro(amount)}", $"Sign for {Formats.Euro(amount)}");
}
