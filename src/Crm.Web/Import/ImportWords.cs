namespace Crm.Import;

/// <summary>What the stages of an import and of its rows are called.</summary>
public static class ImportWords
{
    public static string Rows(int number) => number == 1 ? Say("1 rij", "1 row") : $"{Formats.Number(number)} {Say("rijen", "rows")}";

    public static LocalText Name(ImportStatus status) => status switch
    {
        ImportStatus.Read => new("kies wat elke kolom is", "choose what each column is"),
        ImportStatus.Checking => new("Rijen worden gecontroleerd", "Checking the rows"),
        ImportStatus.Checked => new("Gecontroleerd", "Checked"),
        ImportStatus.Importing => new("Rijen worden geïmporteerd", "Importing the rows"),
        ImportStatus.Imported => new("Geïmporteerd", "Imported"),
        ImportStatus.Undoing => new("Wordt teruggedraaid", "Being undone"),
        _ => new("Teruggedraaid", "Undone"),
    };

    public static LocalText Name(ImportRowState state) => state switch
    {
        ImportRowState.Waiting => new("Nog te controleren", "To be checked"),
        ImportRowState.Ready => new("Klaar om te importeren", "Ready to import"),
        ImportRowState.Rejected => new("Afgewezen", "Rejected"),
        ImportRowState.Created => new("Relatie gemaakt", "Relation made"),
        ImportRowState.Added => new("Bij bekende relatie", "At a known relation"),
        ImportRowState.Undone => new("Teruggedraaid", "Undone"),
        _ => new("In gebruik, blijft staan", "In use, stays"),
    };

    public static string Kind(ImportRowState state) => state switch
    {
        ImportRowState.Rejected => "bad",
        ImportRowState.Kept => "warn",
        ImportRowState.Created or ImportRowState.Added => "ok",
        _ => "",
    };
}
