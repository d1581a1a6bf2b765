namespace Crm.Language;

/// <summary>The time as the domain uses it: instants in UTC, days as they are in the Netherlands.</summary>
public static class Clock
{
    public static readonly TimeZoneInfo Amsterdam = TimeZoneInfo.FindSystemTimeZoneById("Europe/Amsterdam");

    public static DateTime UtcNow(this TimeProvider clock) => clock.GetUtcNow().UtcDateTime;

    public static DateOnly Today(this TimeProvider clock) => DayOf(clock.UtcNow());

    public static DateTime Local(DateTime utc) => TimeZoneInfo.ConvertTimeFromUtc(DateTime.SpecifyKind(utc, DateTimeKind.Utc), Amsterdam);

    public static DateOnly DayOf(DateTime utc) => DateOnly.FromDateTime(Local(utc));

    /// <summary>An instant as a program or a page gave it; without a zone it is the time on a clock in the Netherlands.</summary>
    public static DateTime Utc(DateTime at) => at.Kind switch
    {
        DateTimeKind.Utc => at,
        DateTimeKind.Local => at.ToUniversalTime(),
        _ => Utc(DateOnly.FromDateTime(at), TimeOnly.FromDateTime(at)),
    };

    /// <summary>The instant at which a clock in the Netherlands shows this day and time.</summary>
    public static DateTime Utc(DateOnly day, TimeOnly time)
    {
        var local = day.ToDateTime(time);
        // The hour that spring skips does not exist: take the moment the clock jumped to.
        return Amsterdam.IsInvalidTime(local) ? TimeZoneInfo.ConvertTimeToUtc(local.AddHours(1), Amsterdam) : TimeZoneInfo.ConvertTimeToUtc(local, Amsterdam);
    }
}
