using Crm.Engine.Activities;
using Crm.Engine.Definitions;
using Crm.Workflows;

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
        Category = ActivityWords.Say(activity.Category),
        DisplayName = ActivityWords.Say(activity.DisplayName),
        Description = ActivityWords.Say(activity.Description),
        Kind = activity.Kind,
        IsBrowsable = !NotInToolbox.Contains(activity.TypeName),
        IsContainer = activity.IsContainer,
        IsStart = activity.IsStart,
        IsTerminal = activity.IsTerminal,
        Ports =
        [
            .. activity.Ports.Select(port => new ShownActivity.Port(port.Name, ActivityWords.Say(Spoken.Sentence(port.Name)), ShownActivity.PortType.Embedded)),
            .. activity.Outcomes.Select(outcome => new ShownActivity.Port(outcome, ActivityWords.Say(Spoken.Sentence(outcome)), ShownActivity.PortType.Flow)),
        ],
        Inputs = [.. BuiltInInputs.Of(activity.TypeName), .. activity.Inputs.Select((input, index) => InputOf(input, index, lists))],
        Outputs = [.. activity.Outputs.Select(OutputOf)],
    };

    static ShownActivity.Input InputOf(InputDescriptor input, int index, IReadOnlyDictionary<string, List<InputEditor.Choice>> lists) => new()
    {
        Name = input.Name,
        TypeName = TypeNames.Of(input.Type),
        DisplayName = ActivityWords.Say(input.DisplayName),
        Description = DescriptionOf(input),
        Category = input.Attribute.Category is { } category ? ActivityWords.Say(category) : null,
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
        DisplayName = ActivityWords.Say(output.DisplayName),
        Description = output.Attribute.Description is { } description ? ActivityWords.Say(description) : null,
        Order = index,
    };

    static string DescriptionOf(InputDescriptor input)
    {
        var description = ActivityWords.Say(input.Attribute.Description ?? "");
        return input.Attribute.IsRequired ? $"{description} {ActivityWords.Say("Required.")}".Trim() : description;
    }
}
