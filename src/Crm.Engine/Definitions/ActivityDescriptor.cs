using System.Reflection;
using Crm.Engine.Activities;

namespace Crm.Engine.Definitions;

/// <summary>What is known of an activity type: how definitions write it and how the designer shows it.</summary>
public sealed class ActivityDescriptor
{
    readonly Func<Activity> create;

    ActivityDescriptor(Type type, Func<Activity> create)
    {
        this.create = create;
        var attribute = type.GetCustomAttribute<ActivityAttribute>()
            ?? throw new InvalidOperationException($"{type.Name} has no [Activity] attribute.");
        IsOfEngine = type.Assembly == typeof(ActivityDescriptor).Assembly;
        Name = attribute.Type ?? type.Name;
        TypeName = $"{attribute.Namespace}.{Name}";
        DisplayName = attribute.DisplayName ?? Spelling.Title(Name);
        Category = attribute.Category;
        Description = attribute.Description;
        Kind = attribute.Kind;
        IsTerminal = attribute.IsTerminal;
        IsStart = attribute.IsStart;
        IsContainer = attribute.IsContainer;
        Outcomes = type.GetCustomAttribute<FlowNodeAttribute>()?.Outcomes ?? [];
        var properties = type.GetProperties(BindingFlags.Instance | BindingFlags.Public).Where(property => property.CanWrite).ToList();
        Inputs = [.. properties.Where(Has<InputAttribute>).Select(property => new InputDescriptor(property))];
        Outputs = [.. properties.Where(Has<OutputAttribute>).Select(property => new OutputDescriptor(property))];
        Ports = [.. properties.Where(Has<PortAttribute>)];
    }

    internal bool IsOfEngine { get; }

    /// <summary>E.g. "Elsa.WriteLine".</summary>
    public string TypeName { get; }

    /// <summary>E.g. "WriteLine".</summary>
    public string Name { get; }
    public int Version => 1;
    public string DisplayName { get; }
    public string Category { get; }
    public string Description { get; }
    public ActivityKind Kind { get; }
    public bool IsTerminal { get; }
    public bool IsStart { get; }
    public bool IsContainer { get; }

    /// <summary>The outcomes that a flowchart can connect from, besides Done.</summary>
    public IReadOnlyList<string> Outcomes { get; }
    public IReadOnlyList<InputDescriptor> Inputs { get; }
    public IReadOnlyList<OutputDescriptor> Outputs { get; }

    /// <summary>The properties that hold child activities.</summary>
    public IReadOnlyList<PropertyInfo> Ports { get; }

    public static ActivityDescriptor Of<T>() where T : Activity, new() => new(typeof(T), () => new T());

    internal Activity Create()
    {
        var activity = create();
        activity.Descriptor = this;
        activity.Type = TypeName;
        return activity;
    }

    static bool Has<T>(PropertyInfo property) where T : Attribute => property.IsDefined(typeof(T));
}

/// <summary>An input of an activity type. A wrapped one takes an expression, a plain one a value.</summary>
public sealed class InputDescriptor
{
    internal InputDescriptor(PropertyInfo property)
    {
        Property = property;
        Attribute = property.GetCustomAttribute<InputAttribute>()!;
        IsWrapped = property.PropertyType.IsSubclassOf(typeof(Input));
        Type = IsWrapped ? property.PropertyType.GetGenericArguments()[0] : property.PropertyType;
    }

    internal PropertyInfo Property { get; }
    public InputAttribute Attribute { get; }
    public string Name => Property.Name;
    public Type Type { get; }
    public bool IsWrapped { get; }
    public string DisplayName => Attribute.DisplayName ?? Spelling.Title(Name);
}

/// <summary>An output of an activity type.</summary>
public sealed class OutputDescriptor
{
    internal OutputDescriptor(PropertyInfo property)
    {
        Property = property;
        Attribute = property.GetCustomAttribute<OutputAttribute>()!;
        Type = property.PropertyType.GetGenericArguments()[0];
    }

    internal PropertyInfo Property { get; }
    public OutputAttribute Attribute { get; }
    public string Name => Property.Name;
    public Type Type { get; }
    public string DisplayName => Attribute.DisplayName ?? Spelling.Title(Name);
}
