using Crm.Engine.Activities.Branching;
using Crm.Engine.Activities.Composition;
using Crm.Engine.Activities.Flowcharts;
using Crm.Engine.Activities.Http;
using Crm.Engine.Activities.Looping;
using Crm.Engine.Activities.Primitives;
using Crm.Engine.Activities.Scheduling;
using Crm.Engine.Definitions;

namespace Crm.Engine.Activities;

/// <summary>Elsa's own activities, one a line.</summary>
public static class BuiltInActivities
{
    public static readonly IReadOnlyList<ActivityDescriptor> All =
    [
        ActivityDescriptor.Of<Sequence>(),
        ActivityDescriptor.Of<Composition.Parallel>(),
        ActivityDescriptor.Of<Complete>(),
        ActivityDescriptor.Of<ExecuteWorkflow>(),
        ActivityDescriptor.Of<DispatchWorkflow>(),
        ActivityDescriptor.Of<BulkDispatchWorkflows>(),
        ActivityDescriptor.Of<Flowchart>(),
        ActivityDescriptor.Of<StateMachine>(),
        ActivityDescriptor.Of<FlowDecision>(),
        ActivityDescriptor.Of<FlowSwitch>(),
        ActivityDescriptor.Of<FlowFork>(),
        ActivityDescriptor.Of<FlowJoin>(),
        ActivityDescriptor.Of<FlowNode>(),
        ActivityDescriptor.Of<If>(),
        ActivityDescriptor.Of<Switch>(),
        ActivityDescriptor.Of<Fork>(),
        ActivityDescriptor.Of<While>(),
        ActivityDescriptor.Of<For>(),
        ActivityDescriptor.Of<ForEach>(),
        ActivityDescriptor.Of<ParallelForEach>(),
        ActivityDescriptor.Of<Break>(),
        ActivityDescriptor.Of<Start>(),
        ActivityDescriptor.Of<End>(),
        ActivityDescriptor.Of<Finish>(),
        ActivityDescriptor.Of<Fault>(),
        ActivityDescriptor.Of<WriteLine>(),
        ActivityDescriptor.Of<SetVariable>(),
        ActivityDescriptor.Of<SetOutput>(),
        ActivityDescriptor.Of<SetName>(),
        ActivityDescriptor.Of<Correlate>(),
        ActivityDescriptor.Of<Event>(),
        ActivityDescriptor.Of<PublishEvent>(),
        ActivityDescriptor.Of<RunTask>(),
        ActivityDescriptor.Of<RunJavaScript>(),
        ActivityDescriptor.Of<RunCSharp>(),
        ActivityDescriptor.Of<Delay>(),
        ActivityDescriptor.Of<Scheduling.Timer>(),
        ActivityDescriptor.Of<Cron>(),
        ActivityDescriptor.Of<StartAt>(),
        ActivityDescriptor.Of<HttpEndpoint>(),
        ActivityDescriptor.Of<WriteHttpResponse>(),
        ActivityDescriptor.Of<WriteFileHttpResponse>(),
        ActivityDescriptor.Of<SendHttpRequest>(),
        ActivityDescriptor.Of<FlowSendHttpRequest>(),
        ActivityDescriptor.Of<DownloadHttpFile>(),
    ];
}
