namespace Crm.Engine.Activities;

/// <summary>Names an activity for definitions ("{namespace}.{type}") and describes it for the designer.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ActivityAttribute(string @namespace, string category, string description) : Attribute
{
    public string Namespace => @namespace;
    public string Category => category;
    public string Description => description;

    /// <summary>The short type name; the class name when not given.</summary>
    public string? Type { get; init; }
    public string? DisplayName { get; init; }
    public ActivityKind Kind { get; init; }

    /// <summary>Ends the sequence or flowchart it is in.</summary>
    public bool IsTerminal { get; init; }
    public bool IsStart { get; init; }
    public bool IsContainer { get; init; }
}

/// <summary>What an activity is to the designer: a trigger may start a workflow, a task takes its time.</summary>
public enum ActivityKind { Action, Trigger, Job, Task }

/// <summary>A property that the definition fills in, as <see cref="Input{T}"/> with an expression or as a plain value.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class InputAttribute : Attribute
{
    public string? DisplayName { get; init; }
    public string? Description { get; init; }
    public string? Category { get; init; }

    /// <summary>The editor in the designer: "singleline", "multiline", "dropdown", "checkbox" …</summary>
    public string? UIHint { get; init; }

    /// <summary>The value when the definition leaves the input out.</summary>
    public object? DefaultValue { get; init; }

    /// <summary>The choices of a dropdown.</summary>
    public string[]? Options { get; init; }

    /// <summary>The host's name for a list of choices that is read when the activity is selected, e.g. "forecast-statuses".</summary>
    public string? OptionsFrom { get; init; }
    public bool IsRequired { get; init; }

    /// <summary>The value is a secret, so the log does not tell it.</summary>
    public bool IsSensitive { get; init; }
    public float Order { get; init; }

    /// <summary>False when the activity evaluates the input itself, when it needs it.</summary>
    public bool AutoEvaluate { get; init; } = true;
}

/// <summary>A property through which the activity hands on a value.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class OutputAttribute : Attribute
{
    public string? DisplayName { get; init; }
    public string? Description { get; init; }
}

/// <summary>A property that holds a child activity.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class PortAttribute : Attribute;

/// <summary>The outcomes that a flowchart can connect from.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class FlowNodeAttribute(params string[] outcomes) : Attribute
{
    public IReadOnlyList<string> Outcomes => outcomes;
}
