namespace Crm.Dashboard.Charts;

/// <summary>One bar: a name, how long, what it says, and the list behind it.</summary>
/// <param name="Inner">A darker part of it: the weighted amount.</param>
/// <param name="Tick">Where the target stands.</param>
/// <param name="Color">"st1" … "st5" for a status; empty for the colour of the chart.</param>
public sealed record Bar(string Name, decimal Length, string Text, string? Href = null, string Note = "", decimal? Inner = null, decimal? Tick = null, string Color = "");
