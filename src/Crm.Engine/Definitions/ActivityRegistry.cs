namespace Crm.Engine.Definitions;

/// <summary>The activity types that definitions may use: the built-in ones and those the host adds, each on a line of its list; and the types of variables that stand for a record of the host.</summary>
public sealed class ActivityRegistry(IEnumerable<ActivityDescriptor> activities, IEnumerable<string>? recordTypes = null)
{
    readonly HashSet<string> records = [.. recordTypes ?? []];
    readonly Dictionary<string, ActivityDescriptor> byType = activities.ToDictionary(activity => activity.TypeName);

    public IReadOnlyCollection<ActivityDescriptor> Activities => byType.Values;

    internal bool IsRecord(string typeName) => records.Contains(typeName);

    public ActivityDescriptor? Find(string typeName) => byType.GetValueOrDefault(typeName);
}
