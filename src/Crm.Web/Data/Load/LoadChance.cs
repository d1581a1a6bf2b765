namespace Crm.Data.Load;

/// <summary>Chance that falls the same way for the same seed and portion, and the ids that go with it.</summary>
public sealed class LoadChance(int seed, int portion)
{
    readonly Random random = new(unchecked(seed * 1_000_003 + portion));

    /// <summary>An id of version 7, in the order of the moments.</summary>
    public Guid Id(DateTime at)
    {
        Span<byte> bytes = stackalloc byte[16];
        random.NextBytes(bytes);
        var milliseconds = new DateTimeOffset(at).ToUnixTimeMilliseconds();
        for (var place = 0; place < 6; place++)
            bytes[place] = (byte)(milliseconds >> (40 - 8 * place));
        bytes[6] = (byte)(0x70 | (bytes[6] & 0x0F));
        bytes[8] = (byte)(0x80 | (bytes[8] & 0x3F));
        return new Guid(bytes, bigEndian: true);
    }

    public int Below(int end) => random.Next(end);

    public int Between(int first, int last) => random.Next(first, last + 1);

    public bool Percent(int chance) => random.Next(100) < chance;

    public double Part() => random.NextDouble();

    public T Pick<T>(IReadOnlyList<T> choices) => choices[random.Next(choices.Count)];

    public DateOnly Day(DateOnly first, DateOnly last) => first.AddDays(random.Next(Math.Max(0, last.DayNumber - first.DayNumber) + 1));

    /// <summary>A moment of that day within working hours.</summary>
    public DateTime Moment(DateOnly day) => Clock.Utc(day, new TimeOnly(random.Next(8, 17), random.Next(60), random.Next(60)));
}
