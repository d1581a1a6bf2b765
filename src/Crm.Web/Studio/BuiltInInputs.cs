using Crm.Workflows;

namespace Crm.Studio;

/// <summary>Inputs that an activity reads by itself, because they have a shape of their own in a definition.</summary>
public static class BuiltInInputs
{
    static readonly Dictionary<string, (string Name, string Description, string Hint)> ByActivity = new()
    {
        ["Elsa.FlowSwitch"] = ("Cases", "The outcomes, each with the condition under which it is taken.", "flow-switch-editor"),
        ["Elsa.Switch"] = ("Cases", "The branches, each with the condition under which it runs.", "switch-editor"),
        ["Elsa.SendHttpRequest"] = ("ExpectedStatusCodes", "The branches, each with the status code that leads to it.", "http-status-codes"),
        ["Elsa.SetVariable"] = ("Variable", "The variable that gets the value.", "variable-picker"),
    };

    public static IEnumerable<ShownActivity.Input> Of(string activityType) => ByActivity.TryGetValue(activityType, out var input) ? [Plain(input.Name, input.Description, input.Hint)] : [];

    static ShownActivity.Input Plain(string name, string description, string hint) => new()
    {
        Name = name,
        TypeName = "Object",
        DisplayName = ActivityWords.Say(name),
        Description = ActivityWords.Say(description),
        UiHint = hint,
        IsWrapped = false,
        Order = -1,
    };
}
