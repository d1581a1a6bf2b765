using System.Collections;
using System.Dynamic;
using Jint;
using Jint.Native;
using Jint.Native.Object;
using Jint.Runtime.Interop;

namespace Crm.Engine.Expressions.Scripting;

/// <summary>Values on their way into a script and out of it.</summary>
static class ScriptValues
{
    public const int MaxDepth = 100;

    /// <summary>Objects go in live, arrays as copies.</summary>
    public static JsValue ToScript(Jint.Engine engine, object? value) => value switch
    {
        null => JsValue.Null,
        JsValue script => script,
        string or ExpandoObject or IDictionary => JsValue.FromObject(engine, value),
        byte[] bytes => JsValue.FromObject(engine, bytes),
        IDictionary<string, object?> => JsValue.FromObject(engine, value),
        IEnumerable items => new JsArray(engine, [.. items.Cast<object?>().Select(item => ToScript(engine, item))]),
        decimal number => JsNumber.Create((double)number),
        long number => JsNumber.Create((double)number),
        Enum name => new JsString(name.ToString()),
        _ => JsValue.FromObject(engine, value),
    };

    /// <summary>Objects come out as <see cref="ExpandoObject"/>, arrays as lists; a function is no value.</summary>
    public static object? ToHost(JsValue value, int depth = 0)
    {
        if (depth > MaxDepth)
            throw new InvalidOperationException($"A value from a script is nested more than {MaxDepth} levels deep, or contains itself.");
        return value switch
        {
            _ when value.IsNull() || value.IsUndefined() || value.IsSymbol() => null,
            _ when value.IsBoolean() => value.AsBoolean(),
            _ when value.IsString() => value.AsString(),
            _ when value.IsNumber() => value.AsNumber(),
            _ when value.IsDate() => value.AsDate().ToDateTime(),
            IObjectWrapper wrapper => Copy(wrapper.Target),
            JsArray array => ToList(array, depth),
            _ when value.IsCallable() => null,
            _ when value.IsBigInt() => value.ToObject(),
            JsTypedArray or JsArrayBuffer => value.ToObject(),
            ObjectInstance instance when IsPlain(instance) => ToObject(instance, depth),
            _ => value.ToObject(),
        };
    }

    static bool IsPlain(ObjectInstance instance) => instance is not (JsRegExp);

    // A wrapped list that a script read from an object is part of that object; a list of its own must not be shared by two variables.
    static object Copy(object target) => target is IList list and not Array ? list.Cast<object?>().ToList() : target;

    static List<object?> ToList(JsArray array, int depth)
    {
        var items = new List<object?>((int)array.Length);
        for (uint i = 0; i < array.Length; i++)
            items.Add(ToHost(array[i], depth + 1));
        return items;
    }

    static ExpandoObject ToObject(ObjectInstance instance, int depth)
    {
        IDictionary<string, object?> result = new ExpandoObject();
        foreach (var (key, property) in instance.GetOwnProperties())
            if (property.Enumerable && key.IsString() && instance.Get(key) is var value && !value.IsCallable())
                result[key.AsString()] = ToHost(value, depth + 1);
        return (ExpandoObject)result;
    }
}
