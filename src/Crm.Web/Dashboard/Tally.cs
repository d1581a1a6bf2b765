namespace Crm.Dashboard;

public enum Measure { Amount, Number }

/// <summary>Forecasts together: how many, and what they come to.</summary>
public sealed record Tally(int Number, decimal Amount)
{
    public static readonly Tally None = new(0, 0);

    public decimal By(Measure measure) => measure == Measure.Number ? Number : Amount;

    public static Tally operator +(Tally one, Tally other) => new(one.Number + other.Number, one.Amount + other.Amount);

    public static Tally Sum(IEnumerable<Tally> tallies) => tallies.Aggregate(None, (sum, tally) => sum + tally);
}

/// <summary>The part of the whole that falls under one name: a group, an employee, a reason.</summary>
/// <param name="Id">Null: without one.</param>
public sealed record Part(Guid? Id, LocalText Name, Tally Tally);
