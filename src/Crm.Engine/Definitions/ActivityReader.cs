using System.Text.Json;
using Crm.Engine.Activities;
using Crm.Engine.Expressions;

namespace Crm.Engine.Definitions;

/// <summary>The JSON of one activity while it is being read.</summary>
public sealed class ActivityReader
{
    readonly DefinitionReader definitions;
    readonly Activity activity;
    readonly string path;

    internal ActivityReader(DefinitionReader definitions, Activity activity, JsonElement json, string path)
    {
        this.definitions = definitions;
        this.activity = activity;
        this.path = path;
        Json = json;
    }

    public JsonElement Json { get; }

    /// <summary>Null when absent or null.</summary>
    public JsonElement? Get(string name) => Json.Get(name);

    /// <summary>The elements of an array property; none when it is absent.</summary>
    public IReadOnlyList<JsonElement> Items(string name) => [.. Json.Get(name)?.Items() ?? []];

    /// <summary>Reads a child activity; null when there is none.</summary>
    public Activity? ReadActivity(JsonElement? json, string place)
    {
        if (json is not { ValueKind: JsonValueKind.Object } given)
            return null;
        var child = definitions.ReadActivity(given, $"{path}.{place}");
        child.Parent = activity;
        activity.Children.Add(child);
        return child;
    }

    public List<Activity> ReadActivities(string name) =>
        [.. Items(name).Select((item, index) => ReadActivity(item, $"{name}[{index}]")).OfType<Activity>()];

    public IReadOnlyList<Variable> ReadVariables() => definitions.ReadVariables(Get("variables"), keepUnknownTypes: true);

    /// <summary>Reads <c>{ "type", "value" }</c>.</summary>
    public Expression? ReadExpression(JsonElement? json) => json is { } given ? Expressions.Expression.Read(given) : null;

    /// <summary>Something is wrong here; the definition cannot be used, but is read to its end.</summary>
    public void Complain(string message, string place) => definitions.Faults.Add(message, $"{path}.{place}");

    /// <summary>An input that the activity type does not declare, e.g. one of a workflow used as activity.</summary>
    internal void AddInput(Input input, string name)
    {
        input.Name = name;
        activity.Inputs.Add(input);
    }

    internal void AddOutput(Output output, string name)
    {
        output.Name = name;
        activity.Outputs.Add(output);
    }

    internal void ReadDescribed()
    {
        foreach (var input in activity.Descriptor.Inputs)
            ReadInput(input);
        foreach (var output in activity.Descriptor.Outputs)
            ReadOutput(output);
        foreach (var port in activity.Descriptor.Ports)
            port.SetValue(activity, ReadActivity(Get(Spelling.Camel(port.Name)), Spelling.Camel(port.Name)));
    }

    void ReadInput(InputDescriptor descriptor)
    {
        var isPresent = Json.TryGet(Spelling.Camel(descriptor.Name), out var json);
        if (!descriptor.IsWrapped)
        {
            SetPlain(descriptor, isPresent ? json : null);
            return;
        }
        if ((isPresent ? Expressions.Expression.ReadWrapped(json) : Default(descriptor)) is not { } expression)
            return;
        var input = (Input)Activator.CreateInstance(descriptor.Property.PropertyType, expression)!;
        input.AutoEvaluate = descriptor.Attribute.AutoEvaluate;
        AddInput(input, descriptor.Name);
        descriptor.Property.SetValue(activity, input);
    }

    void SetPlain(InputDescriptor descriptor, JsonElement? json)
    {
        if (json is not { ValueKind: not JsonValueKind.Null } given)
            return;
        var value = Expressions.Expression.ReadWrapped(given) is { } expression ? expression.Value : given.LiteralValue();
        if (ValueConverter.TryConvert(value, descriptor.Type, out var converted))
            descriptor.Property.SetValue(activity, converted);
        else
            Complain($"'{value}' is not a valid {descriptor.Type.Name}", Spelling.Camel(descriptor.Name));
    }

    static Expression? Default(InputDescriptor descriptor) =>
        descriptor.Attribute.DefaultValue is { } value ? Expressions.Expression.Literal(value) : null;

    void ReadOutput(OutputDescriptor descriptor)
    {
        var output = (Output)Activator.CreateInstance(descriptor.Property.PropertyType, ReadReference(Get(Spelling.Camel(descriptor.Name))))!;
        AddOutput(output, descriptor.Name);
        descriptor.Property.SetValue(activity, output);
    }

    internal static string? ReadReference(JsonElement? json) => json?.Get("memoryReference")?.Text("id");
}
