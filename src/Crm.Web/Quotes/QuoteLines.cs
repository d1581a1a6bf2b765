using Crm.Data;
using Crm.Quotes.Grid;
using Crm.Quotes.Prices;

namespace Crm.Quotes;

/// <summary>Puts an entered grid in the place of the lines that were there.</summary>
static class QuoteLines
{
    public static void EnsureRight(IReadOnlyList<LineEntry> lines, IReadOnlySet<string> catalogueCodes, VatRates rates, DateOnly date)
    {
        if (lines.Count > LineEntry.MostLines)
            throw RefusedException.Invalid("lines", $"Een offerte heeft hoogstens {LineEntry.MostLines} regels.", $"A quote has at most {LineEntry.MostLines} lines.");
        var faults = lines.SelectMany((line, index) => line.Faults(index, catalogueCodes, rates, date)).Concat(LonelyChoices(lines)).ToList();
        faults.RefuseIfAny();
    }

    static IEnumerable<Fault> LonelyChoices(IReadOnlyList<LineEntry> lines) =>
        from line in lines.Select((entry, index) => (entry.Choice, Index: index))
        where !string.IsNullOrWhiteSpace(line.Choice)
        group line.Index by line.Choice!.Trim() into choice
        where choice.Count() == 1
        select new Fault(
            $"lines[{choice.First()}].choice", $"Regel {choice.First() + 1}: bij ‘{choice.Key}’ valt niets te kiezen; geef nog een regel dezelfde keuze.",
            $"Line {choice.First() + 1}: there is nothing to choose at ‘{choice.Key}’; give another line the same choice.");

    /// <summary>With these options and no others; of a choice the one that was taken, or else the first.</summary>
    public static void Take(IReadOnlyList<QuoteLine> inOrder, IReadOnlyList<Guid> options)
    {
        foreach (var line in inOrder.Where(line => line is { IsOptional: true, IsCharged: true }))
            line.IsChosen = options.Contains(line.Key);
        foreach (var choice in inOrder.Where(line => line.Choice.Length > 0).GroupBy(line => line.Choice))
        {
            var taken = choice.FirstOrDefault(line => options.Contains(line.Key)) ?? choice.First();
            foreach (var line in choice)
                line.IsChosen = line == taken;
        }
    }

    /// <summary>A line keeps its row by its key; a key that is entered twice is the row's only once.</summary>
    public static void Replace(CrmDbContext db, Quote quote, IReadOnlyList<LineEntry> lines)
    {
        var there = quote.Lines.ToDictionary(line => line.Key);
        for (var order = 0; order < lines.Count; order++)
        {
            var entry = lines[order];
            if (entry.Key is not { } key || !there.Remove(key, out var line))
                db.QuoteLines.Add(line = New(quote, entry));
            entry.Fill(line, order);
        }
        db.QuoteLines.RemoveRange(there.Values);
        quote.Lines.RemoveAll(line => there.ContainsValue(line));
    }

    static QuoteLine New(Quote quote, LineEntry entry)
    {
        var isFree = entry.Key is { } key && quote.Lines.All(line => line.Key != key);
        return new() { QuoteId = quote.Id, Key = isFree ? entry.Key!.Value : Guid.CreateVersion7(), Kind = entry.Kind, Description = "" };
    }

    public static async Task<VatRates> VatRatesAsync(this CrmDbContext db, CancellationToken cancellationToken) => new(await db.VatRates.AsNoTracking().ToListAsync(cancellationToken));
}
