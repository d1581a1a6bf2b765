using Crm.Data;

namespace Crm.Targets;

/// <summary>Figures of one employee as they were pasted: one for the year, or twelve for the months.</summary>
public sealed record PastedTarget(Guid EmployeeId, IReadOnlyList<decimal> Figures);

/// <summary>Reads lines that were copied from a spreadsheet: a name, and after it the year or the twelve months.</summary>
public static class TargetPaste
{
    /// <summary>All lines or none: each line that cannot be read is named.</summary>
    public static IReadOnlyList<PastedTarget> Read(string text, IReadOnlyDictionary<string, Guid> employees)
    {
        List<Fault> faults = [];
        List<PastedTarget> read = [];
        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var cells = line.Split(line.Contains('\t', StringComparison.Ordinal) ? '\t' : ';', StringSplitOptions.TrimEntries);
            // The heading of the sheet comes along more often than not.
            if (cells.Skip(1).All(cell => Entries.Figure(cell) is null) && read.Count == 0 && faults.Count == 0)
                continue;
            if (Of(cells, employees, faults) is { } pasted)
                read.Add(pasted);
        }
        if (read.Count == 0 && faults.Count == 0)
            faults.Add(new("paste", "Plak ten minste één regel: een naam, en daarachter het jaar of de twaalf maanden.", "Paste at least one line: a name, and after it the year or the twelve months."));
        faults.RefuseIfAny();
        return read;
    }

    static PastedTarget? Of(string[] cells, IReadOnlyDictionary<string, Guid> employees, List<Fault> faults)
    {
        if (!employees.TryGetValue(cells[0], out var employee))
        {
            faults.Add(new("paste", $"“{cells[0]}” is geen medewerker in deze lijst.", $"“{cells[0]}” is not an employee in this list."));
            return null;
        }
        // A sheet often ends with the sum of the year: after twelve months it is not read.
        var figures = cells.Skip(1).Take(12).Select(cell => cell.Length == 0 ? 0 : Entries.Figure(cell)).ToList();
        if (figures.Count is 1 or 12 && figures.TrueForAll(figure => figure is >= 0))
            return new(employee, figures.ConvertAll(figure => figure!.Value));
        faults.Add(new("paste", $"Bij {cells[0]} staan geen twaalf maanden of één jaar in cijfers.", $"After {cells[0]} there are not twelve months or one year in figures."));
        return null;
    }
}
