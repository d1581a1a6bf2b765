using System.Text.Json.Nodes;
using Crm.Engine.Activities.Composition;
using Crm.Engine.Expressions;

namespace Crm.Engine.Execution;

/// <summary>What one burst writes in the log of its instance.</summary>
sealed class ExecutionLog(WorkflowExecutionContext workflow)
{
    const int MaxValue = 32_000;
    readonly List<(ExecutionLogEntry Entry, ActivityExecutionContext Context)> lines = [];

    public void Write(
        string @event, ActivityExecutionContext context, string? message = null, IReadOnlyList<string>? outcomes = null,
        Exception? error = null, string? scheduledById = null) =>
        lines.Add((new ExecutionLogEntry
        {
            Sequence = ++workflow.Instance.LogSequence,
            ActivityId = context.Activity.Id,
            ActivityNodeId = context.Activity.NodeId,
            ActivityInstanceId = context.Id,
            ParentActivityInstanceId = context.Parent?.Id,
            ActivityType = context.Activity.Type,
            ActivityVersion = context.Activity.Version,
            ActivityName = context.Activity.Name,
            ScheduledById = scheduledById,
            Event = @event,
            Message = message,
            Outcomes = outcomes,
            Exception = error is null ? null : IncidentException.From(error),
            At = workflow.Now,
        }, context));

    /// <summary>The values stand once per activity, in its last entry, where they are most complete.</summary>
    public async ValueTask<IReadOnlyList<ExecutionLogEntry>> EntriesAsync()
    {
        var told = new HashSet<ActivityExecutionContext>(ReferenceEqualityComparer.Instance);
        var entries = new ExecutionLogEntry[lines.Count];
        for (var i = lines.Count - 1; i >= 0; i--)
        {
            var (entry, context) = lines[i];
            if (told.Add(context))
                await AddValuesAsync(entry, context);
            entries[i] = entry;
        }
        return entries;
    }

    static async ValueTask AddValuesAsync(ExecutionLogEntry entry, ActivityExecutionContext context)
    {
        var outputs = context.Activity is WorkflowRoot && context.Parent is null
            ? context.WorkflowExecutionContext.Instance.Output
            : context.State.Outputs;
        entry.Inputs = await KeepAsync(context, LogPersistence.Inputs, context.State.Inputs);
        entry.Outputs = await KeepAsync(context, LogPersistence.Outputs, outputs);
    }

    static async ValueTask<JsonObject?> KeepAsync(ActivityExecutionContext context, string side, Dictionary<string, object?> values)
    {
        JsonObject? kept = null;
        foreach (var (name, value) in values)
            if (!IsSensitive(context, side, name) && await LogPersistence.KeepsAsync(context, side, name))
                (kept ??= [])[name] = Shorten(value);
        return kept;
    }

    static bool IsSensitive(ActivityExecutionContext context, string side, string name) => side == LogPersistence.Inputs
        && context.Activity.Descriptor.Inputs.Any(input => input.Name == name && input.Attribute.IsSensitive);

    // The log tells what happened; it is no place for a whole file.
    static JsonNode? Shorten(object? value)
    {
        switch (value)
        {
            case null: return null;
            case string { Length: <= MaxValue } text: return JsonValue.Create(text);
            case bool flag: return JsonValue.Create(flag);
            case int number: return JsonValue.Create(number);
            case long number: return JsonValue.Create(number);
            case byte[] bytes: return $"{bytes.Length} bytes";
        }
        try
        {
            var json = ValueJson.Text(value);
            return json.Length <= MaxValue ? JsonNode.Parse(json) : $"{json[..200]}… ({json.Length} characters)";
        }
        catch (Exception error) when (error is NotSupportedException or System.Text.Json.JsonException or InvalidOperationException)
        {
            return value?.GetType().Name;
        }
    }
}
