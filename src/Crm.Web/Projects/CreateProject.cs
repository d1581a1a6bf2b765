using Crm.Engine.Activities;
using Crm.Engine.Execution;
using Crm.Users;

namespace Crm.Projects;

[Activity("Crm", "Projects", "Makes the project of a forecast, with the lines of its quote; or hands on the project that is there.", DisplayName = "Create project")]
public sealed class CreateProject : CodeActivity
{
    [Input(DisplayName = "Forecast", IsRequired = true)]
    public Input<Guid> ForecastId { get; set; } = default!;

    [Output(DisplayName = "Project")]
    public Output<Guid>? ProjectId { get; set; }

    [Output(DisplayName = "Project number")]
    public Output<string>? ProjectNumber { get; set; }

    protected override async ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        var actor = Actor.Workflow(context.WorkflowExecutionContext.DefinitionName);
        var project = await context.GetRequiredService<ProjectDesk>().CreateFromForecastAsync(context.Get(ForecastId), actor, context.CancellationToken);
        context.Set(ProjectId, project.Id);
        context.Set(ProjectNumber, project.Number);
    }
}
