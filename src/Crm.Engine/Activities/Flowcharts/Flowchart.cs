using System.Collections.Concurrent;
using Crm.Engine.Definitions;
using Crm.Engine.Execution;

namespace Crm.Engine.Activities.Flowcharts;

/// <summary>Activities joined by connections: each one that completes leads to those its outcomes are connected to.</summary>
[Activity("Elsa", "Flow", "Activities joined by connections.", IsContainer = true)]
public sealed class Flowchart : Activity
{
    const string StartKey = "Start";
    readonly ConcurrentDictionary<Activity, FlowGraph> graphs = new();
    IReadOnlyList<Variable> variables = [];
    List<Activity> activities = [];
    List<Connection> connections = [];
    internal override IReadOnlyList<Variable> DeclaredVariables => variables;

    protected internal override void Read(ActivityReader reader)
    {
        variables = reader.ReadVariables();
        activities = reader.ReadActivities("activities");
        var byId = new Dictionary<string, Activity>();
        foreach (var activity in activities.Where(activity => activity.Id.Length > 0))
            if (!byId.TryAdd(activity.Id, activity))
                reader.Complain($"The id '{activity.Id}' occurs twice", $"activities[{activities.IndexOf(activity)}]");
        connections = [.. reader.Items("connections").Select(json => Connection.Read(json, byId)).OfType<Connection>().Distinct()];
    }

    protected internal override async ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        if (FindStart(context) is not { } start)
        {
            await context.CompleteActivityAsync();
            return;
        }
        context.Properties[StartKey] = start.Id;
        await context.ScheduleAsync(start);
    }

    protected internal override async ValueTask ChildCompletedAsync(ActivityExecutionContext context, CompletedChild child)
    {
        if (child.Activity!.Descriptor.IsTerminal)
        {
            await context.CompleteActivityAsync();
            return;
        }
        if (!GraphOf(context).IsReachable(child.Activity))
            throw new InvalidOperationException(
                $"Activity {child.Activity.Id} is not reachable from the flowchart graph. Unable to schedule it's outbound activities.");
        if (UsesTokens(context))
            await TokensOf(context).CompletedAsync(child);
        else
            await CountersOf(context).EndedAsync(child);
        await CompleteWhenIdleAsync(context);
    }

    protected internal override async ValueTask ChildCanceledAsync(ActivityExecutionContext context, CompletedChild child)
    {
        await DieAsync(context, child);
        await CompleteWhenIdleAsync(context);
    }

    /// <summary>Stops everything that leads to an activity: another path got there first.</summary>
    internal async ValueTask CancelUpstreamAsync(ActivityExecutionContext context, Activity target)
    {
        var upstream = GraphOf(context).Upstream(target);
        foreach (var child in context.Children.Where(child => upstream.Contains(child.Activity)).ToList())
        {
            await context.WorkflowExecutionContext.Runner.CancelAsync(child);
            await DieAsync(context, new CompletedChild(child.Activity, child.State.Tag, Outcomes.None));
        }
    }

    /// <summary>The instance began in another version of this flowchart; activities may have got other ids.</summary>
    internal async ValueTask TakeOverAsync(ActivityExecutionContext context, Func<string, string> rename)
    {
        if (context.Properties[StartKey] is string start)
            context.Properties[StartKey] = activities.Exists(activity => activity.Id == rename(start)) ? rename(start) : FindStart(context)?.Id;
        if (UsesTokens(context))
            TokensOf(context).TakeOver(rename);
        else
            await CountersOf(context).TakeOverAsync(rename);
        await CompleteWhenIdleAsync(context);
    }

    // Nothing leaves a cancelled activity, and what waits for it must know.
    ValueTask DieAsync(ActivityExecutionContext context, CompletedChild child) => UsesTokens(context)
        ? TokensOf(context).CanceledAsync(child.Activity!)
        : CountersOf(context).EndedAsync(child);

    Activity? FindStart(ActivityExecutionContext context)
    {
        var trigger = context.WorkflowExecutionContext.Instance.TriggerActivityId;
        return activities.Find(activity => activity.Id == trigger)
            ?? activities.Find(activity => activity.Descriptor.IsStart)
            ?? activities.Find(activity => activity.CanStartWorkflow)
            ?? activities.Find(activity => connections.TrueForAll(connection => connection.Target != activity))
            ?? activities.FirstOrDefault();
    }

    FlowGraph GraphOf(ActivityExecutionContext context)
    {
        var startId = context.Properties[StartKey] as string;
        var start = activities.First(activity => activity.Id == startId);
        return graphs.GetOrAdd(start, key => new FlowGraph(key, connections));
    }

    FlowCounters CountersOf(ActivityExecutionContext context) => new(this, context, GraphOf(context));

    FlowTokens TokensOf(ActivityExecutionContext context) => new(this, context, GraphOf(context), activities);

    ValueTask CompleteWhenIdleAsync(ActivityExecutionContext context) =>
        context.HasWork || UsesTokens(context) && TokensOf(context).HasFreeTokens ? default : context.CompleteActivityAsync();

    static bool UsesTokens(ActivityExecutionContext context) =>
        context.WorkflowExecutionContext.Properties.TryGetValue("Flowchart:ExecutionMode", out var mode) && mode?.ToString() is { } stated
            && !stated.Equals("Default", StringComparison.OrdinalIgnoreCase)
                ? stated.Equals("TokenBased", StringComparison.OrdinalIgnoreCase)
                : context.WorkflowExecutionContext.Engine.Options.TokenFlowcharts;
}
