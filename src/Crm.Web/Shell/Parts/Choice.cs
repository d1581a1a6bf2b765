namespace Crm.Shell.Parts;

/// <summary>One thing to choose from a list.</summary>
public sealed record Choice<T>(T Value, string Text);
