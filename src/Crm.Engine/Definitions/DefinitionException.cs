namespace Crm.Engine.Definitions;

/// <summary>A definition that cannot be used. The place is the path in its JSON or the activity's id.</summary>
public sealed class DefinitionException(string message, string place, Exception? inner = null)
    : Exception(place.Length == 0 ? message : $"{message} (at {place})", inner)
{
    public string Place => place;

    /// <summary>The message without the place.</summary>
    public string Fault => message;
}
