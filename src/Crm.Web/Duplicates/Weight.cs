namespace Crm.Duplicates;

/// <summary>
/// How much a likeness speaks for two records being one, in bits, after Fellegi and Sunter (1969): what is the same weighs as much as it is
/// rare, what differs as much as it is rare that someone writes it down otherwise. Weights of independent fields add up; at zero it is as likely as not.
/// </summary>
public static class Weight
{
    // Of what is written down a second time, most is the same, some is misspelt, and some is something else.
    const double Kept = 0.85;
    const double Misspelt = 0.08;
    const double Otherwise = 0.07;
    // So many values are one mistake away.
    const double Neighbours = 5;

    /// <param name="likeness">Null: not known on both sides, which is no evidence.</param>
    /// <param name="share">Of all records, the part that has this value.</param>
    public static double Of(Likeness? likeness, double share) => likeness switch
    {
        Likeness.Same => Math.Log2(Kept / share),
        Likeness.Similar => Math.Max(0, Math.Log2(Misspelt / (Neighbours * share))),
        Likeness.Different => Math.Log2(Otherwise / (1 - share)),
        _ => 0,
    };

    /// <summary>Before anything is known of either: one of so many.</summary>
    public static double Among(int records) => -Math.Log2(records);
}
