namespace Crm.Quotes.Templates;

/// <summary>What the files of a template are called.</summary>
public static class TemplateNames
{
    public static string OfFile(string file) => file switch
    {
        TemplateVersion.Document => Say("Document", "Document"),
        "head" => Say("Opmaak en kleuren", "Style and colours"),
        "letterhead" => Say("Briefhoofd", "Letterhead"),
        "customer" => Say("Adressering", "Addressee"),
        "facts" => Say("Titel en gegevens", "Title and facts"),
        "lines" => Say("Regels", "Lines"),
        "line" => Say("Eén regel", "One line"),
        "total" => Say("Eén totaal", "One total"),
        "options" => Say("Opties", "Options"),
        "terms" => Say("Afspraken", "Terms"),
        "closing" => Say("Slot", "Closing"),
        "conditions" => Say("Algemene voorwaarden", "General conditions"),
        "foot" => Say("Voet", "Foot"),
        _ => file,
    };
}
