namespace Crm.Dashboard.Figures;

/// <summary>What became of closed forecasts, by a code that they are divided by.</summary>
public sealed class Outcomes(int codes)
{
    readonly Sum[] scored = new Sum[codes], notScored = new Sum[codes];

    /// <summary>Those that something was closed of.</summary>
    public IEnumerable<int> Codes => Enumerable.Range(0, scored.Length).Where(code => scored[code].Number + notScored[code].Number > 0);

    public WinRate this[int code] => new(scored[code].Tally, notScored[code].Tally);

    public void Add(int code, bool isScored, Sum one) => (isScored ? scored : notScored)[code] += one;

    public Outcomes Add(Outcomes others)
    {
        scored.AddUp(others.scored);
        notScored.AddUp(others.notScored);
        return this;
    }
}
