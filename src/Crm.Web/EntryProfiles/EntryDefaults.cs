using System.Globalization;
using Crm.Users;

namespace Crm.EntryProfiles;

/// <summary>What stands in a field before anyone types.</summary>
public static class EntryDefaults
{
    const string Me = "me";
    const string Today = "today";

    /// <summary>"me", "today", "today+30", or the value itself.</summary>
    public static string Of(string rule, Actor actor, TimeProvider clock)
    {
        if (rule == Me)
            return actor.UserId?.ToString("D") ?? "";
        if (!rule.StartsWith(Today, StringComparison.Ordinal))
            return rule;
        var days = int.TryParse(rule.AsSpan(Today.Length), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var ahead) ? ahead : 0;
        return clock.Today().AddDays(days).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
    }

    public static Dictionary<string, string> Of(EntryProfile profile, EntryFieldSet fields, Actor actor, TimeProvider clock) =>
        profile.AskedFields(fields).Where(asked => asked.Default.Length > 0).ToDictionary(asked => asked.Field.Key, asked => Of(asked.Default, actor, clock));
}
