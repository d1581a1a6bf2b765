using System.Runtime.InteropServices;

namespace Crm.Dashboard.Figures;

/// <summary>How long it took: half of them no longer than the median, eight out of ten no longer than P80. Of forecasts in days, from start to closing.</summary>
public sealed record CycleTime(decimal? Median, int? P80);

/// <summary>How many took how long: a few hundred lengths in days, or some thousands in minutes, of whatever there is to put in order.</summary>
public sealed class Lengths
{
    readonly Dictionary<int, int> numbers = [];

    /// <summary>Null of nothing.</summary>
    public double? Average => Number == 0 ? null : numbers.Sum(length => (double)length.Key * length.Value) / Number;

    /// <summary>Median and eightieth percentile, taken by their place in the order.</summary>
    public CycleTime CycleTime => Number == 0 ? new(null, null) : new((At((Number - 1) / 2) + At(Number / 2)) / 2m, At((int)Math.Ceiling(Number * 0.8) - 1));

    int Number => numbers.Values.Sum();

    public void Add(int length) => CollectionsMarshal.GetValueRefOrAddDefault(numbers, length, out _)++;

    public void Add(Lengths others)
    {
        foreach (var (days, number) in others.numbers)
            CollectionsMarshal.GetValueRefOrAddDefault(numbers, days, out _) += number;
    }

    int At(int place)
    {
        var passed = 0;
        return numbers.OrderBy(length => length.Key).First(length => (passed += length.Value) > place).Key;
    }
}
