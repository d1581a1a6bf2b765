using Crm.Dossiers;
using Crm.Engine.Activities;
using Crm.Engine.Execution;
using Crm.Users;

namespace Crm.ContactMoments;

[Activity("Crm", "Dossier", "Adds a note to the dossier of a relation, forecast, quote or project.", DisplayName = "Add dossier item")]
public sealed class AddDossierItem : CodeActivity
{
    [Input]
    public Input<string?> RelationId { get; set; } = default!;
    [Input]
    public Input<string?> ForecastId { get; set; } = default!;
    [Input]
    public Input<string?> QuoteId { get; set; } = default!;
    [Input]
    public Input<string?> ProjectId { get; set; } = default!;
    [Input(Description = "What to write; HTML is cleaned.", UIHint = "multi-line")]
    public Input<string> Text { get; set; } = default!;

    protected override async ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        var about = new DossierSubject(Known(context.Get(RelationId)), Known(context.Get(ForecastId)), Known(context.Get(QuoteId)), Known(context.Get(ProjectId)));
        await context.GetRequiredService<ContactMomentDesk>().AddNoteAsync(
            about, context.Get(Text) ?? "", Actor.Workflow(context.WorkflowExecutionContext.DefinitionName), isConfidential: false, context.CancellationToken);
    }

    static Guid? Known(string? text) => Guid.TryParse(text, out var id) ? id : null;
}
