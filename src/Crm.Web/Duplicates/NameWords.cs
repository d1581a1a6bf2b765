namespace Crm.Duplicates;

/// <summary>What a word says about whose name it stands in.</summary>
public static class NameWords
{
    // "Oisterhof Holding" owns "Oisterhof": alike, at the same address and phone, and another company.
    static readonly HashSet<string> Sisters =
    [
        "holding", "holdings", "beheer", "beheersmaatschappij", "vastgoed", "onroerend", "goed", "groep", "group", "participatie", "participaties", "pensioen", "invest", "investments", "exploitatie",
        "exploitatiemaatschappij", "management", "verhuur", "lease", "materieel", "projecten", "ontwikkeling", "financiering", "finance", "vrienden", "steunstichting", "personeelsvereniging",
    ];

    // What a company does tells little of which company it is.
    static readonly HashSet<string> Trades =
    [
        "bedrijf", "nederland", "international", "services", "service", "techniek", "bouw", "bouwbedrijf", "aannemersbedrijf", "advies", "transport", "handel", "handelsonderneming", "groothandel", "bakkerij",
        "slagerij", "installatietechniek", "zonen", "gebroeders", "schildersbedrijf", "solutions", "consultancy", "software", "hotel", "restaurant", "cafe", "garage", "autobedrijf", "logistiek", "makelaardij",
        "accountants", "advocaten", "architecten", "administratiekantoor", "automatisering", "verzekeringen", "drukkerij", "kwekerij", "loonbedrijf",
    ];

    static readonly string[] LongForms = ["stichting", "vereniging", "cooperatie", "cooperatief", "maatschap"];

    /// <summary>"Jansen" and "Jansen 2" are two, as a company and its holding are.</summary>
    public static bool IsAnother(string word) => Sisters.Contains(word) || word.Any(char.IsAsciiDigit) || word is "ii" or "iii";

    public static bool IsMisspeltForm(string word) => LongForms.Any(form => TypingErrors.AreOne(word, form));

    public static bool IsInitials(string word) => word.Length <= 2 && !IsAnother(word);

    public static bool IsTrade(string word) => Trades.Contains(word);
}
