using System.Text.Json.Nodes;
using Crm.Data;

namespace Crm.Studio;

/// <summary>Which instances are to be altered: those that meet every condition. Without a condition none are, unless that is asked for.</summary>
public sealed record AlterationFilter
{
    public bool EmptyFilterSelectsAll { get; init; }
    public string[]? WorkflowInstanceIds { get; init; }
    public string[]? CorrelationIds { get; init; }
    public string[]? Names { get; init; }
    public string? SearchTerm { get; init; }
    public InstanceQuestion.Moment[]? TimestampFilters { get; init; }
    public string[]? DefinitionIds { get; init; }
    public string[]? DefinitionVersionIds { get; init; }
    public bool? HasIncidents { get; init; }
    public bool? IsSystem { get; init; }
    public string[]? Statuses { get; init; }
    public string[]? SubStatuses { get; init; }
    public JsonArray? ActivityFilters { get; init; }

    /// <summary>Null when none are meant.</summary>
    public InstanceQuestion? Question()
    {
        // A condition that was left out of account would have more altered than somebody meant.
        if (ActivityFilters is { Count: > 0 })
            throw RefusedException.Invalid("activityFilters", "Op stappen is hier niet te filteren.", "Instances cannot be chosen by their activities here.");
        // There are no instances of the system's own here.
        if (IsSystem == true || (IsEmpty && !EmptyFilterSelectsAll))
            return null;
        return new InstanceQuestion
        {
            Ids = WorkflowInstanceIds, CorrelationIds = CorrelationIds, Names = Names, SearchTerm = SearchTerm, TimestampFilters = TimestampFilters,
            DefinitionIds = DefinitionIds, DefinitionVersionIds = DefinitionVersionIds, HasIncidents = HasIncidents, Statuses = Statuses, SubStatuses = SubStatuses,
        };
    }

    bool IsEmpty => HasIncidents is null && string.IsNullOrWhiteSpace(SearchTerm) && TimestampFilters is not { Length: > 0 }
        && new[] { WorkflowInstanceIds, CorrelationIds, Names, DefinitionIds, DefinitionVersionIds, Statuses, SubStatuses }.All(texts => texts is not { Length: > 0 });
}
