namespace Crm.Erasure;

/// <summary>What an erasure takes away, what it leaves and why, and what somebody has to look at.</summary>
/// <param name="Name">Of the person.</param>
/// <param name="At">The organisations where the person is contact.</param>
public sealed record ErasurePreview(string Name, IReadOnlyList<string> At, IReadOnlyList<ErasureLine> Goes, IReadOnlyList<ErasureLine> Stays, IReadOnlyList<ErasureLine> ToRead)
{
    /// <summary>What has to be done first; empty when it can go on.</summary>
    public IReadOnlyList<string> Before { get; init; } = [];
}

/// <param name="Why">What happens to it, or why it stays.</param>
/// <param name="Href">Where to look.</param>
public sealed record ErasureLine(string What, string Why, string? Href = null);
