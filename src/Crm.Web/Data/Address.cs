
namespace Crm.Data;

/// <summary>A Dutch or foreign address; a PO box has <see cref="Street"/> "Postbus" and the box as house number.</summary>
[Owned]
public sealed record Address
{
    public string Street { get; init; } = "";
    public int? HouseNumber { get; init; }
    /// <summary>Letter and addition, as printed after the number.</summary>
    public string Addition { get; init; } = "";
    /// <summary>Without a space for the Netherlands: "1034WL".</summary>
    public string PostalCode { get; init; } = "";
    public string Town { get; init; } = "";
    /// <summary>ISO 3166 alpha-2.</summary>
    public string Country { get; init; } = "NL";
}
