namespace Crm.Language;

/// <summary>Days on which people work: Monday to Friday.</summary>
public static class WorkingDays
{
    static readonly TimeOnly EndOfDay = new(17, 0);

    /// <summary>The end of the n-th working day from now; 0 is today, or Monday when today is a weekend day.</summary>
    public static DateTime? After(DateTime utcNow, int? days)
    {
        if (days is not { } left)
            return null;
        var day = Clock.DayOf(utcNow);
        while (IsWeekend(day) || left > 0)
        {
            if (!IsWeekend(day))
                left--;
            day = day.AddDays(1);
        }
        return Clock.Utc(day, EndOfDay);
    }

    static bool IsWeekend(DateOnly day) => day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;
}
