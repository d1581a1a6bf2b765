using Crm.Data;
using Crm.Relations;

namespace Crm.Kvk;

/// <summary>The work list of relations that differ from the register.</summary>
public sealed class RegisterWork(CrmDatabase database)
{
    /// <param name="Fields">The names of the fields that differ; empty when the register does not know the number.</param>
    public sealed record Row(Guid RelationId, string Name, string Town, DateTime CheckedAt, bool IsKnown, IReadOnlyList<string> Fields);

    /// <param name="Next">What to ask the next part after; null at the end.</param>
    public sealed record Page(IReadOnlyList<Row> Rows, int Total, Guid? Next);

    public Task<Page> ListAsync(Guid? after, int take, CancellationToken cancellationToken) => database.ReadAsync(async db =>
    {
        var open = db.RegisterChecks.Where(check => check.Open > 0 && db.Relations.Any(relation => relation.Id == check.Id && !relation.IsArchived));
        var total = await open.CountAsync(cancellationToken);
        var part = await open.Where(check => after == null || check.Id > after).OrderBy(check => check.Id).Take(take + 1).ToListAsync(cancellationToken);
        var ids = part.Take(take).Select(check => check.Id).ToList();
        var relations = await db.Relations.Include(relation => relation.Organisation).Where(relation => ids.Contains(relation.Id)).ToDictionaryAsync(relation => relation.Id, cancellationToken);
        var rows = part.Take(take).Select(check => RowOf(check, relations[check.Id]));
        return new Page([.. rows], total, part.Count > take ? ids[^1] : null);
    }, cancellationToken);

    static Row RowOf(RegisterCheck check, Relation relation) => new(
        relation.Id, relation.Organisation!.Name, relation.Organisation.Address.Town, check.CheckedAt!.Value, check.IsKnown,
        [.. check.Compare(relation).Where(difference => !difference.IsLeft).Select(difference => difference.Label)]);

    /// <summary>How many differences of a relation wait for a decision.</summary>
    public Task<int> OpenOfAsync(Guid relationId, CancellationToken cancellationToken = default) => database.ReadAsync(
        db => db.RegisterChecks.Where(check => check.Id == relationId).Select(check => check.Open).FirstOrDefaultAsync(cancellationToken), cancellationToken);
}
