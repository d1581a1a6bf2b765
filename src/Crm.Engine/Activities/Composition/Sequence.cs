using Crm.Engine.Definitions;
using Crm.Engine.Execution;

namespace Crm.Engine.Activities.Composition;

/// <summary>Runs activities one after another.</summary>
[Activity("Elsa", "Workflows", "Runs activities one after another.", IsContainer = true)]
public sealed class Sequence : Activity
{
    IReadOnlyList<Variable> variables = [];
    List<Activity> activities = [];
    internal override IReadOnlyList<Variable> DeclaredVariables => variables;

    protected internal override void Read(ActivityReader reader)
    {
        variables = reader.ReadVariables();
        activities = reader.ReadActivities("activities");
    }

    protected internal override ValueTask ExecuteAsync(ActivityExecutionContext context) => GoOnAsync(context, 0);

    protected internal override ValueTask ChildCompletedAsync(ActivityExecutionContext context, CompletedChild child) =>
        child.Activity!.Descriptor.IsTerminal
            ? context.CompleteActivityAsync()
            : GoOnAsync(context, activities.IndexOf(child.Activity) + 1);

    ValueTask GoOnAsync(ActivityExecutionContext context, int index) => index < activities.Count
        ? context.ScheduleAsync(activities[index])
        : context.CompleteActivityAsync();
}
