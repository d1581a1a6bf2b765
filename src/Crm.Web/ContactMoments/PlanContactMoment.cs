using Crm.Engine.Activities;
using Crm.Engine.Execution;
using Crm.Users;

namespace Crm.ContactMoments;

[Activity("Crm", "Contact moments", "Plans a contact moment in someone's calendar.", DisplayName = "Plan contact moment")]
public sealed class PlanContactMoment : CodeActivity<Guid>
{
    static readonly TimeOnly UsualTime = new(10, 0);

    [Input(Description = "The relation; may be left out when a forecast is given.")]
    public Input<Guid?>? RelationId { get; set; }
    [Input]
    public Input<Guid?>? ForecastId { get; set; }
    [Input(Description = "The contact person; may be left out.")]
    public Input<Guid?>? ContactId { get; set; }
    [Input(DisplayName = "Employee", Description = "The employee who has the appointment.", OptionsFrom = "employees", IsRequired = true)]
    public Input<Guid> EmployeeId { get; set; } = default!;
    [Input(Description = "The contact moment that this one follows; its form of contact is taken over.")]
    public Input<Guid?>? FollowsId { get; set; }
    [Input]
    public Input<string> Subject { get; set; } = default!;
    [Input(Description = "In how many days; at ten in the morning.", DefaultValue = 7)]
    public Input<int> InDays { get; set; } = new(7);

    protected override async ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        var desk = context.GetRequiredService<ContactMomentDesk>();
        var queries = context.GetRequiredService<ContactMomentQueries>();
        var follows = context.Get(FollowsId);
        var forms = await queries.FormsAsync(context.CancellationToken);
        var before = follows is { } id ? await queries.FindAsync(id, context.CancellationToken) : null;
        var form = (forms.FirstOrDefault(form => form.Id == before?.FormId && !form.IsArchived) ?? forms[0]).Id;
        var day = Clock.DayOf(context.Now.UtcDateTime).AddDays(Math.Max(1, context.Get(InDays)));
        var planned = new PlannedContact(
            context.Get(RelationId), context.Get(ForecastId), context.Get(ContactId), form, Clock.Utc(day, UsualTime), Short(context.Get(Subject) ?? ""), context.Get(EmployeeId), follows);
        context.Set(Result, await desk.PlanAsync(planned, Actor.Workflow(context.WorkflowExecutionContext.DefinitionName), context.CancellationToken));
    }

    // What somebody answered to a task can be longer than a subject.
    static string Short(string subject) => subject.Length <= 255 ? subject : subject[..254] + "…";
}
