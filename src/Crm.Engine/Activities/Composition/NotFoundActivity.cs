using Crm.Engine.Definitions;
using Crm.Engine.Execution;

namespace Crm.Engine.Activities.Composition;

/// <summary>Stands where a definition names a type that does not exist here. It only faults when it is reached.</summary>
[Activity("Elsa", "System", "An activity whose type is not known.")]
sealed class NotFoundActivity : Activity
{
    static readonly ActivityDescriptor Description = ActivityDescriptor.Of<NotFoundActivity>();
    int? missingVersion;

    public string MissingType { get; private set; } = "";

    public static NotFoundActivity For(string type, int? version)
    {
        var activity = (NotFoundActivity)Description.Create();
        activity.MissingType = type;
        activity.missingVersion = version;
        return activity;
    }

    public static InvalidOperationException Error(string type, int? version) =>
        new($"Activity type '{type}' version '{version ?? 0}' could not be found.");

    protected internal override ValueTask ExecuteAsync(ActivityExecutionContext context) => throw Error(MissingType, missingVersion);
}
