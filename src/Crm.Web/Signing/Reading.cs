using System.Globalization;
using Crm.Dossiers;

namespace Crm.Signing;

/// <summary>What the customer's browser says of the reading, where it runs scripts. It is what that browser said and no more, so what cannot be true is left out.</summary>
/// <param name="TimeZone">Of the machine, as "Europe/Amsterdam".</param>
/// <param name="ToEndAt">When the end of the quote came into view.</param>
public sealed record Reading(string? TimeZone, string? ToEndAt)
{
    const int LongestZone = 60;

    public static readonly Reading Unknown = new(null, null);

    /// <summary>For the step in which somebody signs.</summary>
    public Dictionary<string, string> Details(DateTime sentAt, DateTime now)
    {
        Dictionary<string, string> details = [];
        if (TimeZone is { Length: > 0 and <= LongestZone } && TimeZoneInfo.TryFindSystemTimeZoneById(TimeZone, out var zone))
            (details["timeZone"], details["localTime"]) = (TimeZone, TimeZoneInfo.ConvertTime(new DateTimeOffset(now), zone).ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture));
        if (DateTimeOffset.TryParse(ToEndAt, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var end) && end >= sentAt && end <= now)
            details["readToEndAt"] = Detail.Of(end.UtcDateTime);
        return details;
    }

    /// <summary>In the reader's language; empty when the browser said nothing.</summary>
    public static string In(IReadOnlyDictionary<string, string> details) => string.Join(" · ", new[]
    {
        details.TryGetValue("localTime", out var local) ? Say($"daar {local} ({details["timeZone"]})", $"there {local} ({details["timeZone"]})") : "",
        details.TryGetValue("readToEndAt", out var end) ? Say($"offerte tot het einde in beeld om {EvidenceSheet.Moment(end)}", $"quote seen to its end at {EvidenceSheet.Moment(end)}") : "",
    }.Where(part => part.Length > 0));
}
