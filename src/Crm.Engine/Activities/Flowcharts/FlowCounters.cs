using System.Globalization;
using Crm.Engine.Execution;

namespace Crm.Engine.Activities.Flowcharts;

/// <summary>
/// Counter mode: counts how often each activity and connection was visited. A join is decided when each of its paths has been
/// visited once more than the join itself; a path that is not taken counts as visited all the way down, so no join waits in vain,
/// unless a loop may still take that path.
/// </summary>
sealed class FlowCounters
{
    const string BackwardTag = "backward";
    readonly Flowchart flowchart;
    readonly ActivityExecutionContext context;
    readonly FlowGraph graph;
    readonly IDictionary<string, object?> activityVisits;
    readonly IDictionary<string, object?> connectionVisits;
    readonly IDictionary<string, object?> followed;

    public FlowCounters(Flowchart flowchart, ActivityExecutionContext context, FlowGraph graph)
    {
        this.flowchart = flowchart;
        this.context = context;
        this.graph = graph;
        activityVisits = Counts("Visits");
        connectionVisits = Counts("ConnectionVisits");
        followed = Counts("Followed");
    }

    /// <summary>A child has come to its end; one that was cancelled, without outcomes.</summary>
    public ValueTask EndedAsync(CompletedChild child)
    {
        if (child.Tag != BackwardTag)
            CountVisit(child.Activity!);
        return FollowAsync(child.Activity!, child.Outcomes);
    }

    /// <summary>
    /// Makes what was counted in another version count here. What waits for several paths must not wait for a new one that nothing under
    /// way can come by any more. Then what nothing is to be waited for any more goes on.
    /// </summary>
    public async ValueTask TakeOverAsync(Func<string, string> rename)
    {
        Rename(activityVisits, rename);
        Rename(connectionVisits, key => RenameKey(key, rename));
        Rename(followed, key => RenameKey(key, rename));
        foreach (var path in graph.Forward.Where(path => !connectionVisits.ContainsKey(path.Key)).ToList())
            await CountNewAsync(path);
        var open = new Stack<(Connection, bool)>();
        foreach (var path in graph.Forward.Where(path => IsAhead(path) && !IsStarted(path.Target)).ToList())
            await ArriveAsync(path, open);
        await FollowAsync(open);
    }

    async ValueTask CountNewAsync(Connection path)
    {
        var isPassed = IsStarted(path.Target) || !MayStillCome(path.Source) && MayStillCome(path.Target);
        connectionVisits[path.Key] = Count(activityVisits, path.Target.Id) + (isPassed ? 1 : 0);
        followed[path.Key] = isPassed && (TakesThePlaceOfFollowed(path) ||
            graph.ForwardInbound(path.Target).Count > 1 && await ModeAsync(path.Target) == FlowJoinMode.WaitAll);
    }

    // Something was put between two activities, the first of which had led on to the second.
    bool TakesThePlaceOfFollowed(Connection path) => followed.Any(old => old.Value is true && old.Key.Split('|') is [var source, _, var target]
        && target == path.Target.Id && (source == path.Source.Id || graph.Upstream(path.Source).Any(activity => activity.Id == source)));

    bool IsStarted(Activity activity) => context.Queued.Contains(activity) || context.Children.Exists(child => child.Activity == activity);

    bool MayStillCome(Activity activity) => IsStarted(activity) || graph.Upstream(activity).Any(IsStarted);

    static string RenameKey(string key, Func<string, string> rename) =>
        key.Split('|') is [var source, var port, var target] ? $"{rename(source)}|{port}|{rename(target)}" : key;

    static void Rename(IDictionary<string, object?> counts, Func<string, string> rename)
    {
        var renamed = counts.Select(pair => (Key: rename(pair.Key), pair.Value)).ToList();
        counts.Clear();
        foreach (var (key, value) in renamed)
            counts[key] = value;
    }

    ValueTask FollowAsync(Activity from, Outcomes outcomes)
    {
        // A stack instead of recursion: a dead path may be as long as the flowchart.
        var open = new Stack<(Connection Connection, bool IsFollowed)>();
        Push(open, from, outcomes);
        return FollowAsync(open);
    }

    async ValueTask FollowAsync(Stack<(Connection Connection, bool IsFollowed)> open)
    {
        do
        {
            while (open.TryPop(out var step))
            {
                CountVisit(step.Connection, step.IsFollowed);
                if (graph.IsBackward(step.Connection))
                    await GoBackAsync(step.Connection, step.IsFollowed);
                else
                    await ArriveAsync(step.Connection, open);
            }
            await CloseAsync(open);
        }
        while (open.Count > 0);
    }

