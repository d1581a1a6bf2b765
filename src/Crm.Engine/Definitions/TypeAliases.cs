using System.Dynamic;
using System.Text.Json.Nodes;

namespace Crm.Engine.Definitions;

/// <summary>
/// The type names that occur in definitions. Old files write .NET names with namespace and assembly; only the simple name counts,
/// and never a type outside this list.
/// </summary>
static class TypeAliases
{
    static readonly Dictionary<string, Type> Known = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Int16"] = typeof(short),
        ["Int32"] = typeof(int),
        ["Int64"] = typeof(long),
        ["Long"] = typeof(long),
        ["Single"] = typeof(float),
        ["Double"] = typeof(double),
        ["Decimal"] = typeof(decimal),
        ["Boolean"] = typeof(bool),
        ["String"] = typeof(string),
        ["Object"] = typeof(object),
        ["Guid"] = typeof(Guid),
        ["DateTime"] = typeof(DateTime),
        ["DateTimeOffset"] = typeof(DateTimeOffset),
        ["DateOnly"] = typeof(DateOnly),
        ["TimeOnly"] = typeof(TimeOnly),
        ["TimeSpan"] = typeof(TimeSpan),
        ["Uri"] = typeof(Uri),
        ["ByteArray"] = typeof(byte[]),
        ["JSON"] = typeof(ExpandoObject),
        ["ExpandoObject"] = typeof(ExpandoObject),
        ["JsonElement"] = typeof(ExpandoObject),
        ["JsonNode"] = typeof(ExpandoObject),
        ["JsonObject"] = typeof(ExpandoObject),
        ["JsonArray"] = typeof(List<object?>),
        ["StringDictionary"] = typeof(ExpandoObject),
        ["ObjectDictionary"] = typeof(ExpandoObject),
        ["StringMap"] = typeof(ExpandoObject),
        ["ObjectMap"] = typeof(ExpandoObject),
        ["HttpHeaders"] = typeof(ExpandoObject),
        ["HttpRouteData"] = typeof(ExpandoObject),
    };

    /// <summary>Null when the name is not known.</summary>
    public static Type? Find(string? name, bool isArray = false)
    {
        var type = FindSingle((name ?? "").Trim());
        return type is not null && isArray && !type.IsArray ? type.MakeArrayType() : type;
    }

    static Type? FindSingle(string name)
    {
        if (name.EndsWith("[]", StringComparison.Ordinal))
            return Find(name[..^2])?.MakeArrayType();
        if (name.EndsWith('?'))
            return Find(name[..^1]) is { } bare ? bare.IsValueType ? typeof(Nullable<>).MakeGenericType(bare) : bare : null;
        if (name.IndexOf('<') is > 0 and var open && name.EndsWith('>'))
            return ListOf(name[..open], Find(name[(open + 1)..^1]));
        if (name.IndexOf(',') is > 0 and var comma)
            name = name[..comma];
        return Known.GetValueOrDefault(name[(name.LastIndexOf('.') + 1)..]);
    }

    static Type? ListOf(string collection, Type? item) => collection switch
    {
        _ when item is null => null,
        "HashSet" or "ISet" => typeof(HashSet<>).MakeGenericType(item),
        "List" or "IList" or "ICollection" or "IEnumerable" or "Collection" => typeof(List<>).MakeGenericType(item),
        _ => null,
    };
}
