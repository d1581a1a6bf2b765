using Crm.Dossiers;
using Crm.Engine.Activities;
using Crm.Engine.Execution;
using Crm.Users;

namespace Crm.ContactMoments;

[Activity("Crm", "Dossier", "Adds a note to the dossier of a relation, forecast, quote or project.", DisplayName = "Add dossier item")]
public sealed class AddDossierItem : CodeActivity
{
    [Input]
    public Input<Guid?>? RelationId { get; set; }
    [Input]
    public Input<Guid?>? ForecastId { get; set; }
    [Input]
    public Input<Guid?>? QuoteId { get; set; }
    [Input]
    public Input<Guid?>? ProjectId { get; set; }
    [Input(Description = "What to write; HTML is cleaned.", UIHint = "multiline")]
    public Input<string> Text { get; set; } = default!;

    protected override async ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        var about = new DossierSubject(context.Get(RelationId), context.Get(ForecastId), context.Get(QuoteId), context.Get(ProjectId));
        await context.GetRequiredService<ContactMomentDesk>().AddNoteAsync(
            about, context.Get(Text) ?? "", Actor.Workflow(context.WorkflowExecutionContext.DefinitionName), isConfidential: false, context.CancellationToken);
    }
}
