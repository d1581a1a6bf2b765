using System.Runtime.CompilerServices;
using Jint;
using Jint.Native;
using Jint.Native.Object;
using Jint.Runtime.Interop;

namespace Crm.Engine.Expressions.Scripting;

/// <summary>
/// Limits that the script engine does not have: it counts statements, but what it does by itself with a value, such as writing it out,
/// runs without a look at the clock and as deep as the value is.
/// </summary>
static class ScriptLimits
{
    const int MaxParts = 1_000_000;

    /// <summary>Numbers without bounds take time without bounds, and a chain of proxies is as deep as the stack.</summary>
    static readonly string[] Withheld = ["BigInt", "BigInt64Array", "BigUint64Array", "DataView", "Proxy", "ShadowRealm"];

    public static void Apply(Jint.Engine engine)
    {
        foreach (var name in Withheld)
            engine.Global.Delete(name);
        var array = engine.Intrinsics.Array.PrototypeObject;
        foreach (var name in new[] { "join", "flat", "toLocaleString" })
            Guard(engine, array, name, (self, _) => self);
        Guard(engine, engine.Global.Get("JSON").AsObject(), "stringify", (_, arguments) => arguments.Length > 0 ? arguments[0] : JsValue.Undefined);
    }

    /// <exception cref="InvalidOperationException">The value has too many parts, counted as often as they occur, or contains itself.</exception>
    public static void Check(JsValue value)
    {
        var open = new Stack<(JsValue Value, int Depth)>([(value, 0)]);
        for (var parts = 0; open.TryPop(out var part); parts++)
        {
            if (parts > MaxParts || part.Depth > ScriptValues.MaxNesting)
                throw TooBig();
            foreach (var inside in PartsOf(part.Value))
                open.Push((inside, part.Depth + 1));
        }
    }

    public static InvalidOperationException TooBig() => new("A value in the script is too large, is nested too deep, or contains itself.");

    static IEnumerable<JsValue> PartsOf(JsValue value) => value switch
    {
        HostObject => [],
        JsArray array => ElementsOf(array),
        ObjectInstance instance => instance.GetOwnProperties().Select(pair => pair.Value.Value).OfType<JsValue>().Where(part => part.IsObject()),
        _ => [],
    };

    static IEnumerable<JsValue> ElementsOf(JsArray array)
    {
        for (uint i = 0; i < array.Length && i <= MaxParts; i++)
            if (array[i] is var element && element.IsObject())
                yield return element;
    }

    static void Guard(Jint.Engine engine, ObjectInstance owner, string name, Func<JsValue, JsValue[], JsValue> inspected)
    {
        var original = owner.Get(name);
        owner.Set(name, new ClrFunction(engine, name, (self, arguments) =>
        {
            Check(inspected(self, arguments));
            return engine.Call(original, self, arguments);
        }));
    }
}

/// <summary>Stops a script before the stack of the thread is full, which would end the whole server.</summary>
sealed class StackConstraint : Constraint
{
    public override void Check() => RuntimeHelpers.EnsureSufficientExecutionStack();

    public override void Reset() { }
}
