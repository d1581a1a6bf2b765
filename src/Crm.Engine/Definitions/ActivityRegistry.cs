namespace Crm.Engine.Definitions;

/// <summary>The activity types that definitions may use: the built-in ones and those the host adds, each on a line of its list.</summary>
public sealed class ActivityRegistry(IEnumerable<ActivityDescriptor> activities)
{
    readonly Dictionary<string, ActivityDescriptor> byType = activities.ToDictionary(activity => activity.TypeName);

    public IReadOnlyCollection<ActivityDescriptor> Activities => byType.Values;

    public ActivityDescriptor? Find(string typeName) => byType.GetValueOrDefault(typeName);
}
