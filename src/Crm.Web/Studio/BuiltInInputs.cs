namespace Crm.Studio;

/// <summary>Inputs that an activity reads by itself, because they have a shape of their own in a definition.</summary>
public static class BuiltInInputs
{
    static readonly Dictionary<string, ShownActivity.Input> ByActivity = new()
    {
        ["Elsa.FlowSwitch"] = Plain("Cases", "The outcomes, each with the condition under which it is taken.", "flow-switch-editor"),
        ["Elsa.Switch"] = Plain("Cases", "The branches, each with the condition under which it runs.", "switch-editor"),
        ["Elsa.SendHttpRequest"] = Plain("ExpectedStatusCodes", "The branches, each with the status code that leads to it.", "http-status-codes"),
        ["Elsa.SetVariable"] = Plain("Variable", "The variable that gets the value.", "variable-picker"),
    };

    public static IEnumerable<ShownActivity.Input> Of(string activityType) => ByActivity.TryGetValue(activityType, out var input) ? [input] : [];

    static ShownActivity.Input Plain(string name, string description, string hint) => new()
    {
        Name = name,
        TypeName = "Object",
        DisplayName = name,
        Description = description,
        UiHint = hint,
        IsWrapped = false,
        Order = -1,
    };
}
