using System.Runtime.CompilerServices;
using Jint;
using Jint.Native;
using Jint.Native.Object;
using Jint.Runtime;
using Jint.Runtime.Descriptors;

namespace Crm.Engine.Expressions.Scripting;

/// <summary>
/// An object of the workflow as a script sees it: live, so that a change is a change of the variable. What a script puts into it is
/// copied, so that no object ever contains itself.
/// </summary>
sealed class HostObject : ObjectInstance
{
    static readonly ConditionalWeakTable<Jint.Engine, Dictionary<object, HostObject>> All = [];
    readonly Dictionary<string, JsArray> lists = [];

    HostObject(Jint.Engine engine, IDictionary<string, object?> target) : base(engine)
    {
        Target = target;
        Prototype = engine.Intrinsics.Object.PrototypeObject;
    }

    public IDictionary<string, object?> Target { get; }

    /// <summary>The same object every time a script asks for it.</summary>
    public static HostObject For(Jint.Engine engine, IDictionary<string, object?> target)
    {
        var known = All.GetValue(engine, _ => new(ReferenceEqualityComparer.Instance));
        return known.TryGetValue(target, out var seen) ? seen : known[target] = new HostObject(engine, target);
    }

    /// <summary>Lists are copied for a script; what it did to those of its objects becomes theirs when it has ended.</summary>
    public static void WriteListsBack(Jint.Engine engine)
    {
        if (!All.TryGetValue(engine, out var objects))
            return;
        foreach (var (owner, name, list) in objects.Values.SelectMany(owner => owner.lists.Select(pair => (owner, pair.Key, pair.Value))).ToList())
            owner.Target[name] = ScriptValues.ToHost(list, copies: true);
    }

    public override JsValue Get(JsValue property, JsValue receiver) =>
        property.IsString() && Target.TryGetValue(property.AsString(), out var value) ? ValueOf(property.AsString(), value) : base.Get(property, receiver);

    public override bool Set(JsValue property, JsValue value, JsValue receiver)
    {
        if (!property.IsString())
            return base.Set(property, value, receiver);
        lists.Remove(property.AsString());
        Target[property.AsString()] = ScriptValues.ToHost(value, copies: true);
        return true;
    }

    public override PropertyDescriptor GetOwnProperty(JsValue property) =>
        property.IsString() && Target.TryGetValue(property.AsString(), out var value)
            ? new PropertyDescriptor(ValueOf(property.AsString(), value), writable: true, enumerable: true, configurable: true)
            : base.GetOwnProperty(property);

    public override bool DefineOwnProperty(JsValue property, PropertyDescriptor desc)
    {
        if (!property.IsString() || desc.Value is not { } value)
            return base.DefineOwnProperty(property, desc);
        return Set(property, value, this);
    }

    public override bool HasProperty(JsValue property) => property.IsString() && Target.ContainsKey(property.AsString()) || base.HasProperty(property);

    public override bool Delete(JsValue property)
    {
        if (property.IsString())
            lists.Remove(property.AsString());
        return property.IsString() && Target.Remove(property.AsString()) || base.Delete(property);
    }

    public override List<JsValue> GetOwnPropertyKeys(Types types = Types.String | Types.Symbol) =>
        types.HasFlag(Types.String) ? [.. Target.Keys.Select(key => new JsString(key))] : [];

    public override IEnumerable<KeyValuePair<JsValue, PropertyDescriptor>> GetOwnProperties() =>
        Target.Keys.ToList().Select(key => KeyValuePair.Create<JsValue, PropertyDescriptor>(new JsString(key), GetOwnProperty(new JsString(key))));

    JsValue ValueOf(string name, object? value)
    {
        if (lists.TryGetValue(name, out var known))
            return known;
        var seen = ScriptValues.ToScript(Engine, value);
        if (seen is JsArray list)
            lists[name] = list;
        return seen;
    }
}
