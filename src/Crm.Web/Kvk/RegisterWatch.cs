using Crm.Data;
using Crm.Relations;
using Crm.Users;

namespace Crm.Kvk;

/// <summary>A relation beside the register.</summary>
/// <param name="Outcome">Of the last question; when the register could not be asked, the rest is what it said before.</param>
/// <param name="CheckedAt">Null: it was never answered.</param>
/// <param name="Revision">The relation's, as it was compared.</param>
public sealed record RegisterComparison(
    LookupOutcome Outcome, DateTime? CheckedAt, bool IsKnown, IReadOnlyList<RegisterDifference> Differences, int Revision, string Name, string KvkNumber);

/// <summary>What to do with the differences: these fields get what the register says, the others stay as they are and are not offered again.</summary>
/// <param name="Revision">The relation's, as it was compared.</param>
public sealed record Settlement(IReadOnlyList<string> Take, int Revision);

/// <summary>Compares relations with the trade register and takes over what someone accepts. The register is asked outside any transaction.</summary>
public sealed class RegisterWatch(CrmDatabase database, TradeRegister register, RelationDesk relations, TimeProvider clock)
{
    /// <summary>Asks the register now, and keeps what it says beside the relation.</summary>
    public async Task<RegisterComparison> CompareAsync(Guid relationId, CancellationToken cancellationToken)
    {
        var (kvkNumber, branchNumber) = await NumbersAsync(relationId, cancellationToken);
        var answer = await register.FindAsync(kvkNumber, branchNumber, cancellationToken);
        if (answer.Outcome is LookupOutcome.Found or LookupOutcome.NothingFound)
            await KeepAsync(relationId, kvkNumber, answer.Value, cancellationToken);
        return await database.ReadAsync(db => ReadAsync(db, relationId, answer.Outcome, cancellationToken), cancellationToken);
    }

    /// <exception cref="RefusedException">Someone else changed one of these fields meanwhile.</exception>
    public Task<RegisterComparison> SettleAsync(Guid relationId, Settlement settlement, Actor actor, CancellationToken cancellationToken) => database.WriteAsync(async db =>
    {
        await db.LockAsync<Relation>(relationId, cancellationToken);
        var relation = await FindAsync(db.Relations, relationId, cancellationToken);
        var check = await db.RegisterChecks.FindAsync([relationId], cancellationToken)
            ?? throw RefusedException.Conflict("Vergelijk eerst met het Handelsregister.", "Compare with the trade register first.");
        var taken = check.Compare(relation).Where(difference => settlement.Take.Contains(difference.Field, StringComparer.OrdinalIgnoreCase)).ToDictionary(difference => difference.Field, difference => difference.Theirs);
        if (settlement.Take.FirstOrDefault(field => !taken.ContainsKey(field)) is { } unknown)
            throw RefusedException.Invalid(unknown, $"In het veld “{unknown}” is er geen verschil meer.", $"There is no difference any more in the field “{unknown}”.");
        await relations.EditAsync(relationId, settlement.Revision, taken, actor with { Door = Door.Register }, cancellationToken);
        check.Left = check.IsKnown
            ? check.Compare(relation).ToDictionary(difference => difference.Field, difference => difference.Theirs)
            : new() { [RelationFields.KvkNumber] = "" };
        Date(check, relation);
        return Told(check, relation, LookupOutcome.Found);
    }, cancellationToken);

    Task KeepAsync(Guid relationId, string kvkNumber, RegisterEntry? entry, CancellationToken cancellationToken) => database.WriteAsync(async db =>
    {
        await db.LockAsync<Relation>(relationId, cancellationToken);
        var relation = await FindAsync(db.Relations, relationId, cancellationToken);
        // The number was changed while the register was thinking: what it said is about another company.
        if (relation.Organisation!.KvkNumber != kvkNumber)
            return;
        var check = await db.RegisterChecks.FindAsync([relationId], cancellationToken) ?? db.RegisterChecks.Add(new() { Id = relationId }).Entity;
        (check.CheckedAt, check.ClaimedUntil, check.IsKnown) = (clock.UtcNow(), null, entry is not null);
        check.Told = entry is null ? [] : RegisterValues.Of(entry).Where(field => field.Value.Length > 0).ToDictionary();
        Date(check, relation);
        db.Touch([relationId]);
    }, cancellationToken);

    /// <summary>When nothing differs, the relation's data are the register's of that day.</summary>
    static void Date(RegisterCheck check, Relation relation)
    {
        check.Count(relation);
        if (check.IsKnown && check.Compare(relation).Count == 0)
            (relation.Organisation!.Source, relation.Organisation.SourceDate) = ("KVK", Clock.DayOf(check.CheckedAt!.Value));
    }

    static async Task<RegisterComparison> ReadAsync(CrmDbContext db, Guid relationId, LookupOutcome outcome, CancellationToken cancellationToken)
    {
        var relation = await FindAsync(db.Relations, relationId, cancellationToken);
        return Told(await db.RegisterChecks.FirstOrDefaultAsync(check => check.Id == relationId, cancellationToken), relation, outcome);
    }

    static RegisterComparison Told(RegisterCheck? check, Relation relation, LookupOutcome outcome) => new(
        outcome, check?.CheckedAt, check?.IsKnown ?? false, check?.Compare(relation) ?? [], relation.Revision, relation.Organisation!.Name, relation.Organisation.KvkNumber ?? "");

    async Task<(string KvkNumber, string BranchNumber)> NumbersAsync(Guid relationId, CancellationToken cancellationToken)
    {
        var relation = await database.ReadAsync(db => FindAsync(db.Relations, relationId, cancellationToken), cancellationToken);
        return relation.Organisation!.KvkNumber is { Length: > 0 } kvkNumber
            ? (kvkNumber, relation.Organisation.BranchNumber ?? "")
            : throw RefusedException.Invalid(RelationFields.KvkNumber, "Deze relatie heeft geen KVK-nummer. Vul het eerst in bij de gegevens.", "This relation has no KVK number. Enter it first with the details.");
    }

    static async Task<Relation> FindAsync(IQueryable<Relation> relations, Guid id, CancellationToken cancellationToken) =>
        await relations.Include(relation => relation.Organisation).FirstOrDefaultAsync(relation => relation.Id == id, cancellationToken)
        ?? throw RefusedException.NotFound("Deze relatie bestaat niet.", "This relation does not exist.");
}
