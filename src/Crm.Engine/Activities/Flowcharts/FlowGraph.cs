namespace Crm.Engine.Activities.Flowcharts;

/// <summary>
/// A flowchart as seen from where it starts: which connections lead on and which lead back. Analysed once for each start.
/// </summary>
sealed class FlowGraph
{
    readonly Dictionary<Activity, List<Connection>> forwardIn = [];
    readonly Dictionary<Activity, List<Connection>> forwardOut = [];
    static readonly List<Connection> NoConnections = [];
    readonly HashSet<Connection> backward = new(ReferenceEqualityComparer.Instance);
    readonly HashSet<Connection> strayBackward = [];
    readonly Dictionary<Activity, HashSet<Activity>> upstream = [];
    readonly ILookup<Activity, Connection> outbound;
    readonly Dictionary<Activity, Connection[]> lastFirst;
    readonly Activity start;

    public FlowGraph(Activity start, IReadOnlyList<Connection> connections)
    {
        this.start = start;
        outbound = connections.ToLookup(connection => connection.Source);
        Classify();
        lastFirst = outbound.ToDictionary(group => group.Key, group => group.Reverse().OrderBy(IsBackward).ToArray());
        strayBackward = [.. backward.Where(connection => CanReachStartAround(connection.Source, connection.Target))];
    }

    public IEnumerable<Connection> Outbound(Activity activity) => outbound[activity];

    /// <summary>In the order in which they are put on a stack: the way back, which is to be followed first, comes last.</summary>
    public IReadOnlyList<Connection> OutboundLastFirst(Activity activity) => lastFirst.GetValueOrDefault(activity) ?? [];

    public List<Connection> ForwardInbound(Activity activity) => forwardIn.GetValueOrDefault(activity) ?? NoConnections;

    /// <summary>Forward and backward connections that can be reached.</summary>
    public IEnumerable<Connection> Inbound(Activity activity) =>
        ForwardInbound(activity).Concat(backward.Where(connection => connection.Target == activity));

    public bool IsReachable(Activity activity) => activity == start || forwardIn.ContainsKey(activity);

    public bool IsBackward(Connection connection) => backward.Contains(connection);

    /// <summary>A backward connection is a loop only when there is no way round its target.</summary>
    public bool IsStray(Connection connection) => strayBackward.Contains(connection);

    /// <summary>Everything from which the activity can be reached along forward connections.</summary>
    public IReadOnlySet<Activity> Upstream(Activity activity)
    {
        lock (upstream)
            return upstream.TryGetValue(activity, out var known) ? known : upstream[activity] = FindUpstream(activity);
    }

    /// <summary>Whether there are connections that lead back.</summary>
    public bool HasLoops => backward.Count > 0;

    public IEnumerable<Connection> Backward => backward;

    public IEnumerable<Connection> Forward => forwardOut.Values.SelectMany(connections => connections);

    /// <summary>The activity is part of a loop that the connection leaves, so the connection may yet be taken in another round.</summary>
    public bool MayLeadTo(Activity activity, Connection exit) => backward.Any(back =>
        IsInLoop(activity, back) && IsOrLeadsTo(back.Target, exit.Source) && !IsInLoop(exit.Target, back));

    bool IsInLoop(Activity activity, Connection back) => IsOrLeadsTo(back.Target, activity) && IsOrLeadsTo(activity, back.Source);

    bool IsOrLeadsTo(Activity from, Activity to) => from == to || Upstream(to).Contains(from);

    // Breadth-first from the start; a connection whose target already leads to its source would close a circle.
    void Classify()
    {
        var seen = new HashSet<Activity> { start };
        var open = new Queue<Activity>([start]);
        while (open.TryDequeue(out var activity))
            foreach (var connection in outbound[activity])
            {
                if (Leads(connection.Target, connection.Source))
                {
                    backward.Add(connection);
                    continue;
                }
                Add(forwardIn, connection.Target, connection);
                Add(forwardOut, connection.Source, connection);
                if (seen.Add(connection.Target))
                    open.Enqueue(connection.Target);
            }
    }

    bool Leads(Activity from, Activity to)
    {
        if (from == to)
            return true;
        var seen = new HashSet<Activity> { from };
        var open = new Stack<Activity>([from]);
        while (open.TryPop(out var activity))
            foreach (var connection in forwardOut.GetValueOrDefault(activity) ?? [])
            {
                if (connection.Target == to)
                    return true;
                if (seen.Add(connection.Target))
                    open.Push(connection.Target);
            }
        return false;
    }

    // One walk back to the start with the target taken out, instead of listing every path, which doubles with each diamond.
    bool CanReachStartAround(Activity source, Activity target)
    {
        if (source == target)
            return false;
        var seen = new HashSet<Activity> { source, target };
        var open = new Stack<Activity>([source]);
        while (open.TryPop(out var activity))
        {
            if (activity == start)
                return true;
            foreach (var connection in ForwardInbound(activity))
                if (seen.Add(connection.Source))
                    open.Push(connection.Source);
        }
        return false;
    }

    HashSet<Activity> FindUpstream(Activity activity)
    {
        var found = new HashSet<Activity>();
        var open = new Stack<Activity>([activity]);
        while (open.TryPop(out var next))
            foreach (var connection in ForwardInbound(next))
                if (found.Add(connection.Source))
                    open.Push(connection.Source);
        return found;
    }

    static void Add(Dictionary<Activity, List<Connection>> map, Activity key, Connection connection)
    {
        if (!map.TryGetValue(key, out var list))
            map[key] = list = [];
        list.Add(connection);
    }
}
