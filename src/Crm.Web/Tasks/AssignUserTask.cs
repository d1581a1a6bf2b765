using Crm.Data;
using Crm.Engine;
using Crm.Engine.Activities;
using Crm.Engine.Execution;

namespace Crm.Tasks;

[Activity("Crm", "Tasks", "Asks a person for an answer and waits for it. The answer is the outcome.", DisplayName = "Assign user task")]
public sealed class AssignUserTask : Activity
{
    const string TaskId = nameof(TaskId);

    [Input(Description = "What is to be done, in Dutch.", IsRequired = true)] public Input<string> Title { get; set; } = default!;
    [Input(DisplayName = "Title (English)")] public Input<string>? TitleEn { get; set; }
    [Input(Description = "What exactly is asked.", UIHint = "multiline")] public Input<string>? Instruction { get; set; }
    [Input(DisplayName = "Instruction (English)", UIHint = "multiline")] public Input<string>? InstructionEn { get; set; }
    [Input(DisplayName = "Assignee", Description = "The employee who must do it.", OptionsFrom = "employees")] public Input<Guid?>? AssigneeId { get; set; }
    [Input(Description = "Everyone with this role may do it when nobody is named.", OptionsFrom = "roles")]
    public Input<string>? RoleName { get; set; }
    [Input(DisplayName = "Not for", Description = "Ids of employees with the role who may not do it, such as the author or who did the step before.", UIHint = "json-editor")]
    public Input<List<string>>? NotForIds { get; set; }
    [Input(DisplayName = "Sent by", Description = "The employee who asks for it.", OptionsFrom = "employees")] public Input<Guid?>? SentById { get; set; }
    [Input(Description = "Working days until it is due.")] public Input<int?>? DueInDays { get; set; }
    [Input(Description = "The moment it is due; goes before the number of days.")] public Input<DateTimeOffset?>? DueAt { get; set; }
    [Input(Description = "The answers that can be given; each is an outcome.", UIHint = "dynamic-outcomes")] public Input<List<string>>? Outcomes { get; set; }
    [Input(Description = "Per outcome the button's text and whether a reaction is needed: [{ outcome, nl, en, needsReaction }].", UIHint = "json-editor")]
    public Input<List<OutcomeLabel>>? Labels { get; set; }
    [Input(Description = "What the task shows beside it.", UIHint = "dropdown", Options = ["submission", "quote", "contact-moment", "forecast", "project"])]
    public Input<string>? SubjectKind { get; set; }
    [Input] public Input<Guid?>? SubjectId { get; set; }
    [Input(Description = "How the list names the subject; found by itself when left empty.")] public Input<string>? SubjectText { get; set; }
    [Input] public Input<Guid?>? RelationId { get; set; }
    [Input] public Input<Guid?>? ForecastId { get; set; }

    [Output] public Output<string>? Outcome { get; set; }
    [Output] public Output<string>? Reaction { get; set; }
    [Output(Description = "Id of the employee who answered.")] public Output<string>? CompletedById { get; set; }

    /// <summary>Wakes the workflow that asked for the task.</summary>
    public static Stimulus Answer(UserTask task) => new("Crm.AssignUserTask", StimulusOf(task.Id))
    {
        InstanceId = task.WorkflowInstanceId,
        Input = new Dictionary<string, object?>
        {
            [nameof(Outcome)] = task.Outcome,
            [nameof(Reaction)] = task.Reaction,
            [nameof(CompletedById)] = task.CompletedById?.ToString("D"),
        },
    };

    protected override async ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        var task = await TaskOfAsync(context);
        await context.GetRequiredService<TaskDesk>().OpenAsync(task, context.CancellationToken);
        context.Properties[TaskId] = task.Id.ToString("D");
        context.CreateBookmark(StimulusOf(task.Id), dueAt: null);
    }

    protected override ValueTask ResumeAsync(ActivityExecutionContext context)
    {
        context.Set(Outcome, Told(context, nameof(Outcome)));
        context.Set(Reaction, Told(context, nameof(Reaction)));
        context.Set(CompletedById, Told(context, nameof(CompletedById)));
        return context.CompleteActivityWithOutcomesAsync(Told(context, nameof(Outcome)));
    }

    protected override async ValueTask CanceledAsync(ActivityExecutionContext context)
    {
        if (context.Properties.TryGetValue(TaskId, out var id))
            await context.GetRequiredService<TaskDesk>().CancelAsync(Guid.Parse(id!.ToString()!), context.CancellationToken);
    }

    async Task<UserTask> TaskOfAsync(ActivityExecutionContext context)
    {
        var title = context.Get(Title) ?? "";
        var instruction = context.Get(Instruction) ?? "";
        var names = await context.GetRequiredService<TaskSubjects>().FindAsync(
            context.Get(SubjectKind) ?? "", IdOf(context, SubjectId), IdOf(context, SentById), IdOf(context, AssigneeId), context.CancellationToken);
        return new UserTask
        {
            Title = new(title, Filled(context.Get(TitleEn)) ?? title),
            Instruction = new(instruction, Filled(context.Get(InstructionEn)) ?? instruction),
            SubjectKind = context.Get(SubjectKind) ?? "",
            SubjectId = IdOf(context, SubjectId),
            SubjectText = Filled(context.Get(SubjectText)) ?? names.Subject,
            RelationId = IdOf(context, RelationId),
            ForecastId = IdOf(context, ForecastId),
            AssigneeId = IdOf(context, AssigneeId),
            RoleName = Filled(context.Get(RoleName)),
            NotForIds = [.. (context.Get(NotForIds) ?? []).Where(id => Guid.TryParse(id, out _)).Select(Guid.Parse).Distinct()],
            DueAt = context.Get(DueAt)?.UtcDateTime ?? WorkingDays.After(context.Now.UtcDateTime, context.Get(DueInDays)),
            Outcomes = [.. OutcomeLabel.On(context.Get(Outcomes) ?? ["Done"], context.Get(Labels) ?? [])],
            CreatedAt = context.Now.UtcDateTime,
            SentBy = names.SentBy,
            ProcessName = context.WorkflowExecutionContext.DefinitionName,
            WorkflowInstanceId = context.WorkflowExecutionContext.Id,
            ActivityId = context.Activity.Id,
        };
    }

    static object StimulusOf(Guid taskId) => new { TaskId = taskId };

    static string Told(ActivityExecutionContext context, string name) => context.ResumeInput.TryGetValue(name, out var value) ? value?.ToString() ?? "" : "";

    static Guid? IdOf(ActivityExecutionContext context, Input<Guid?>? input) => context.Get(input) is { } id && id != Guid.Empty ? id : null;

    static string? Filled(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;
}
