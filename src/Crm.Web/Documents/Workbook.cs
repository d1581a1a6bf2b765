namespace Crm.Documents;

/// <summary>What holds for every Excel workbook that is handed out.</summary>
public static class Workbook
{
    public const string ContentType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    /// <summary>What a sheet holds at most, less its heading.</summary>
    public const int MostRows = 1_048_575;
}
