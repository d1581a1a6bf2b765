using Crm.Engine.Expressions;

namespace Crm.Engine.Definitions;

/// <summary>
/// A variable as its container declares it. Whatever storage the definition asks for, its value is kept as long as its container runs.
/// </summary>
public sealed record Variable(string Id, string Name, Type Type, object? Default)
{
    /// <summary>Set when the variable stands for a record of the host: then its value is the record's id.</summary>
    public string? RecordType { get; init; }

    /// <summary>
    /// A value of its own for each instance: a list or object must not be shared. Without a default it is null, also for a number; where the
    /// default does not fit the type, it is the type's own.
    /// </summary>
    internal object? InitialValue() =>
        Default is null ? null : ValueConverter.TryConvert(Default, Type, out var value) ? value : ValueConverter.DefaultOf(Type);
}

/// <summary>An input or output that a workflow declares.</summary>
public sealed record Argument(string Name, Type Type)
{
    /// <summary>As the definition names it; that of one of the host's records says that the value is the record's id.</summary>
    public string? TypeName { get; init; }
}
