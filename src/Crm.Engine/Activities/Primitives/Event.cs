using Crm.Engine.Execution;

namespace Crm.Engine.Activities.Primitives;

/// <summary>Waits for an event by its name, or starts a workflow when it happens.</summary>
[Activity("Elsa", "Primitives", "Waits for an event, or starts the workflow when it happens.", Kind = ActivityKind.Trigger)]
public sealed class Event : Activity
{
    const string PayloadKey = "Payload";

    [Input(DisplayName = "Event name", IsRequired = true)]
    public Input<string>? EventName { get; set; }

    [Output]
    public Output<object>? Result { get; set; }

    /// <summary>What to send when an event has happened.</summary>
    public static Stimulus Happened(string name, object? payload = null, string? correlationId = null, string? instanceId = null) =>
        new("Elsa.Event", Payload(name))
        {
            CorrelationId = correlationId,
            InstanceId = instanceId,
            Input = new Dictionary<string, object?> { [PayloadKey] = payload },
            KeepWhenUnclaimed = true,
        };

    protected internal override IEnumerable<TriggerStimulus> GetTriggers(ActivityExecutionContext context) =>
        [new(Payload(context.Get(EventName)))];

    protected internal override async ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        if (!context.IsTriggerOfWorkflow)
        {
            context.CreateBookmark(Payload(context.Get(EventName)));
            return;
        }
        await ResumeAsync(context);
        await context.CompleteActivityAsync();
    }

    protected internal override ValueTask ResumeAsync(ActivityExecutionContext context)
    {
        if (context.ResumeInput.TryGetValue(PayloadKey, out var payload))
            context.Set(Result, payload);
        return default;
    }

    static object Payload(string? eventName) => new { EventName = eventName };
}
