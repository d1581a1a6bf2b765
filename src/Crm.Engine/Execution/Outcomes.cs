namespace Crm.Engine.Execution;

/// <summary>How an activity ended. Ports are compared by exact name; a connection without a port follows the default only.</summary>
public sealed record Outcomes(IReadOnlyList<string> Names, bool IsDefault = false)
{
    public static readonly Outcomes Default = new(["Done"], IsDefault: true);
    public static readonly Outcomes None = new([]);

    public bool Contains(string? port) => port is null ? IsDefault : Names.Contains(port);
}
