using System.Globalization;
using Crm.Engine.Execution;

namespace Crm.Engine.Activities.Http;

/// <summary>Sends a request; the status code that comes back is the outcome.</summary>
[Activity("Elsa", "HTTP", "Sends a request; the status code that comes back is the outcome.", DisplayName = "HTTP Request (flow)", Kind = ActivityKind.Task)]
public sealed class FlowSendHttpRequest : ParsedHttpRequest
{
    [Input(DisplayName = "Expected status codes", DefaultValue = new[] { 200 }, UIHint = "multitext")]
    public Input<List<int>>? ExpectedStatusCodes { get; set; }

    internal override ValueTask AnsweredAsync(ActivityExecutionContext context, int status) => context.Get(ExpectedStatusCodes) switch
    {
        null or [] => context.CompleteActivityWithOutcomesAsync("Done"),
        var expected when expected.Contains(status) =>
            context.CompleteActivityWithOutcomesAsync(status.ToString(CultureInfo.InvariantCulture), "Done"),
        _ => context.CompleteActivityWithOutcomesAsync("Unmatched status code", "Done"),
    };

    internal override ValueTask FailedAsync(ActivityExecutionContext context) => context.CompleteActivityWithOutcomesAsync("Failed to connect");

    internal override ValueTask TimedOutAsync(ActivityExecutionContext context) => context.CompleteActivityWithOutcomesAsync("Timeout");
}
