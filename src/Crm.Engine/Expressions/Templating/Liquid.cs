using System.Collections;
using System.Collections.Concurrent;
using System.Globalization;
using Crm.Engine.Execution;
using DotLiquid;

namespace Crm.Engine.Expressions.Templating;

/// <summary>Renders Liquid templates, with limits on time and on iterations.</summary>
sealed class Liquid(WorkflowOptions options)
{
    const int MaxTemplates = 2_000;
    const int MaxIterations = 100_000;
    readonly ConcurrentDictionary<string, Template> templates = new();

    static Liquid()
    {
        DotLiquid.Liquid.UseRubyDateFormat = true;
        Template.DefaultIsThreadSafe = true;
        Template.RegisterFilter(typeof(LiquidFilters));
        Template.RegisterTag<LimitedAssign>("assign");
        Template.RegisterTag<LimitedCapture>("capture");
    }

    /// <summary>A template that cannot be parsed is an error: its message must not end up in a letter.</summary>
    public string Render(string text, ActivityExecutionContext context)
    {
        using var output = new LimitedWriter();
        var parameters = new RenderParameters(CultureInfo.InvariantCulture)
        {
            LocalVariables = Globals(context),
            ErrorsOutputMode = ErrorsOutputMode.Rethrow,
            MaxIterations = MaxIterations,
            Timeout = (int)options.ScriptTimeout.TotalMilliseconds,
        };
        try
        {
            return Parse(text).Render(output, parameters);
        }
        catch (TimeoutException error)
        {
            throw new InvalidOperationException(
                $"The template took longer than {options.ScriptTimeout.TotalSeconds:0.#} seconds and was stopped.", error);
        }
    }

    Template Parse(string text)
    {
        if (templates.TryGetValue(text, out var known))
            return known;
        if (templates.Count > MaxTemplates)
            templates.Clear();
        return templates[text] = Template.Parse(text);
    }

    static Hash Globals(ActivityExecutionContext context)
    {
        var workflow = context.WorkflowExecutionContext;
        return new Hash
        {
            ["Variables"] = new LazyHash(name => context.TryReadVariable(name, out var value) ? value : null),
            ["Input"] = new LazyHash(context.ReadInput),
            ["CorrelationId"] = workflow.CorrelationId,
            ["WorkflowDefinitionId"] = workflow.DefinitionId,
            ["WorkflowDefinitionVersionId"] = workflow.DefinitionVersionId,
            ["WorkflowDefinitionVersion"] = workflow.DefinitionVersion,
            ["WorkflowInstanceId"] = workflow.Id,
        };
    }

    /// <summary>Values as templates read them: objects by key, arrays by index.</summary>
    internal static object? ToTemplate(object? value) => value switch
    {
        IDictionary<string, object?> map => Hash.FromDictionary(map.ToDictionary(pair => pair.Key, pair => ToTemplate(pair.Value))),
        string or byte[] => value,
        IEnumerable items => items.Cast<object?>().Select(ToTemplate).ToList(),
        DateTime date => date.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        DateTimeOffset date => date.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        // As in Elsa.
        TimeSpan span => (DateTime.UnixEpoch + span).ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        decimal number => number / 1.0000000000000000000000000000m,
        IFormattable => value,
        null => null,
        _ => ToTemplate(ValueJson.Parse(ValueJson.Text(value))),
    };
}
