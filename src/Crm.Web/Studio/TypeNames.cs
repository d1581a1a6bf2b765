namespace Crm.Studio;

/// <summary>The names by which definitions call the types of inputs, outputs and variables.</summary>
public static class TypeNames
{
    static readonly Dictionary<Type, string> Known = new()
    {
        [typeof(string)] = "String",
        [typeof(bool)] = "Boolean",
        [typeof(short)] = "Int16",
        [typeof(int)] = "Int32",
        [typeof(long)] = "Long",
        [typeof(float)] = "Single",
        [typeof(double)] = "Double",
        [typeof(decimal)] = "Decimal",
        [typeof(Guid)] = "Guid",
        [typeof(DateTime)] = "DateTime",
        [typeof(DateTimeOffset)] = "DateTimeOffset",
        [typeof(DateOnly)] = "DateOnly",
        [typeof(TimeOnly)] = "TimeOnly",
        [typeof(TimeSpan)] = "TimeSpan",
        [typeof(IDictionary<string, object>)] = "ObjectDictionary",
        [typeof(byte[])] = "ByteArray",
    };

    public static string Of(Type type)
    {
        var bare = Nullable.GetUnderlyingType(type) ?? type;
        if (Known.TryGetValue(bare, out var name))
            return name;
        if (bare.IsEnum)
            return "String";
        return bare.IsGenericType && bare.GetGenericTypeDefinition() == typeof(List<>) ? $"List<{Of(bare.GetGenericArguments()[0])}>" : "Object";
    }
}
