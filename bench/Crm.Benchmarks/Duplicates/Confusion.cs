using Crm.Duplicates;

namespace Crm.Benchmarks.Duplicates;

/// <summary>How often what was found is what is true, from one verdict up.</summary>
public sealed class Confusion(Verdict from)
{
    readonly List<string> mistakes = [];
    readonly SortedDictionary<string, (int Right, int Missed, int Wrong, int Nothing)> kinds = [];

    public int Right { get; private set; }
    public int Missed { get; private set; }
    public int Wrong { get; private set; }
    /// <summary>Entries of new companies for which nothing was found.</summary>
    public int RightlyNothing { get; private set; }

    public double Precision => Right == 0 ? 0 : Right / (double)(Right + Wrong);
    public double Recall => Right == 0 ? 0 : Right / (double)(Right + Missed);
    public double F1 => Right == 0 ? 0 : 2 * Precision * Recall / (Precision + Recall);

    public void Count(LabelledEntry entry, IReadOnlyList<DuplicateHit> hits)
    {
        var found = hits.Where(hit => hit.Verdict >= from && hit.Verdict != Verdict.OtherBranch).Select(hit => hit.OrganisationId).ToList();
        var right = entry.Known is { } known && found.Contains(known.Id) ? 1 : 0;
        var (missed, wrong) = (entry.Known is null ? 0 : 1 - right, found.Count - right);
        (Right, Missed, Wrong) = (Right + right, Missed + missed, Wrong + wrong);
        if (missed + wrong > 0)
            mistakes.Add($"  {(wrong > 0 ? "wrong" : "missed")} {entry.Kind}: {Told(entry)}{string.Concat(hits.Select(hit => $"\n    {hit.Verdict} {hit.Name}, {hit.Town}: {string.Join(", ", hit.Evidence.Select(evidence => $"{evidence.Field.En} {evidence.Likeness}"))}"))}");
        var nothing = entry.Known is null && wrong == 0 ? 1 : 0;
        RightlyNothing += nothing;
        foreach (var kind in entry.Kind.Split('+'))
        {
            var before = kinds.GetValueOrDefault(kind);
            kinds[kind] = (before.Right + right, before.Missed + missed, before.Wrong + wrong, before.Nothing + nothing);
        }
    }

    /// <param name="shown">How many of its mistakes are shown.</param>
    public void Print(string name, int shown)
    {
        Console.WriteLine($"""

            {name}
                                      found      not found
              is the known one   {Right,10:N0}     {Missed,10:N0}
              is another         {Wrong,10:N0}     {RightlyNothing,10:N0}
              precision {Precision:0.00000}   recall {Recall:0.00000}   F1 {F1:0.00000}

              {"kind",-20} {"right",8} {"missed",8} {"wrong",8} {"kept apart",11}
            """);
        foreach (var (kind, (right, missed, wrong, nothing)) in kinds)
            Console.WriteLine($"  {kind,-20} {right,8:N0} {missed,8:N0} {wrong,8:N0} {nothing,11:N0}");
        Console.WriteLine(string.Concat(mistakes.Take(shown).Select(mistake => "\n" + mistake)));
    }

    static string Told(LabelledEntry entry) =>
        string.Join(" | ", entry.Values.Where(value => value.Value.Length > 0 && value.Key is not ("country" or "legalForm" or "sbiCode" or "industry" or "nonMailing" or "language" or "entrepreneur" or "blocked")).Select(value => value.Value))
        + (entry.Known is { } known ? $"\n    known: {known.Name} ({known.OtherNames}), {known.KvkNumber}, {known.Address.PostalCode} {known.Address.HouseNumber} {known.Address.Town}, {known.Email}, {known.Phone}" : "");
}
