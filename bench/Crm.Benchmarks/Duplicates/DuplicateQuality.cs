using Crm.Data;
using Crm.Duplicates;
using Crm.Relations;
using Microsoft.EntityFrameworkCore;

namespace Crm.Benchmarks.Duplicates;

/// <summary>How well the duplicate check tells known companies from new ones, on made-up entries of which the truth is known.</summary>
public static class DuplicateQuality
{
    const int Seed = 2026;

    public static async Task PrintAsync(BenchServer server, int size, int shown)
    {
        IReadOnlyList<LabelledEntry> entries;
        await using (var db = await server.Get<IDbContextFactory<CrmDbContext>>().CreateDbContextAsync())
            entries = await new MadeCompanies(size - size / 4, size / 4, Seed).FillAsync(db);
        var (certain, likely) = (new Confusion(Verdict.Certain), new Confusion(Verdict.Likely));
        await MadeCompanies.CheckAsync(server.Get<DuplicateFinder>(), entries, [certain, likely]);
        var bare = new Confusion(Verdict.Certain);
        await MadeCompanies.CheckAsync(server.Get<DuplicateFinder>(), [.. entries.Where(entry => entry.Values[RelationFields.KvkNumber].Length == 0)], [bare]);
        certain.Print($"{size:N0} organisations, what blocks (certain)", shown);
        likely.Print($"{size:N0} organisations, what blocks or warns (likely)", shown);
        bare.Print("Of these the entries without a number from the register, what blocks (certain)", 0);
        Print("certain", certain);
        Print("likely", likely);
    }

    static void Print(string verdict, Confusion confusion)
    {
        new Figure($"duplicates of organisations, {verdict}: F1", confusion.F1, "", 0.99, "promised").Print();
        new Figure($"duplicates of organisations, {verdict}: precision", confusion.Precision, "", 0.999, "promised").Print();
    }
}
