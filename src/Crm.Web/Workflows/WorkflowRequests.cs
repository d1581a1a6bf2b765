using Crm.Engine;
using Crm.Engine.Execution;
using Crm.Engine.Http;
using Crm.Mail;

namespace Crm.Workflows;

/// <summary>
/// Sends what workflows ask of other servers, after their transaction, and tells them the answer. The receiver may see a request twice,
/// with the same Idempotency-Key, when this server dies between the answer and its record; the workflow goes on once.
/// </summary>
public sealed class WorkflowRequests(WorkflowRuntime runtime, IWorkflowStore store, HttpSender sender) : IOutboxDeliverer
{
    // An endpoint's caller waits for the answer, so the server that has the caller sends the request; this is for when it dies.
    static readonly TimeSpan Grace = TimeSpan.FromMinutes(3);

    public string Kind => "workflow-request";

    /// <summary>Keeps a request until the transaction that asks for it has been committed.</summary>
    public static Task KeepAsync(Outbox outbox, OutgoingRequest request, bool isAwaited, CancellationToken cancellationToken) =>
        outbox.AddAsync("workflow-request", $"workflow-request/{request.Id}", request, cancellationToken, isAwaited ? Grace : TimeSpan.Zero);

    public async Task DeliverAsync(OutboxMessage message, CancellationToken cancellationToken)
    {
        var request = message.Read<OutgoingRequest>();
        var waiting = request.Answered(new HttpReply());
        if ((await store.FindBookmarksAsync(StimulusHash.Of(waiting.Name, waiting.Payload), null, request.InstanceId, cancellationToken)).Count == 0)
            return;
        await runtime.SendAsync(request.Answered(await sender.SendAsync(request, cancellationToken)), cancellationToken);
    }
}
