using Crm.Audit;
using Crm.Dossiers;

namespace Crm.Signing;

/// <summary>What the evidence says of how an address or a number ("address", "mobile") came onto the contact's card.</summary>
static class CardOrigin
{
    /// <summary>Nothing when history does not know.</summary>
    public static Dictionary<string, string> Details(string what, FieldChange? origin) =>
        origin is null ? [] : new() { [what + "EnteredBy"] = origin.ByName, [what + "EnteredAt"] = Detail.Of(origin.At) };

    /// <summary>In the reader's language; null when it is not said.</summary>
    public static string? In(IReadOnlyDictionary<string, string> details, string what) => details.TryGetValue(what + "EnteredBy", out var by)
        ? Say($"op de contactkaart gezet door {by} op {EvidenceSheet.Moment(details[what + "EnteredAt"])}", $"put onto the contact's card by {by} on {EvidenceSheet.Moment(details[what + "EnteredAt"])}")
        : null;
}
