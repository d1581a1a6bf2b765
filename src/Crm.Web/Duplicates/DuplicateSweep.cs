using Crm.Data;
using Crm.Relations;

namespace Crm.Duplicates;

/// <summary>
/// Looks for duplicates among what is known already, in the background. Each organisation carries whether it was looked at since it last
/// changed, so that nothing is looked at twice, and a server that stops goes on where it was.
/// </summary>
public sealed class DuplicateSweep(CrmDatabase database, DuplicateFinder finder, ChangeFeed feed, TimeProvider clock, ILogger<DuplicateSweep> logger) : BackgroundService
{
    const int AtOnce = 20;
    static readonly TimeSpan LookAgain = TimeSpan.FromMinutes(5);
    // Whoever imports or changes many goes first.
    static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(250);
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var wake = new WakeUp(clock);
        using var listening = feed.Listen([ChangeFeed.Topic<Organisation>()], wake.Ring);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                while (await SweepAsync(stoppingToken) == AtOnce)
                    await wake.SettleAsync(Quiet, Patience, stoppingToken);
            }
            catch (Exception error) when (!stoppingToken.IsCancellationRequested)
            {
                logger.LogError(error, "Looking for duplicates failed; it is tried again");
            }
            await wake.SleepAsync(LookAgain, stoppingToken);
        }
    }

    async Task<int> SweepAsync(CancellationToken cancellationToken)
    {
        var waiting = await database.ReadAsync(db => db.Organisations.Where(organisation => !organisation.IsSwept).OrderBy(organisation => organisation.Id)
            .Select(organisation => organisation.Id).Take(AtOnce).ToListAsync(cancellationToken), cancellationToken);
        foreach (var id in waiting)
            await database.WriteAsync(db => LookAtAsync(db, id, cancellationToken), cancellationToken);
        return waiting.Count;
    }

    async Task LookAtAsync(CrmDbContext db, Guid organisationId, CancellationToken cancellationToken)
    {
        // First, so that a change that comes meanwhile has it looked at again.
        await db.Organisations.Where(organisation => organisation.Id == organisationId).ExecuteUpdateAsync(set => set.SetProperty(organisation => organisation.IsSwept, true), cancellationToken);
        if (await db.Organisations.Include(organisation => organisation.Keys).FirstOrDefaultAsync(organisation => organisation.Id == organisationId, cancellationToken) is not { } organisation)
            return;
        var contacts = await db.Contacts.AsNoTracking().Include(contact => contact.Person).Where(contact => contact.OrganisationId == organisationId).ToListAsync(cancellationToken);
        BringKeysUpToDate(organisation, contacts);
        var relationId = await db.Relations.Where(relation => relation.OrganisationId == organisationId && !relation.IsArchived).Select(relation => (Guid?)relation.Id).FirstOrDefaultAsync(cancellationToken);
        if (relationId is not { } own)
            return;
        var hits = await finder.FindAsync(organisation, contacts, organisationId, cancellationToken);
        await KeepAsync(db, PairKind.Relation, own,
            [.. hits.Where(hit => hit is { Verdict: Verdict.Certain or Verdict.Likely, RelationId: not null }).Select(hit => new Alike(hit.RelationId!.Value, hit.Verdict, hit.Evidence))], cancellationToken);
        foreach (var contact in contacts)
            await KeepAsync(db, PairKind.Person, contact.PersonId, await PeopleAlike.FindAsync(db, contact, cancellationToken), cancellationToken);
    }

    /// <summary>An earlier version of the product may have given it others; whoever changes it meanwhile brings them up to date as well.</summary>
    static void BringKeysUpToDate(Organisation organisation, List<Contact> contacts)
    {
        if (OrganisationKeys.Kept(organisation, []).All(key => organisation.Keys.Exists(known => known.Key == key)))
            return;
        organisation.Reindex(contacts);
        organisation.IsSwept = true;
    }

    /// <summary>New pairs are added, known ones brought up to date, and open ones that are no longer alike go.</summary>
    async Task KeepAsync(CrmDbContext db, PairKind kind, Guid own, IReadOnlyList<Alike> found, CancellationToken cancellationToken)
    {
        var known = await db.DuplicatePairs.Where(pair => pair.Kind == kind && (pair.FirstId == own || pair.SecondId == own)).ToListAsync(cancellationToken);
        foreach (var alike in found.DistinctBy(alike => alike.Id))
        {
            if (known.Find(pair => pair.FirstId == alike.Id || pair.SecondId == alike.Id) is { } pair)
                (pair.Verdict, pair.Evidence) = (alike.Verdict, [.. alike.Evidence]);
            else
                db.DuplicatePairs.Add(Pair(kind, own, alike));
        }
        db.DuplicatePairs.RemoveRange(known.Where(pair => pair.DismissedAt is null && found.All(alike => alike.Id != pair.FirstId && alike.Id != pair.SecondId)));
        await db.SaveChangesAsync(cancellationToken);
    }

    DuplicatePair Pair(PairKind kind, Guid own, Alike alike)
    {
        // Ids of version 7 are in the order of their making.
        var isOlder = string.CompareOrdinal($"{own:D}", $"{alike.Id:D}") < 0;
        return new()
        {
            Kind = kind, FirstId = isOlder ? own : alike.Id, SecondId = isOlder ? alike.Id : own, Verdict = alike.Verdict, Evidence = [.. alike.Evidence], FoundAt = clock.UtcNow(),
        };
    }
}

/// <summary>A record that is like the one that was looked at.</summary>
public sealed record Alike(Guid Id, Verdict Verdict, IReadOnlyList<Evidence> Evidence);
