using System.Collections;
using Crm.Engine.Execution;

namespace Crm.Engine.Activities.Flowcharts;

/// <summary>
/// Token mode: each path that is taken puts a token on its connection; the merge mode of the activity where it arrives decides
/// whether that activity runs now, later, or not again.
/// </summary>
sealed class FlowTokens
{
    sealed record Token(string From, string? Port, string To, bool IsBlocked);

    const string Key = "Tokens";
    readonly Flowchart flowchart;
    readonly ActivityExecutionContext context;
    readonly FlowGraph graph;
    readonly IReadOnlyList<Activity> activities;
    readonly List<Token> tokens;

    public FlowTokens(Flowchart flowchart, ActivityExecutionContext context, FlowGraph graph, IReadOnlyList<Activity> activities)
    {
        this.flowchart = flowchart;
        this.context = context;
        this.graph = graph;
        this.activities = activities;
        tokens = Load();
    }

    /// <summary>
    /// Tokens of another version lie on the same connections here, or on those that took their place. Where there is none, the token is gone.
    /// </summary>
    public void TakeOver(Func<string, string> rename)
    {
        var before = tokens.ConvertAll(token => token with { From = rename(token.From), To = rename(token.To) });
        tokens.Clear();
        foreach (var token in before)
            if (Place(token) is { } path)
                tokens.Add(On(path, token.IsBlocked));
    }

    // Something may have been put between the two activities, and the token has then arrived behind it; or taken out again.
    Connection? Place(Token token)
    {
        var inbound = graph.Forward.Concat(graph.Backward).Where(path => path.Target.Id == token.To).ToList();
        return inbound.Find(path => On(path, token.IsBlocked) == token)
            ?? inbound.Find(path => graph.Upstream(path.Source).Any(activity => activity.Id == token.From))
            ?? inbound.Find(path => !HasToken(path) && !IsActive(path.Source) && !graph.Upstream(path.Source).Any(IsActive));
    }

    public bool HasFreeTokens => tokens.Exists(token => !token.IsBlocked);

    public async ValueTask CompletedAsync(CompletedChild child)
    {
        var activity = child.Activity!;
        tokens.RemoveAll(token => !token.IsBlocked && token.To == activity.Id);
        var followed = graph.Outbound(activity).Where(connection => child.Outcomes.Contains(connection.Port)).ToList();
        tokens.AddRange(followed.Select(connection => On(connection, isBlocked: false)));
        foreach (var connection in followed)
            await ArriveAsync(connection);
        DropStaleBlocks();
        await RunReadyJoinsAsync();
    }

    public ValueTask CanceledAsync(Activity activity)
    {
        tokens.RemoveAll(token => token.From == activity.Id || token.To == activity.Id && !token.IsBlocked);
        DropStaleBlocks();
        return RunReadyJoinsAsync();
    }

    async ValueTask ArriveAsync(Connection connection)
    {
        var target = connection.Target;
        if (tokens.Remove(On(connection, isBlocked: true)))
        {
            tokens.Remove(On(connection, isBlocked: false));
            return;
        }
        switch (await ModeAsync(target))
        {
            case MergeMode.Stream when !graph.ForwardInbound(target).Any(path => IsAwaited(path.Source)):
            case MergeMode.Merge when graph.ForwardInbound(target) is var paths && (paths.Count <= 1 || paths.All(HasToken)):
            case MergeMode.Converge when graph.Inbound(target).All(HasToken):
                await context.ScheduleAsync(target);
                break;
            case MergeMode.Cascade:
                await context.ScheduleAsync(target);
                BlockOthers(connection);
                break;
            case MergeMode.Race:
                await flowchart.CancelUpstreamAsync(context, target);
                await context.ScheduleAsync(target);
                BlockOthers(connection);
                if (target is not FlowJoin)
                    Doom(target);
                break;
        }
    }

    // Where only the paths that are taken count, the last of them may end without arriving.
    async ValueTask RunReadyJoinsAsync()
    {
        foreach (var join in activities.OfType<FlowJoin>().Where(join => IsAwaited(join) && !IsActive(join)))
            if (await ModeAsync(join) == MergeMode.Active && !graph.Upstream(join).Any(IsActiveOrAwaited))
                await context.ScheduleAsync(join);
    }

    async ValueTask<MergeMode> ModeAsync(Activity target)
    {
        if (Enum.TryParse<MergeMode>(target.MergeMode, ignoreCase: true, out var stated) && stated != MergeMode.Active)
            return stated;
        if (target is not FlowJoin join)
            return MergeMode.Stream;
        return await context.EvaluateAsync(join.Mode) switch
        {
            FlowJoinMode.WaitAny => MergeMode.Race,
            FlowJoinMode.WaitAllActive => MergeMode.Active,
            _ => MergeMode.Merge,
        };
    }

    void BlockOthers(Connection arrived)
    {
        foreach (var other in graph.ForwardInbound(arrived.Target).Where(path => path != arrived && IsStillComing(path)))
            tokens.Add(On(other, isBlocked: true));
    }

    void Doom(Activity target)
    {
        var upstream = graph.Upstream(target);
        context.WorkflowExecutionContext.Runner.Doom(context, upstream.Contains);
    }

    // A block waits for an arrival; when nothing is left that could arrive, it must not swallow the next round's.
    void DropStaleBlocks() => tokens.RemoveAll(token => token.IsBlocked && !IsStillComing(
        graph.ForwardInbound(activities.First(activity => activity.Id == token.To)).First(path => On(path, isBlocked: true) == token)));

    bool IsStillComing(Connection path) => IsActiveOrAwaited(path.Source) || graph.Upstream(path.Source).Any(IsActiveOrAwaited);

    bool IsActiveOrAwaited(Activity activity) => IsActive(activity) || IsAwaited(activity);

    bool IsActive(Activity activity) =>
        context.Queued.Contains(activity) || context.Children.Exists(child => child.Activity == activity && child.IsRunning);

    bool IsAwaited(Activity activity) => tokens.Exists(token => !token.IsBlocked && token.To == activity.Id);

    bool HasToken(Connection connection) => tokens.Contains(On(connection, isBlocked: false));

    static Token On(Connection connection, bool isBlocked) => new(connection.Source.Id, connection.Port, connection.Target.Id, isBlocked);

    List<Token> Load()
    {
        if (context.Properties.TryGetValue(Key, out var value) && value is List<Token> live)
            return live;
        var stored = (value as IEnumerable)?.OfType<IDictionary<string, object?>>() ?? [];
        List<Token> loaded = [.. stored.Select(Load)];
        context.Properties[Key] = loaded;
        return loaded;
    }

    static Token Load(IDictionary<string, object?> stored) =>
        new((string)stored["From"]!, stored["Port"] as string, (string)stored["To"]!, stored["IsBlocked"] is true);

    /// <summary>What happens where paths meet. None is written as no mode.</summary>
    enum MergeMode { Stream, None = Stream, Merge, Converge, Cascade, Race, Active }
}
