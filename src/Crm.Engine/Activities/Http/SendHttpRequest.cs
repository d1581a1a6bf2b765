using Crm.Engine.Definitions;
using Crm.Engine.Execution;

namespace Crm.Engine.Activities.Http;

/// <summary>Sends a request and runs what the definition has for the status code that comes back.</summary>
[Activity("Elsa", "HTTP", "Sends a request and runs what belongs to the status code that comes back.", DisplayName = "HTTP Request", Kind = ActivityKind.Task)]
public sealed class SendHttpRequest : ParsedHttpRequest
{
    List<(int Status, Activity? Activity)> cases = [];

    [Port]
    public Activity? UnmatchedStatusCode { get; set; }

    [Port]
    public Activity? FailedToConnect { get; set; }

    [Port]
    public Activity? Timeout { get; set; }

    protected internal override void Read(ActivityReader reader) => cases =
    [
        .. reader.Items("expectedStatusCodes").Select((item, index) =>
            (item.Number("statusCode") ?? 0, reader.ReadActivity(item.Get("activity"), $"expectedStatusCodes[{index}].activity"))),
    ];

    protected internal override ValueTask ChildCompletedAsync(ActivityExecutionContext context, CompletedChild child) => context.CompleteActivityAsync();

    internal override ValueTask AnsweredAsync(ActivityExecutionContext context, int status) =>
        context.ScheduleAsync(cases.Exists(item => item.Status == status) ? cases.Find(item => item.Status == status).Activity : UnmatchedStatusCode);

    internal override ValueTask FailedAsync(ActivityExecutionContext context) => context.ScheduleAsync(FailedToConnect);

    internal override ValueTask TimedOutAsync(ActivityExecutionContext context) => context.ScheduleAsync(Timeout);
}
