namespace Crm.Shell.Parts;

/// <summary>A tab is an address, so that it can be linked, reloaded and gone back to.</summary>
public sealed record TabLink(string Text, string Href, bool IsCurrent, int? Count = null);
