using Crm.Data;
using Crm.Users;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Crm.Relations;

/// <summary>
/// How many relations of one state somebody is responsible for. Triggers of the database keep it, in the same transaction and through every
/// door, so that a list of a million relations says how many it shows without counting them.
/// </summary>
public sealed class RelationTally
{
    /// <summary>All zeros: nobody.</summary>
    public required Guid ResponsibleId { get; init; }
    public required bool IsArchived { get; init; }
    public required bool IsBlocked { get; init; }
    public required int Number { get; init; }

    public static void Map(EntityTypeBuilder<RelationTally> tally) => tally.HasKey(t => new { t.ResponsibleId, t.IsArchived, t.IsBlocked });

    /// <summary>How many pass a filter that asks for nothing else than state and responsible; null when it asks for more, which has to be counted.</summary>
    public static async Task<int?> OfAsync(CrmDbContext db, RelationFilter filter, Actor reader, CancellationToken cancellationToken)
    {
        if (filter.Search.Length > 0 || filter.Custom.Count > 0)
            return null;
        var tallies = filter.State switch
        {
            RelationState.Archived => db.RelationTallies.Where(t => t.IsArchived),
            RelationState.Blocked => db.RelationTallies.Where(t => !t.IsArchived && t.IsBlocked),
            _ => db.RelationTallies.Where(t => !t.IsArchived),
        };
        tallies = filter.Whose switch
        {
            Whose.Mine => tallies.Where(t => t.ResponsibleId == reader.UserId),
            Whose.Team => tallies.Where(t => db.TeamOf(reader).Contains(t.ResponsibleId)),
            _ => tallies,
        };
        if (filter.ResponsibleId is { } responsible)
            tallies = tallies.Where(t => t.ResponsibleId == responsible);
        return await tallies.SumAsync(t => t.Number, cancellationToken);
    }
}
