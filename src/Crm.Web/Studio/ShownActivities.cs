using Crm.Engine.Activities;
using Crm.Engine.Definitions;

namespace Crm.Studio;

/// <summary>The activity types of this server as Studio shows them.</summary>
public static class ShownActivities
{
    // What holds the activities of a canvas is chosen when the canvas is made, and C# does not run here.
    static readonly HashSet<string> NotInToolbox = ["Elsa.Flowchart", "Elsa.Sequence", "Elsa.Parallel", "Elsa.Fork", "Elsa.FlowNode", "Elsa.RunCSharp"];

    public static ShownActivity Of(ActivityDescriptor activity, IReadOnlyDictionary<string, List<InputEditor.Choice>> lists) => new()
    {
        TypeName = activity.TypeName,
        Namespace = activity.TypeName[..^(activity.Name.Length + 1)],
        Name = activity.Name,
        Version = activity.Version,
        Category = ToolboxWords.Say(activity.Category),
        DisplayName = ToolboxWords.Say(activity.DisplayName),
        Description = ToolboxWords.Say(activity.Description),
        Kind = activity.Kind,
        IsBrowsable = !NotInToolbox.Contains(activity.TypeName),
        IsContainer = activity.IsContainer,
        IsStart = activity.IsStart,
        IsTerminal = activity.IsTerminal,
        Ports =
        [
            .. activity.Ports.Select(port => new ShownActivity.Port(port.Name, ToolboxWords.Say(Spoken.Sentence(port.Name)), ShownActivity.PortType.Embedded)),
            .. activity.Outcomes.Select(outcome => new ShownActivity.Port(outcome, ToolboxWords.Say(Spoken.Sentence(outcome)), ShownActivity.PortType.Flow)),
        ],
        Inputs = [.. BuiltInInputs.Of(activity.TypeName), .. activity.Inputs.Select((input, index) => InputOf(input, index, lists))],
        Outputs = [.. activity.Outputs.Select(OutputOf)],
    };

    static ShownActivity.Input InputOf(InputDescriptor input, int index, IReadOnlyDictionary<string, List<InputEditor.Choice>> lists) => new()
    {
        Name = input.Name,
        TypeName = TypeNames.Of(input.Type),
        DisplayName = ToolboxWords.Say(input.DisplayName),
        Description = DescriptionOf(input),
        Category = input.Attribute.Category is { } category ? ToolboxWords.Say(category) : null,
        Order = input.Attribute.Order != 0 ? input.Attribute.Order : index,
        IsWrapped = input.IsWrapped,
        IsSensitive = input.Attribute.IsSensitive,
        AutoEvaluate = input.Attribute.AutoEvaluate,
        UiHint = InputEditor.HintOf(input),
        UiSpecifications = InputEditor.SpecificationsOf(input, lists),
        DefaultValue = InputEditor.DefaultOf(input),
    };

    static ShownActivity.Output OutputOf(OutputDescriptor output, int index) => new()
    {
        Name = output.Name,
        TypeName = TypeNames.Of(output.Type),
        DisplayName = ToolboxWords.Say(output.DisplayName),
        Description = output.Attribute.Description is { } description ? ToolboxWords.Say(description) : null,
        Order = index,
    };

    static string DescriptionOf(InputDescriptor input)
    {
        var description = ToolboxWords.Say(input.Attribute.Description ?? "");
        return input.Attribute.IsRequired ? $"{description} {ToolboxWords.Say("Required.")}".Trim() : description;
    }
}
