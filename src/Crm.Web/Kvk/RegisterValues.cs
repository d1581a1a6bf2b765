using System.Globalization;
using Crm.Relations;

namespace Crm.Kvk;

/// <summary>The register's data as fields of a relation.</summary>
public static class RegisterValues
{
    /// <returns>By the names of <see cref="RelationFields"/>; what the register does not tell is empty.</returns>
    public static Dictionary<string, string> Of(RegisterEntry entry) => new()
    {
        [RelationFields.Name] = entry.Name,
        [RelationFields.OtherNames] = entry.StatutoryName == entry.Name ? "" : entry.StatutoryName,
        [RelationFields.KvkNumber] = entry.KvkNumber,
        [RelationFields.BranchNumber] = entry.BranchNumber,
        [RelationFields.LegalForm] = entry.LegalForm,
        [RelationFields.Rsin] = entry.Rsin,
        ["street"] = entry.Address?.Street ?? "",
        [RelationFields.HouseNumber] = entry.Address?.HouseNumber?.ToString(CultureInfo.InvariantCulture) ?? "",
        ["addition"] = entry.Address?.Addition ?? "",
        [RelationFields.PostalCode] = entry.Address?.PostalCode ?? "",
        [RelationFields.Town] = entry.Address?.Town ?? "",
        [RelationFields.Country] = entry.Address?.Country ?? "",
        ["sbiCode"] = entry.SbiCode,
        ["industry"] = entry.Industry,
        ["website"] = entry.Website,
        [RelationFields.NonMailing] = entry.IsNonMailing ? "true" : "false",
    };
}
