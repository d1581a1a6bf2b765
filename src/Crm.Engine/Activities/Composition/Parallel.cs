using Crm.Engine.Definitions;
using Crm.Engine.Execution;

namespace Crm.Engine.Activities.Composition;

/// <summary>Runs activities side by side and waits for all of them.</summary>
[Activity("Elsa", "Workflows", "Runs activities side by side and waits for all of them.", IsContainer = true)]
public sealed class Parallel : Activity
{
    IReadOnlyList<Variable> variables = [];
    List<Activity> activities = [];
    internal override IReadOnlyList<Variable> DeclaredVariables => variables;

    protected internal override void Read(ActivityReader reader)
    {
        variables = reader.ReadVariables();
        activities = reader.ReadActivities("activities");
    }

    protected internal override async ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        foreach (var activity in activities)
            await context.ScheduleAsync(activity);
        if (activities.Count == 0)
            await context.CompleteActivityAsync();
    }

    protected internal override ValueTask ChildCompletedAsync(ActivityExecutionContext context, CompletedChild child) =>
        context.HasWork ? default : context.CompleteActivityAsync();
}
