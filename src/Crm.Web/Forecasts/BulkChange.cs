namespace Crm.Forecasts;

public enum BulkField { Status, Responsible, ExpectedDate, Group, Source, Campaign }

/// <summary>One field of many forecasts gets one value.</summary>
/// <param name="Value">Key or id of a status, id of an employee or a row of a list, or a day; empty for nothing.</param>
public sealed record BulkChange(BulkField Field, string? Value)
{
    public const int Most = 5_000;

    /// <summary>These; or, when left out, all that the query of the list lets through.</summary>
    public IReadOnlyList<Guid>? Ids { get; init; }
    public string? Query { get; init; }
}

/// <param name="Old">What stood there; of a status with its chance and since when.</param>
public sealed record BulkStep(Guid ForecastId, string? Old, string? New, decimal Chance, DateTime Since);

/// <summary>With this a bulk change is undone, also after a while: what somebody changed since stays.</summary>
public sealed record BulkUndo(BulkField Field, IReadOnlyList<BulkStep> Steps);

public sealed record BulkSkipped(Guid Id, string Number, string Why);

public sealed record BulkResult(int Changed, IReadOnlyList<BulkSkipped> Skipped, BulkUndo Undo);
