using Crm.Data;
using Crm.Workflows;

namespace Crm.Studio;

/// <summary>Which instances a list asks for. Page numbers begin at 0.</summary>
public sealed record InstanceQuestion
{
    public int? Page { get; init; }
    public int? PageSize { get; init; }
    public string[]? Ids { get; init; }
    public string[]? Names { get; init; }
    public string? SearchTerm { get; init; }
    public string? DefinitionId { get; init; }
    public string[]? DefinitionIds { get; init; }
    public string? DefinitionVersionId { get; init; }
    public string[]? DefinitionVersionIds { get; init; }
    public string? CorrelationId { get; init; }
    public string[]? CorrelationIds { get; init; }
    public int? Version { get; init; }
    public bool? HasIncidents { get; init; }
    public string? Status { get; init; }
    public string[]? Statuses { get; init; }
    public string? SubStatus { get; init; }
    public string[]? SubStatuses { get; init; }
    public string? OrderBy { get; init; }
    public string? OrderDirection { get; init; }
    public Moment[]? TimestampFilters { get; init; }

    /// <summary>E.g. created on or after a moment.</summary>
    public sealed record Moment(string? Column, string? Operator, DateTimeOffset Timestamp);

    public IQueryable<InstanceRow> Among(IQueryable<InstanceRow> rows)
    {
        rows = All(null, Ids) is { Length: > 0 } ids ? rows.Where(row => ids.Contains(row.Id)) : rows;
        rows = All(null, Names) is { Length: > 0 } names ? rows.Where(row => names.Contains(row.Name)) : rows;
        rows = All(DefinitionId, DefinitionIds) is { Length: > 0 } definitions ? rows.Where(row => definitions.Contains(row.DefinitionId)) : rows;
        rows = All(Status, Statuses) is { Length: > 0 } statuses ? rows.Where(row => statuses.Contains(row.Status)) : rows;
        rows = All(SubStatus, SubStatuses) is { Length: > 0 } subStatuses ? rows.Where(row => subStatuses.Contains(row.SubStatus)) : rows;
        rows = All(DefinitionVersionId, DefinitionVersionIds) is { Length: > 0 } versions ? rows.Where(row => versions.Contains(row.DefinitionVersionId)) : rows;
        rows = All(CorrelationId, CorrelationIds) is { Length: > 0 } correlations ? rows.Where(row => correlations.Contains(row.CorrelationId)) : rows;
        rows = Version is { } number ? rows.Where(row => row.DefinitionVersion == number) : rows;
        rows = HasIncidents is { } has ? rows.Where(row => row.IncidentCount > 0 == has) : rows;
        if (SearchTerm?.Trim().ToLowerInvariant() is { Length: > 0 } term)
            rows = rows.Where(row => row.Id == term || row.CorrelationId == term || row.DefinitionId.ToLower().Contains(term) || row.Name!.ToLower().Contains(term));
        return (TimestampFilters ?? []).Aggregate(rows, Since);
    }

    public IOrderedQueryable<InstanceRow> Ordered(IQueryable<InstanceRow> rows)
    {
        // The newest first, unless somebody says otherwise.
        var ascends = "Ascending".Equals(OrderDirection, StringComparison.OrdinalIgnoreCase);
        return (OrderBy?.ToLowerInvariant(), ascends) switch
        {
            ("lastexecuted" or "updatedat", true) => rows.OrderBy(row => row.UpdatedAt).ThenBy(row => row.Id),
            ("lastexecuted" or "updatedat", false) => rows.OrderByDescending(row => row.UpdatedAt).ThenByDescending(row => row.Id),
            ("finished" or "finishedat", true) => rows.OrderBy(row => row.FinishedAt).ThenBy(row => row.Id),
            ("finished" or "finishedat", false) => rows.OrderByDescending(row => row.FinishedAt).ThenByDescending(row => row.Id),
            ("name", true) => rows.OrderBy(row => row.Name).ThenBy(row => row.Id),
            ("name", false) => rows.OrderByDescending(row => row.Name).ThenByDescending(row => row.Id),
            (_, true) => rows.OrderBy(row => row.CreatedAt).ThenBy(row => row.Id),
            _ => rows.OrderByDescending(row => row.CreatedAt).ThenByDescending(row => row.Id),
        };
    }

    static IQueryable<InstanceRow> Since(IQueryable<InstanceRow> rows, Moment moment)
    {
        var at = moment.Timestamp.UtcDateTime;
        return (moment.Column?.ToLowerInvariant(), moment.Operator?.ToLowerInvariant()) switch
        {
            ("createdat", "greaterthan") => rows.Where(row => row.CreatedAt > at),
            ("createdat", "greaterthanorequal") => rows.Where(row => row.CreatedAt >= at),
            ("createdat", "lessthan") => rows.Where(row => row.CreatedAt < at),
            ("createdat", "lessthanorequal") => rows.Where(row => row.CreatedAt <= at),
            ("createdat", "is") => rows.Where(row => row.CreatedAt == at),
            ("createdat", "isnot") => rows.Where(row => row.CreatedAt != at),
            ("updatedat", "greaterthan") => rows.Where(row => row.UpdatedAt > at),
            ("updatedat", "greaterthanorequal") => rows.Where(row => row.UpdatedAt >= at),
            ("updatedat", "lessthan") => rows.Where(row => row.UpdatedAt < at),
            ("updatedat", "lessthanorequal") => rows.Where(row => row.UpdatedAt <= at),
            ("updatedat", "is") => rows.Where(row => row.UpdatedAt == at),
            ("updatedat", "isnot") => rows.Where(row => row.UpdatedAt != at),
            ("finishedat", "greaterthan") => rows.Where(row => row.FinishedAt > at),
            ("finishedat", "greaterthanorequal") => rows.Where(row => row.FinishedAt >= at),
            ("finishedat", "lessthan") => rows.Where(row => row.FinishedAt < at),
            ("finishedat", "lessthanorequal") => rows.Where(row => row.FinishedAt <= at),
            ("finishedat", "is") => rows.Where(row => row.FinishedAt == at),
            ("finishedat", "isnot") => rows.Where(row => row.FinishedAt != at),
            _ => throw RefusedException.Invalid("timestampFilters", $"Op {moment.Column} {moment.Operator} is niet te filteren.", $"{moment.Column} {moment.Operator} is no filter."),
        };
    }

    static string[] All(string? one, string[]? many) => [.. (many ?? []).Append(one).OfType<string>().Where(text => text.Length > 0)];
}
