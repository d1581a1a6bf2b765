using Crm.Data;
using Crm.Signing;

namespace Crm.Portal;

/// <summary>What was entered and what is wrong with it, so that a page that comes back has lost nothing.</summary>
public sealed record PortalForm(SignEntry? Sign = null, PassOnEntry? PassOn = null, string Reason = "", string Question = "", IReadOnlyList<Fault>? Faults = null, string Told = "")
{
    public static readonly PortalForm Empty = new();

    public string? FaultOf(string field) => (Faults ?? []).FirstOrDefault(fault => fault.Field == field)?.ToString();

    /// <summary>What is wrong with the whole.</summary>
    public string General => string.Join(" ", (Faults ?? []).Where(fault => fault.Field.Length == 0));
}

/// <summary>What every portal page needs besides what it shows.</summary>
/// <param name="Address">Of the page itself, for its forms and links.</param>
/// <param name="Nonce">Lets the page's own style pass the content security policy.</param>
public sealed record PortalFrame(string Address, string Nonce, string FormField, string FormToken);
