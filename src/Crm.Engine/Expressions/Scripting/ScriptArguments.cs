using System.Collections;
using Jint;
using Jint.Native;

namespace Crm.Engine.Expressions.Scripting;

/// <summary>What a script called a function with.</summary>
readonly struct ScriptArguments(JsValue[] values)
{
    readonly JsValue[] values = values;

    public object? Value(int index) => index < values.Length ? ScriptValues.ToHost(values[index]) : null;

    public string Text(int index, string otherwise = "") => TextOrNull(index) ?? otherwise;

    public string? TextOrNull(int index) => Value(index) is { } value ? ValueConverter.ToText(value) : null;

    public string[] Texts(int index) => Value(index) switch
    {
        null => [],
        string text => [text],
        IEnumerable many => [.. many.Cast<object?>().Select(ValueConverter.ToText)],
        var one => [ValueConverter.ToText(one)],
    };
}
