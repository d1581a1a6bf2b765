using Cronos;
using Crm.Engine.Execution;

namespace Crm.Engine.Activities.Scheduling;

/// <summary>Waits for the next moment of a cron expression of six fields, or starts a workflow at each.</summary>
[Activity("Elsa", "Scheduling", "Waits for a moment of a cron expression, or starts the workflow at each.", Kind = ActivityKind.Trigger)]
public sealed class Cron : Activity
{
    [Input(DisplayName = "Cron expression", Description = "Six fields, the first being seconds; in UTC.", IsRequired = true)]
    public Input<string>? CronExpression { get; set; }

    protected internal override IEnumerable<TriggerStimulus> GetTriggers(ActivityExecutionContext context) =>
        [new(new { CronExpression = context.Get(CronExpression) }, Next(context))];

    protected internal override ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        if (context.IsTriggerOfWorkflow)
            return context.CompleteActivityAsync();
        var next = Next(context)
            ?? throw new InvalidOperationException($"The cron expression '{context.Get(CronExpression)}' has no next moment.");
        context.CreateBookmark(new { ExecuteAt = next, CronExpression = context.Get(CronExpression) }, dueAt: next);
        return default;
    }

    DateTimeOffset? Next(ActivityExecutionContext context)
    {
        try
        {
            return Cronos.CronExpression.Parse(context.Get(CronExpression) ?? "", CronFormat.IncludeSeconds)
                .GetNextOccurrence(context.Now, TimeZoneInfo.Utc);
        }
        catch (CronFormatException error)
        {
            throw new FormatException($"Error when parsing cron expression: {error.Message}");
        }
    }
}
