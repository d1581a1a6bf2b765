using Crm.Engine.Execution;

namespace Crm.Engine.Http;

/// <summary>
/// Answers requests with workflows: finds the published definition or the waiting instance for a path and method, runs it, and gives
/// the answer that it wrote before it ended or began to wait.
/// </summary>
public sealed class HttpDoor(WorkflowRuntime runtime, IWorkflowStore store, HttpSender sender)
{
    const string EndpointType = "Elsa.HttpEndpoint";
    static readonly HttpAnswer NotFound = new(404);

    public async Task<HttpAnswer> AnswerAsync(HttpCall call, CancellationToken cancellationToken)
    {
        if (await FindRouteAsync(call, cancellationToken) is not { } route)
            return NotFound;
        if (await RefuseAsync(route, call) is { } refusal)
            return refusal;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        if (route.RequestTimeout is { } timeout && timeout > TimeSpan.Zero)
            limit.CancelAfter(timeout);
        try
        {
            return await RunAsync(route, call, limit.Token);
        }
        catch (HttpRefusedException refused)
        {
            return refused.Answer();
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return HttpAnswer.Text(408, "The workflow took too long.");
        }
    }

    async Task<EndpointRoute?> FindRouteAsync(HttpCall call, CancellationToken cancellationToken)
    {
        var routes = (await store.ListPayloadsAsync(EndpointType, cancellationToken)).Select(EndpointRoute.From);
        return routes.Where(route => route.Method.Equals(call.Method, StringComparison.OrdinalIgnoreCase))
            .Select(route => (Route: route, Template: new RouteTemplate(route.Path)))
            .Where(match => match.Template.Match(call.Path) is not null)
            .OrderBy(match => match.Template.Precedence, StringComparer.Ordinal)
            .Select(match => match.Route).FirstOrDefault();
    }

    /// <summary>Who may call stands in the endpoint; without a word of it, everybody.</summary>
    static async Task<HttpAnswer?> RefuseAsync(EndpointRoute route, HttpCall call)
    {
        if (route.Authorize && !call.IsSignedIn)
            return new HttpAnswer(401);
        if (route is { Authorize: true, Policy: { Length: > 0 } policy } && !await call.MeetsPolicy(policy))
            return new HttpAnswer(403);
        return null;
    }

    async Task<HttpAnswer> RunAsync(EndpointRoute route, HttpCall call, CancellationToken cancellationToken)
    {
        var exchange = new HttpExchange(call);
        HttpExchange.Current = exchange;
        try
        {
            var found = await InTransactionAsync(exchange, () => StartOrResumeAsync(route, call, cancellationToken), cancellationToken);
            if (found.Refusal is { } refusal)
                return refusal;
            while (exchange.NextOutgoing() is { } request)
            {
                var reply = await sender.SendAsync(request, cancellationToken);
                await InTransactionAsync(exchange, () => runtime.SendAsync(request.Answered(reply), cancellationToken), cancellationToken);
            }
            return exchange.Answer ?? await SilentAnswerAsync(found.InstanceId!, cancellationToken);
        }
        finally
        {
            HttpExchange.Current = null;
        }
    }

    Task<T> InTransactionAsync<T>(HttpExchange exchange, Func<Task<T>> work, CancellationToken cancellationToken) => store.TransactAsync(
        () =>
        {
            exchange.Reset();
            return work();
        },
        cancellationToken);

    /// <summary>An instance that the caller names goes on; else a new one starts; else the only one that waits here goes on.</summary>
    async Task<Found> StartOrResumeAsync(EndpointRoute route, HttpCall call, CancellationToken cancellationToken)
    {
        var hash = StimulusHash.Of(EndpointType, route);
        var correlationId = call.Query.GetValueOrDefault("correlationId");
        var instanceId = call.Query.GetValueOrDefault("workflowInstanceId");
        var waiting = await store.FindBookmarksAsync(hash, correlationId, instanceId, cancellationToken);
        if (instanceId is not null || correlationId is not null && waiting.Count > 0)
            return await ResumeAsync(waiting, cancellationToken);
        if (await store.FindTriggersAsync(hash, cancellationToken) is [var trigger, ..])
            return await StartAsync(trigger, correlationId, cancellationToken);
        return await ResumeAsync(waiting, cancellationToken);
    }

    async Task<Found> StartAsync(Trigger trigger, string? correlationId, CancellationToken cancellationToken)
    {
        var request = new StartWorkflow(trigger.DefinitionId)
        {
            DefinitionVersionId = trigger.DefinitionVersionId,
            TriggerActivityId = trigger.ActivityId,
            CorrelationId = correlationId,
        };
        return await runtime.StartAsync(request, cancellationToken) is { } instance
            ? new Found(instance.Id, null)
            : new Found(null, HttpAnswer.Text(409, "Another instance of this workflow is still running."));
    }

    async Task<Found> ResumeAsync(IReadOnlyList<BookmarkKey> waiting, CancellationToken cancellationToken)
    {
        if (waiting.Count > 1)
            return new Found(null, HttpAnswer.Json(500, new
            {
                errorMessage = "The call is ambiguous and matches multiple workflows.",
                workflows = waiting.Select(bookmark => new { WorkflowInstanceId = bookmark.InstanceId }),
            }));
        return waiting.Count == 1 && await runtime.ResumeAsync(waiting[0].InstanceId, waiting[0].BookmarkId, null, cancellationToken)
            ? new Found(waiting[0].InstanceId, null)
            : new Found(null, NotFound);
    }

    async Task<HttpAnswer> SilentAnswerAsync(string instanceId, CancellationToken cancellationToken)
    {
        var instance = await store.LockInstanceAsync(instanceId, cancellationToken);
        // Also when the instance goes on in spite of it. That nothing can wake it is no error of this request.
        return new HttpAnswer(instance?.Incidents.Exists(incident => incident.Exception is not null) == true ? 500 : 200);
    }

    /// <summary>The instance that took the request, or why none did.</summary>
    sealed record Found(string? InstanceId, HttpAnswer? Refusal);
}
