namespace Crm.Engine.Http;

/// <summary>One request and its answer, while the workflow that it started or resumed runs.</summary>
sealed class HttpExchange(HttpCall call)
{
    static readonly AsyncLocal<HttpExchange?> Ambient = new();
    readonly Queue<OutgoingRequest> outgoing = new();

    /// <summary>Null outside a request, e.g. when the workflow went on by a timer.</summary>
    public static HttpExchange? Current
    {
        get => Ambient.Value;
        set => Ambient.Value = value;
    }

    public HttpCall Call => call;
    public HttpAnswer? Answer { get; set; }

    /// <summary>The caller waits for the answer, so what the workflow asks of others is done at once.</summary>
    public void Await(OutgoingRequest request) => outgoing.Enqueue(request);

    public OutgoingRequest? NextOutgoing() => outgoing.TryDequeue(out var request) ? request : null;

    /// <summary>A transaction that runs again begins with nothing said.</summary>
    public void Reset()
    {
        Answer = null;
        outgoing.Clear();
    }
}