    // When a loop has ended, the ways out of it that were never taken are dead after all.
    async ValueTask CloseAsync(Stack<(Connection, bool)> open)
    {
        if (!graph.HasLoops)
            return;
        foreach (var path in graph.Forward.Where(path => IsAhead(path) && !IsFollowed(path)))
            if (!IsUnderWay(path.Target) && !IsStillOpen(path))
                await ArriveAsync(path, open);
    }

    // The way back first: what follows must know that the loop goes on.
    void Push(Stack<(Connection, bool)> open, Activity from, Outcomes outcomes)
    {
        foreach (var connection in graph.OutboundLastFirst(from))
            open.Push((connection, outcomes.Contains(connection.Port)));
    }

    ValueTask GoBackAsync(Connection connection, bool isFollowed)
    {
        if (!isFollowed)
            return default;
        if (graph.IsStray(connection))
            throw new InvalidOperationException(
                $"Invalid backward connection: Every path from the source ('{connection.Source.Id}') must go through the target " +
                $"('{connection.Target.Id}') when tracing back to the start.");
        return context.ScheduleAsync(connection.Target, BackwardTag);
    }

    async ValueTask ArriveAsync(Connection connection, Stack<(Connection, bool)> open)
    {
        var target = connection.Target;
        var inbound = graph.ForwardInbound(target);
        var isDecided = inbound.TrueForAll(IsAhead) && !inbound.Exists(IsStillOpen);
        switch (await ModeAsync(target))
        {
            case FlowJoinMode.WaitAny when !IsAhead(connection) || IsUnderWay(target):
                break;
            case FlowJoinMode.WaitAny when inbound.Exists(path => IsAhead(path) && IsFollowed(path)):
                await context.ScheduleAsync(target);
                await flowchart.CancelUpstreamAsync(context, target);
                break;
            case FlowJoinMode.WaitAll when isDecided && inbound.TrueForAll(IsFollowed):
            case FlowJoinMode.WaitAllActive when isDecided && inbound.Exists(IsFollowed):
                await context.ScheduleAsync(target);
                break;
            default:
                if (isDecided)
                    Skip(target, open);
                break;
        }
    }

    // Nothing leads here this time: what follows must not wait for it.
    void Skip(Activity activity, Stack<(Connection, bool)> open)
    {
        CountVisit(activity);
        Push(open, activity, Outcomes.None);
    }

    async ValueTask<FlowJoinMode> ModeAsync(Activity target) =>
        target is FlowJoin join ? await context.EvaluateAsync(join.Mode) : FlowJoinMode.WaitAllActive;

    bool IsUnderWay(Activity activity) =>
        context.Queued.Contains(activity) || context.Children.Exists(child => child.Activity == activity && child.IsRunning);

    bool IsAhead(Connection connection) => Count(connectionVisits, connection.Key) > Count(activityVisits, connection.Target.Id);

    // A path that was not taken this round is not dead while the loop that it leaves goes on.
    bool IsStillOpen(Connection connection) =>
        graph.HasLoops && !IsFollowed(connection) && ActiveActivities().Any(activity => graph.MayLeadTo(activity, connection));

    IEnumerable<Activity> ActiveActivities() =>
        context.Queued.Concat(context.Children.Where(child => child.IsRunning).Select(child => child.Activity));

    // A dead visit that nothing has reacted to yet is replaced by the next one.
    void CountVisit(Connection connection, bool isFollowed)
    {
        if (!IsAhead(connection) || IsFollowed(connection))
            connectionVisits[connection.Key] = Count(connectionVisits, connection.Key) + 1;
        followed[connection.Key] = isFollowed;
    }

    bool IsFollowed(Connection connection) => followed.TryGetValue(connection.Key, out var value) && value is true;

    void CountVisit(Activity activity) => activityVisits[activity.Id] = Count(activityVisits, activity.Id) + 1;

    static int Count(IDictionary<string, object?> counts, string key) =>
        counts.TryGetValue(key, out var count) ? Convert.ToInt32(count, CultureInfo.InvariantCulture) : 0;

    // What comes back from the store is a plain object, too slow for large flowcharts.
    IDictionary<string, object?> Counts(string name)
    {
        var stored = context.Properties.TryGetValue(name, out var value) ? value as IDictionary<string, object?> : null;
        if (stored is Dictionary<string, object?>)
            return stored;
        var counts = stored is null ? [] : new Dictionary<string, object?>(stored);
        context.Properties[name] = counts;
        return counts;
    }
}
