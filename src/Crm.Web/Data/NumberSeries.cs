using System.ComponentModel.DataAnnotations;

namespace Crm.Data;

/// <summary>The last number given out in a series such as "quote-2026".</summary>
public sealed class NumberSeries
{
    [Key]
    public required string Series { get; init; }
    public int Last { get; set; }
}
