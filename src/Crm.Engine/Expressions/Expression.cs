using System.Text.Json;
using Crm.Engine.Definitions;

namespace Crm.Engine.Expressions;

/// <summary>How a value is found: the kind ("Literal", "JavaScript", …) and its text or value.</summary>
public sealed class Expression(string type, object? value)
{
    public string Type => type;
    public object? Value => value;

    /// <summary>The script or template; empty when there is none.</summary>
    public string Text => value as string ?? ValueConverter.ToText(value);

    public static Expression Literal(object? value) => new("Literal", value);

    /// <summary>Reads an input: <c>{ "typeName", "expression": { "type", "value" } }</c>, or a bare value, or list, as a literal.</summary>
    internal static Expression? ReadWrapped(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object => json.Get("expression") is { } expression ? Read(expression) : null,
        JsonValueKind.Null or JsonValueKind.Undefined => null,
        _ => Literal(json.LiteralValue()),
    };

    /// <summary>Reads <c>{ "type", "value" }</c>.</summary>
    internal static Expression Read(JsonElement json)
    {
        var type = json.Text("type") ?? "Literal";
        var value = json.Get("value");
        return new Expression(type, (type is "Variable" or "Input" ? Reference.Read(value) : null) ?? value?.LiteralValue());
    }
}

/// <summary>A variable or input that an expression names.</summary>
public sealed record Reference(string Id, string Name)
{
    /// <summary>Reads the definition of the variable or input, as an object or, which is how Studio writes it, as the text of one. Null for a bare name.</summary>
    public static Reference? Read(JsonElement? value)
    {
        if (value is { ValueKind: JsonValueKind.Object } json)
            return new Reference(json.Text("id") ?? "", json.Text("name") ?? "");
        if (value?.LiteralValue() is not string text || !text.TrimStart().StartsWith('{'))
            return null;
        try
        {
            using var document = JsonDocument.Parse(text);
            return Read(document.RootElement);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
