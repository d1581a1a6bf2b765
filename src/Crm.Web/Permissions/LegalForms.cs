using Crm.Relations;

namespace Crm.Permissions;

/// <summary>Who is protected as a natural person (Telecommunicatiewet 11.7): who trades under a person's name, as a sole trader or a partnership, is one too.</summary>
public static class LegalForms
{
    static readonly string[] OfLegalPersons =
        ["besloten", "naamloze", "stichting", "vereniging", "cooperat", "waarborgmaatschappij", "kerkgenootschap", "publiekrechtelijk", "rechtspersoon", "societas", "private limited", "public limited"];

    static readonly string[] InShort = ["bv", "nv", "ua", "ba", "gmbh", "ag", "ltd", "limited", "plc", "inc", "llc", "sa", "sarl", "bvba", "vzw"];

    /// <summary>A form that is not known to be a legal person's counts as a natural person's: the safe side.</summary>
    public static bool IsNaturalPerson(string? legalForm)
    {
        var words = SearchName.AllWords(legalForm ?? "");
        return !words.Any(word => InShort.Contains(word)) && !OfLegalPersons.Any(part => string.Join(' ', words).Contains(part, StringComparison.Ordinal));
    }
}
