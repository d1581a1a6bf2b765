using Crm.Engine.Execution;

namespace Crm.Engine.Activities.Primitives;

/// <summary>Tells waiting instances that an event has happened, once this burst has been saved.</summary>
[Activity("Elsa", "Primitives", "Tells waiting workflows that an event has happened.", DisplayName = "Publish Event")]
public sealed class PublishEvent : CodeActivity
{
    [Input(DisplayName = "Event name", IsRequired = true)]
    public Input<string>? EventName { get; set; }

    [Input]
    public Input<string>? CorrelationId { get; set; }

    [Input(DisplayName = "Local event", Description = "Only this instance hears it.")]
    public Input<bool>? IsLocalEvent { get; set; }

    [Input]
    public Input<object>? Payload { get; set; }

    protected internal override ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        var workflow = context.WorkflowExecutionContext;
        var correlationId = context.Get(CorrelationId) is { } stated && !string.IsNullOrWhiteSpace(stated) ? stated : null;
        var stimulus = Event.Happened(
            context.Get(EventName) ?? "", context.Get(Payload), correlationId, context.Get(IsLocalEvent) ? workflow.Id : null);
        workflow.Defer(cancellationToken => workflow.Engine.Runtime.SendAsync(stimulus, cancellationToken));
        return default;
    }
}
