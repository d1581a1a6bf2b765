using Crm.Dashboard.Bookkeeping;

namespace Crm.Dashboard.Figures;

public enum Measure { Amount, Number }

/// <summary>Forecasts together: how many, and what they come to.</summary>
public sealed record Tally(int Number, decimal Amount)
{
    public static readonly Tally None = new(0, 0);

    public decimal By(Measure measure) => measure == Measure.Number ? Number : Amount;

    public static Tally operator +(Tally one, Tally other) => new(one.Number + other.Number, one.Amount + other.Amount);

    public static Tally operator -(Tally one, Tally other) => new(one.Number - other.Number, one.Amount - other.Amount);

    public static Tally Sum(IEnumerable<Tally> tallies) => tallies.Aggregate(None, (sum, tally) => sum + tally);
}

/// <summary>A <see cref="Dashboard.Tally"/> that is being added up, with what it comes to by the chances, in cents.</summary>
public readonly record struct Sum(int Number, long Cents, long WeightedCents)
{
    public Sum(Line line) : this(1, line.Counts, line.Weighted) { }

    public Tally Tally => new(Number, Cents.Euros());
    public decimal Weighted => WeightedCents.Euros();

    public static Sum operator +(Sum sum, Line line) => sum + new Sum(line);

    public static Sum operator +(Sum one, Sum other) => new(one.Number + other.Number, one.Cents + other.Cents, one.WeightedCents + other.WeightedCents);
}

/// <summary>The part of the whole that falls under one name: a group, an employee, a reason.</summary>
/// <param name="Id">Null: without one.</param>
public sealed record Part(Guid? Id, LocalText Name, Tally Tally);

/// <summary>One figure divided by another, by number and by amount; null where there is nothing to divide by.</summary>
public sealed record Ratio(decimal? ByNumber, decimal? ByAmount)
{
    public decimal? By(Measure measure) => measure == Measure.Number ? ByNumber : ByAmount;

    /// <summary>In per cent, to one decimal.</summary>
    public static Ratio Percent(Tally part, Tally whole) => new(Percent(part.Number, whole.Number), Percent(part.Amount, whole.Amount));

    public static decimal? Percent(decimal part, decimal whole) => whole == 0 ? null : Math.Round(part / whole * 100, 1, MidpointRounding.AwayFromZero);
}

/// <summary>How many of what was closed was scored.</summary>
public sealed record WinRate(Tally Scored, Tally NotScored)
{
    public int Closed => Scored.Number + NotScored.Number;
    public decimal? ByNumber => Ratio.Percent(Scored.Number, Closed);
    public decimal? ByAmount => Ratio.Percent(Scored.Amount, Scored.Amount + NotScored.Amount);

    public decimal? By(Measure measure) => measure == Measure.Number ? ByNumber : ByAmount;
}
