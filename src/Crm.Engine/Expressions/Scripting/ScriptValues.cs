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
    /// <summary>How deep a value of a workflow may be.</summary>
    public const int MaxDepth = 100;

    /// <summary>How deep a value inside a script may be.</summary>
    public const int MaxNesting = 500;

    /// <summary>Objects go in live, arrays as copies.</summary>
    public static JsValue ToScript(Jint.Engine engine, object? value) => value switch
    {
        null => JsValue.Null,
        JsValue script => script,
        IDictionary<string, object?> map => HostObject.For(engine, map),
        string or IDictionary => JsValue.FromObject(engine, value),
        byte[] bytes => JsValue.FromObject(engine, bytes),
        IEnumerable items => new JsArray(engine, [.. items.Cast<object?>().Select(item => ToScript(engine, item))]),
        decimal number => JsNumber.Create((double)number),
        long number => JsNumber.Create((double)number),
        Enum name => new JsString(name.ToString()),
        _ => JsValue.FromObject(engine, value),
    };

    /// <summary>
    /// Objects come out as <see cref="ExpandoObject"/>, arrays as lists; a function is no value. An object that came from the workflow
    /// comes out as itself, or as a copy.
    /// </summary>
    public static object? ToHost(JsValue value, bool copies = false)
    {
        if (value.IsObject())
            ScriptLimits.Check(value);
        return ToHost(value, copies, 0);
    }

    static object? ToHost(JsValue value, bool copies, int depth)
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
            HostObject host => copies ? Copy(host.Target, depth) : host.Target,
            IObjectWrapper wrapper => wrapper.Target is IList list and not Array ? list.Cast<object?>().ToList() : wrapper.Target,
            JsArray array => ToList(array, copies, depth),
            _ when value.IsCallable() => null,
            JsTypedArray or JsArrayBuffer => value.ToObject(),
            ObjectInstance instance when instance is not JsRegExp => ToObject(instance, copies, depth),
            _ => value.ToString(),
        };
    }

    static object? Copy(object? value, int depth)
    {
        if (depth > MaxDepth)
            throw ScriptLimits.TooBig();
        switch (value)
        {
            case IDictionary<string, object?> map:
                IDictionary<string, object?> copy = new ExpandoObject();
                foreach (var (name, part) in map)
                    copy[name] = Copy(part, depth + 1);
                return copy;
            case IEnumerable items and not string and not byte[]:
                return items.Cast<object?>().Select(item => Copy(item, depth + 1)).ToList();
            default:
                return value;
        }
    }

    static List<object?> ToList(JsArray array, bool copies, int depth)
    {
        var items = new List<object?>((int)array.Length);
        for (uint i = 0; i < array.Length; i++)
            items.Add(ToHost(array[i], copies, depth + 1));
        return items;
    }

    static ExpandoObject ToObject(ObjectInstance instance, bool copies, int depth)
    {
        IDictionary<string, object?> result = new ExpandoObject();
        foreach (var (key, property) in instance.GetOwnProperties())
            if (property.Enumerable && key.IsString() && instance.Get(key) is var value && !value.IsCallable())
                result[key.AsString()] = ToHost(value, copies, depth + 1);
        return (ExpandoObject)result;
    }
}
