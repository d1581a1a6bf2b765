using Crm.Data;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Crm.Dashboard.Subscriptions;

/// <summary>Each workday, once a week, or on the first of the month.</summary>
public enum Rhythm { Daily, Weekly, Monthly }

/// <summary>The tab as it comes with the mail.</summary>
public enum AttachedAs { Pdf, Excel }

/// <summary>A tab that somebody gets by mail, with the view that was looked at.</summary>
public sealed class Subscription : IVersioned
{
    public static readonly TimeOnly Earliest = new(5, 0);
    public static readonly TimeOnly Latest = new(12, 0);

    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid UserId { get; init; }
    /// <summary>See <see cref="DashboardView.Tabs"/>.</summary>
    public required string Tab { get; init; }
    /// <summary>The view as it stands in an address.</summary>
    public required string Query { get; init; }
    public required Rhythm Rhythm { get; init; }
    /// <summary>Of a weekly one.</summary>
    public DayOfWeek Weekday { get; init; }
    /// <summary>On a clock in the Netherlands.</summary>
    public required TimeOnly At { get; init; }
    public required AttachedAs AttachedAs { get; init; }
    public required DateTime NextAt { get; set; }
    /// <summary>The last time that it was due and a mail was written for it: never twice for one time.</summary>
    public DateTime? WrittenFor { get; set; }
    public int Revision { get; set; }

    /// <summary>The first time after an instant. What a stopped server missed is not made up for: that would be many mails about one moment.</summary>
    public DateTime NextAfter(DateTime now)
    {
        var day = Clock.DayOf(now);
        while (!FallsOn(day) || Clock.Utc(day, At) <= now)
            day = day.AddDays(1);
        return Clock.Utc(day, At);
    }

    bool FallsOn(DateOnly day) => Rhythm switch
    {
        Rhythm.Daily => day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday),
        Rhythm.Weekly => day.DayOfWeek == Weekday,
        _ => day.Day == 1,
    };

    public static void Map(EntityTypeBuilder<Subscription> subscription)
    {
        subscription.ToTable("Subscriptions");
        subscription.Property(s => s.Tab).HasMaxLength(40);
        subscription.HasIndex(s => s.NextAt);
        subscription.HasIndex(s => s.UserId);
    }
}
