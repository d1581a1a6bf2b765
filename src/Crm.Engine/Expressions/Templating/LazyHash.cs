using DotLiquid;

namespace Crm.Engine.Expressions.Templating;

/// <summary>An object of which only the properties that a template names are looked up.</summary>
sealed class LazyHash(Func<string, object?> find) : IIndexable, ILiquidizable
{
    public object? this[object key] => Liquid.ToTemplate(find(key.ToString() ?? ""));

    public object ToLiquid() => this;

    public bool ContainsKey(object key) => true;
}
