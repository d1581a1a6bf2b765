namespace Crm.Engine.Http;

/// <summary>
/// A request that a workflow has the host send after its burst has been committed. The workflow waits; its answer is told with
/// <see cref="Answered"/>. It may be sent again when a server died meanwhile, always under the same id.
/// </summary>
public sealed record OutgoingRequest
{
    const string StimulusName = "HttpReply";
    internal const string ReplyKey = "HttpReply";

    /// <summary>Also sent as header Idempotency-Key.</summary>
    public required string Id { get; init; }
    public required string InstanceId { get; init; }
    public required Uri Url { get; init; }
    public required string Method { get; init; }
    public IReadOnlyDictionary<string, string[]> Headers { get; init; } = new Dictionary<string, string[]>();
    public string? ContentType { get; init; }
    public byte[]? Body { get; init; }

    /// <summary>Errors that may pass are worth a few more attempts.</summary>
    public bool IsPersistent { get; init; }

    /// <summary>What to send to the runtime when the answer is there.</summary>
    public Stimulus Answered(HttpReply reply) => new(StimulusName, Payload(Id))
    {
        InstanceId = InstanceId,
        Input = new Dictionary<string, object?> { [ReplyKey] = reply },
    };

    internal static string BookmarkName => StimulusName;

    internal static object Payload(string id) => new { RequestId = id };
}

/// <summary>What came back: an answer, or why there is none.</summary>
public sealed record HttpReply
{
    public int? Status { get; init; }
    public IReadOnlyDictionary<string, string[]> Headers { get; init; } = new Dictionary<string, string[]>();
    public string? ContentType { get; init; }
    public byte[] Body { get; init; } = [];
    public bool TimedOut { get; init; }

    /// <summary>Why there is no answer.</summary>
    public string? Failure { get; init; }
}
