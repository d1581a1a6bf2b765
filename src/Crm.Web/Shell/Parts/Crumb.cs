namespace Crm.Shell.Parts;

/// <summary>A step above this page.</summary>
public sealed record Crumb(string Text, string Href);
