namespace Crm.Engine.Definitions;

/// <summary>A definition that cannot be used. The place is the path in its JSON or the activity's id.</summary>
public sealed class DefinitionException : Exception
{
    public DefinitionException(string message, string place, Exception? inner = null)
        : base(place.Length == 0 ? message : $"{message} (at {place})", inner) =>
        (Fault, Place, All) = (message, place, [this]);

    internal DefinitionException(IReadOnlyList<DefinitionException> all) : base(string.Join("; ", all.Select(fault => fault.Message)), all[0]) =>
        (Fault, Place, All) = (Message, "", all);

    public string Place { get; }

    /// <summary>The message without the place.</summary>
    public string Fault { get; }

    /// <summary>Everything that is wrong, each fault with its place; this one alone when it is the only one.</summary>
    public IReadOnlyList<DefinitionException> All { get; }
}
