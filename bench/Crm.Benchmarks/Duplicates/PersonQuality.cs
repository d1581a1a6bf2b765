using Crm.Duplicates;
using Crm.Relations;

namespace Crm.Benchmarks.Duplicates;

/// <summary>
/// How well people are told apart on the records of FEBRL 3: every pair is laid side by side with the product's own comparison of names and its weights.
/// How rare a value is, is counted in the file itself; its labels are only used to score.
/// </summary>
public static class PersonQuality
{
    static readonly string[] Plain = ["street_number", "suburb", "postcode", "state", "date_of_birth", "soc_sec_id"];
    static readonly string[] Streets = ["address_1", "address_2"];

    sealed record Row(string Truth, Person Person, IReadOnlyDictionary<string, string> Values);

    public static void Print(string file)
    {
        var rows = Read(file);
        var shares = SharesOf(rows);
        var (right, wrong, missed, none) = (0, 0, 0, 0L);
        for (var first = 0; first < rows.Count; first++)
        {
            for (var second = first + 1; second < rows.Count; second++)
            {
                switch (Weighed(rows[first], rows[second], shares, rows.Count) >= 0, rows[first].Truth == rows[second].Truth)
                {
                    case (true, true): right++; break;
                    case (true, false): wrong++; break;
                    case (false, true): missed++; break;
                    default: none++; break;
                }
            }
        }
        var (precision, recall) = (right / (double)(right + wrong), right / (double)(right + missed));
        Console.WriteLine($"""

            {rows.Count:N0} records of people, every pair
                                      found      not found
              is one             {right,10:N0}     {missed,10:N0}
              are two            {wrong,10:N0}     {none,10:N0}
              precision {precision:0.00000}   recall {recall:0.00000}

            """);
        new Figure("duplicates of persons, FEBRL 3: pairwise F1", 2 * precision * recall / (precision + recall), "", 0.99, "promised").Print();
    }

    /// <summary>At zero they are as likely one as two.</summary>
    static double Weighed(Row one, Row other, Dictionary<(string, string), double> shares, int count)
    {
        var weight = Weight.Among(count);
        var (first, last) = PersonNames.Compare(one.Person, other.Person);
        weight += Weight.Of(one.Person.FirstName.Length * other.Person.FirstName.Length == 0 ? null : first, Share("given_name"));
        weight += Weight.Of(one.Person.LastName.Length * other.Person.LastName.Length == 0 ? null : last, Share("surname"));
        foreach (var field in Plain)
            weight += Weight.Of(Compare(one.Values[field], other.Values[field]), Share(field));
        var isTurned = Streets.Any(field => one.Values[field].Length > 0 && one.Values[field] == other.Values[Other(field)]);
        foreach (var field in Streets)
            weight += Weight.Of(Compare(one.Values[field], other.Values[isTurned ? Other(field) : field]), Share(field));
        return weight;

        double Share(string field) => Math.Max(shares.GetValueOrDefault((field, one.Values[field])), shares.GetValueOrDefault((field, other.Values[field])));
    }

    static string Other(string street) => street == Streets[0] ? Streets[1] : Streets[0];

    static Likeness? Compare(string one, string other)
    {
        if (one.Length == 0 || other.Length == 0)
            return null;
        if (one == other)
            return Likeness.Same;
        var isNear = char.IsAsciiDigit(one[0]) ? TypingErrors.InNumber(one, other) : TypingErrors.AreMany(Run(one), Run(other)) || Run(one) == Run(other);
        return isNear ? Likeness.Similar : Likeness.Different;
    }

    static string Run(string text) => text.Replace(" ", "", StringComparison.Ordinal);

    static Dictionary<(string, string), double> SharesOf(IReadOnlyList<Row> rows) => rows.SelectMany(row => row.Values.Where(value => value.Value.Length > 0))
        .CountBy(value => (value.Key, value.Value)).ToDictionary(value => value.Key, value => value.Value / (double)rows.Count);

    static IReadOnlyList<Row> Read(string file)
    {
        var lines = File.ReadLines(file).Select(line => line.Split(',', StringSplitOptions.TrimEntries)).ToList();
        return [.. lines.Skip(1).Where(cells => cells.Length == lines[0].Length).Select(cells => Read([.. lines[0].Zip(cells)]))];
    }

    static Row Read((string Field, string Value)[] cells)
    {
        var values = cells.ToDictionary(cell => cell.Field, cell => cell.Value);
        // "rec-1496-org" and "rec-1496-dup-3" are one.
        var truth = values["rec_id"].Split('-')[1];
        values.Remove("rec_id");
        return new(truth, new Person { FirstName = values["given_name"], LastName = values["surname"] }, values);
    }
}
