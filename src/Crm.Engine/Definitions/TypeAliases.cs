using System.Dynamic;
using Crm.Engine.Activities.Branching;
using Crm.Engine.Activities.Flowcharts;
using Crm.Engine.Execution;

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
        ["HttpRequest"] = typeof(ExpandoObject),
        ["HttpResponseMessage"] = typeof(ExpandoObject),
        ["HttpFile"] = typeof(ExpandoObject),
        ["FormFile"] = typeof(ExpandoObject),
        ["IFormFile"] = typeof(ExpandoObject),
        ["Stream"] = typeof(byte[]),
        ["Byte[]"] = typeof(byte[]),
        ["HttpStatusCode"] = typeof(System.Net.HttpStatusCode),
        ["FlowJoinMode"] = typeof(FlowJoinMode),
        ["ForkJoinMode"] = typeof(ForkJoinMode),
        ["SwitchMode"] = typeof(SwitchMode),
        ["LogPersistenceMode"] = typeof(string),
        ["ExecuteWorkflowResult"] = typeof(ExecuteWorkflowResult),
        ["EventStimulus"] = typeof(ExpandoObject),
        ["Dictionary"] = typeof(ExpandoObject),
        ["IDictionary"] = typeof(ExpandoObject),
        ["IReadOnlyDictionary"] = typeof(ExpandoObject),
    };

    /// <summary>Null when the name is not known.</summary>
    public static Type? Find(string? name, bool isArray = false)
    {
        var type = FindSingle((name ?? "").Trim());
        return type is not null && isArray && !type.IsArray ? type.MakeArrayType() : type;
    }

    static Type? FindSingle(string name)
    {
        if (name.StartsWith("UnregisteredClrType:", StringComparison.OrdinalIgnoreCase))
            return Find(name["UnregisteredClrType:".Length..]);
        if (name.IndexOf('`') is > 0 and var generic)
            return FindGeneric(name[..generic], name[generic..]);
        if (name.EndsWith("[]", StringComparison.Ordinal) && !name.EndsWith("Byte[]", StringComparison.OrdinalIgnoreCase))
            return Find(name[..^2])?.MakeArrayType();
        if (name.EndsWith('?'))
            return Find(name[..^1]) is { } bare ? bare.IsValueType ? typeof(Nullable<>).MakeGenericType(bare) : bare : null;
        if (name.IndexOf('<') is > 0 and var open && name.EndsWith('>'))
            return Known.GetValueOrDefault(name[..open]) ?? ListOf(name[..open], Find(name[(open + 1)..^1]));
        if (name.IndexOf(',') is > 0 and var comma)
            return FindSingle(name[..comma].Trim());
        return Known.GetValueOrDefault(name[(name.LastIndexOf('.') + 1)..]);
    }

    // "System.Collections.Generic.List`1[[System.String, System.Private.CoreLib]], System.Private.CoreLib" as .NET writes it.
    static Type? FindGeneric(string name, string arguments)
    {
        var simple = name[(name.LastIndexOf('.') + 1)..];
        if (Known.TryGetValue(simple, out var map))
            return map;
        var first = arguments.Split("[[", 2) is [_, var inside] ? inside.Split(']')[0].TrimStart('[') : "";
        var isArray = arguments.Contains("]][]", StringComparison.Ordinal);
        var type = simple == "Nullable" ? Find($"{first.Split(',')[0]}?") : ListOf(simple, Find(first));
        return isArray ? type?.MakeArrayType() : type;
    }

    static Type? ListOf(string collection, Type? item) => collection switch
    {
        _ when item is null => null,
        "HashSet" or "ISet" => typeof(HashSet<>).MakeGenericType(item),
        "List" or "IList" or "ICollection" or "IEnumerable" or "Collection" or "IReadOnlyList" or "IReadOnlyCollection" => typeof(List<>).MakeGenericType(item),
        _ => null,
    };
}
