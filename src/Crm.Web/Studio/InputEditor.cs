using System.Text.Json.Nodes;
using Crm.Engine.Definitions;
using Crm.Workflows;

namespace Crm.Studio;

/// <summary>Which of Studio's editors an input gets, and what that editor is told.</summary>
public static class InputEditor
{
    public static string HintOf(InputDescriptor input) => (input.Attribute.UIHint ?? ByType(input)) switch
    {
        "single-line" => "singleline",
        // A list with nothing in it could never be filled in.
        "dropdown" when input.Attribute.OptionsFrom is null && Options(input).Length == 0 => "singleline",
        var hint => hint,
    };

    /// <param name="input">The input to edit.</param>
    /// <param name="lists">The company's own lists, as far as they are sent along; a choice from another one is asked for when it is needed.</param>
    public static JsonObject SpecificationsOf(InputDescriptor input, IReadOnlyDictionary<string, List<Choice>> lists)
    {
        if (input.Attribute.OptionsFrom is { } list)
            return lists.TryGetValue(list, out var choices) ? Choices(LiveChoices.For(input.Attribute, choices)) : new JsonObject { ["Refresh"] = true };
        return HintOf(input) switch
        {
            "dropdown" => Choices(Options(input).Select(option => new Choice(ActivityWords.Say(Spoken.Sentence(option)), option))),
            "checklist" => Checks(Options(input)),
            "code-editor" => Code("javascript"),
            "json-editor" => Code("json"),
            _ => [],
        };
    }

    /// <summary>What a drop-down offers.</summary>
    public static JsonObject Choices(IEnumerable<Choice> choices) => new()
    {
        ["dropdown"] = new JsonObject
        {
            ["selectList"] = new JsonObject
            {
                ["items"] = new JsonArray([.. choices.Select(choice => new JsonObject { ["text"] = choice.Text, ["value"] = choice.Value })]),
                ["isFlagsEnum"] = false,
            },
        },
    };

    /// <summary>An enum's name is written; nothing can be put in for an input that has no value to begin with.</summary>
    public static object? DefaultOf(InputDescriptor input) => input.Attribute.DefaultValue is Enum name ? name.ToString() : input.Attribute.DefaultValue;

    static string ByType(InputDescriptor input)
    {
        var type = Nullable.GetUnderlyingType(input.Type) ?? input.Type;
        if (input.Attribute is { Options: not null } or { OptionsFrom: not null } || type.IsEnum)
            return "dropdown";
        if (type == typeof(bool))
            return input.IsWrapped && IsCondition(input) ? "singleline" : "checkbox";
        if (type == typeof(List<string>))
            return "multitext";
        return type == typeof(IDictionary<string, object>) ? "json-editor" : "singleline";
    }

    // A condition is an expression; a check box would hide that.
    static bool IsCondition(InputDescriptor input) => input.Name == "Condition";

    static string[] Options(InputDescriptor input)
    {
        var type = Nullable.GetUnderlyingType(input.Type) ?? input.Type;
        return input.Attribute.Options ?? (type.IsEnum ? Enum.GetNames(type) : []);
    }

    static JsonObject Checks(IEnumerable<string> options) => new()
    {
        ["checklist"] = new JsonObject
        {
            ["checkList"] = new JsonObject
            {
                ["items"] = new JsonArray([.. options.Select(option => new JsonObject { ["text"] = option, ["value"] = option, ["isChecked"] = false })]),
                ["isFlagsEnum"] = false,
            },
        },
    };

    // The height must be a number; Studio breaks on a text.
    static JsonObject Code(string language) => new()
    {
        ["code-editor"] = new JsonObject { ["language"] = language, ["editorHeight"] = 0, ["singleLineMode"] = false },
    };

    public sealed record Choice(string Text, string Value);
}
