using Crm.Engine.Activities;
using Crm.Engine.Execution;
using Crm.Users;

namespace Crm.EntryProfiles;

/// <summary>What an approval leads to.</summary>
[Activity("Crm", "Relations", "Creates the relation, its contact and its forecast from a submission.", DisplayName = "Create relation from submission")]
public sealed class CreateRelationFromSubmission : CodeActivity
{
    [Input(DisplayName = "Submission", Description = "The id of the submission.")]
    public Input<Guid> SubmissionId { get; set; } = default!;

    [Output(DisplayName = "Relation")]
    public Output<string>? RelationId { get; set; }

    [Output(DisplayName = "Contact", Description = "Empty when nobody was named.")]
    public Output<string>? ContactId { get; set; }

    [Output(DisplayName = "Forecast", Description = "Empty when there was none.")]
    public Output<string>? ForecastId { get; set; }

    protected override async ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        var actor = Actor.Workflow(context.WorkflowExecutionContext.DefinitionName);
        var created = await context.GetRequiredService<EntryDesk>().CreateFromSubmissionAsync(context.Get(SubmissionId), actor, context.CancellationToken);
        context.Set(RelationId, Text(created.RelationId));
        context.Set(ContactId, Text(created.ContactId));
        context.Set(ForecastId, Text(created.ForecastId));
    }

    static string Text(Guid? id) => id?.ToString("D") ?? "";
}
