namespace Crm.Shell.Parts;

/// <summary>A status on the gauge. One without a chance of its own is left off the ruler.</summary>
/// <param name="Key">What comes back when it is picked.</param>
/// <param name="Color">"st1" … "st5".</param>
public sealed record PeilStep(string Key, string Name, string Color, decimal? Chance);
