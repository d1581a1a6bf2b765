using System.Collections;
using System.Collections.Concurrent;
using System.Dynamic;
using System.Globalization;
using Crm.Engine.Execution;
using Crm.Engine.Expressions.Scripting;
using DotLiquid;
using DotLiquid.Exceptions;

namespace Crm.Engine.Expressions.Templating;

/// <summary>Renders Liquid templates, with limits on time and on iterations.</summary>
sealed class Liquid(WorkflowOptions options)
{
    const int MaxTemplates = 2_000;
    const int MaxIterations = 100_000;
    readonly ConcurrentDictionary<string, Prepared> templates = new();

    static Liquid()
    {
        DotLiquid.Liquid.UseRubyDateFormat = true;
        Template.DefaultIsThreadSafe = true;
        Template.RegisterFilter(typeof(LiquidFilters));
        Template.RegisterFilter(typeof(LiquidNumbers));
        Template.RegisterTag<LimitedAssign>("assign");
        Template.RegisterTag<LimitedCapture>("capture");
        // Written out whole, an object is nothing; its properties are what a template asks for.
        Template.RegisterValueTypeTransformer(typeof(Hash), _ => "");
    }

    /// <summary>A template that cannot be parsed renders what is wrong with it, as in Elsa.</summary>
    public string? Render(string text, ActivityExecutionContext context)
    {
        if (string.IsNullOrWhiteSpace(text))
            return null;
        var prepared = Read(text);
        if (prepared.Template is not { } template)
            return prepared.Fault!;
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
            return template.Render(output, parameters);
        }
        catch (TimeoutException error)
        {
            throw new InvalidOperationException(
                $"The template took longer than {options.ScriptTimeout.TotalSeconds:0.#} seconds and was stopped.", error);
        }
    }

    Prepared Read(string text)
    {
        if (templates.TryGetValue(text, out var known))
            return known;
        if (templates.Count > MaxTemplates)
            templates.Clear();
        return templates[text] = Parse(text);
    }

    static Prepared Parse(string text)
    {
        if (LiquidSyntax.Fault(text) is { } fault)
            return new Prepared(null, fault);
        try
        {
            return new Prepared(Template.Parse(text), null);
        }
        catch (SyntaxException error)
        {
            return new Prepared(null, LiquidSyntax.Fault(error.Message, text));
        }
    }

    static Hash Globals(ActivityExecutionContext context)
    {
        var workflow = context.WorkflowExecutionContext;
        return new Hash
        {
            ["Variables"] = new LazyHash(name => VariableOf(name, context)),
            ["Input"] = new LazyHash(context.ReadShownInput),
            ["CorrelationId"] = workflow.CorrelationId,
            ["WorkflowDefinitionId"] = workflow.DefinitionId,
            ["WorkflowDefinitionVersionId"] = workflow.DefinitionVersionId,
            ["WorkflowDefinitionVersion"] = workflow.DefinitionVersion,
            ["WorkflowInstanceId"] = workflow.Id,
        };
    }

    // As in Elsa, an object that is still the default of its variable has no properties here; scripts can read it.
    static object? VariableOf(string name, ActivityExecutionContext context)
    {
        if (!context.TryReadShown(name, out var value))
            return null;
        var declared = context.SelfAndAncestors().SelectMany(scope => scope.Activity.DeclaredVariables).FirstOrDefault(variable => variable.Name == name);
        return value is ExpandoObject && declared?.Type == typeof(ExpandoObject) && ValueJson.Text(value) == ValueJson.Text(declared.InitialValue())
            ? new ExpandoObject()
            : value;
    }

    /// <summary>Values as templates read them: objects by key, arrays by index.</summary>
    internal static object? ToTemplate(object? value, int depth = 0) => value switch
    {
        _ when depth > ScriptValues.MaxDepth => throw new InvalidOperationException("A value in the template is nested too deep, or contains itself."),
        IDictionary<string, object?> map => Hash.FromDictionary(map.ToDictionary(pair => pair.Key, pair => ToTemplate(pair.Value, depth + 1))),
        string or bool or byte[] => value,
        IEnumerable items => items.Cast<object?>().Select(item => ToTemplate(item, depth + 1)).ToList(),
        DateTime date => date.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        DateTimeOffset date => date.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        // As in Elsa.
        TimeSpan span => (DateTime.UnixEpoch + span).ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        decimal number => LiquidNumbers.Shown(number),
        // To a script every number is one with a fraction.
        double number when Math.Abs(number) < 1e15 && number == Math.Truncate(number) => (long)number,
        int or long or short or double or float => value,
        IFormattable => ValueConverter.ToText(value),
        null => null,
        _ => ToTemplate(ValueJson.Parse(ValueJson.Text(value)), depth + 1),
    };

    /// <summary>A template, or what is wrong with it.</summary>
    sealed record Prepared(Template? Template, string? Fault);
}
