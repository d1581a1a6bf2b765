using Crm.Engine.Activities;
using Crm.Engine.Execution;
using Crm.Users;

namespace Crm.EntryProfiles;

/// <summary>Nothing is created; the submission stays with the reason.</summary>
[Activity("Crm", "Relations", "Rejects a submission, with the reason.", DisplayName = "Reject submission")]
public sealed class RejectSubmission : CodeActivity
{
    [Input(DisplayName = "Submission", Description = "The id of the submission.")]
    public Input<Guid> SubmissionId { get; set; } = default!;

    [Input(Description = "What the submitter reads.", UIHint = "multiline")]
    public Input<string> Reason { get; set; } = default!;

    protected override async ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        var actor = Actor.Workflow(context.WorkflowExecutionContext.DefinitionName);
        await context.GetRequiredService<EntryDesk>().RejectAsync(context.Get(SubmissionId), context.Get(Reason) ?? "", actor, context.CancellationToken);
    }
}
