using Crm.Data;
using Crm.Duplicates;
using Crm.EntryProfiles;
using Crm.Relations;
using Microsoft.EntityFrameworkCore;

namespace Crm.Benchmarks.Duplicates;

/// <summary>Finds duplicates without an index: by the product's own comparison with every organisation there is.</summary>
public sealed class EveryOne
{
    // So many organisations stay in the processor's own memory while all entries are laid beside them. One entry after the other through
    // a million, the same gigabyte is fetched anew for each, which takes three times as long.
    const int AtOnce = 250;

    readonly IReadOnlyList<ComparedOrganisation> organisations;
    readonly HashSet<string> crowded;

    EveryOne(IReadOnlyList<ComparedOrganisation> organisations, HashSet<string> crowded) => (this.organisations, this.crowded) = (organisations, crowded);

    public static async Task<EveryOne> OfAsync(MadeCompanies companies, CrmDbContext db, CancellationToken cancellationToken = default)
    {
        var crowded = await db.Set<OrganisationKey>().GroupBy(key => key.Key).Where(kept => kept.Count() > FoundKeys.Crowd).Select(kept => kept.Key).ToListAsync(cancellationToken);
        return new(companies.Compared, [.. crowded]);
    }

    /// <summary>For each entry, in their order, those that it may be: most certain first.</summary>
    public IReadOnlyList<IReadOnlyList<(Guid Id, Verdict Verdict)>> Find(IReadOnlyList<LabelledEntry> entries)
    {
        var sought = entries.Select(entry => new Sought(Compared(entry), [])).ToList();
        foreach (var some in organisations.Chunk(AtOnce))
        {
            foreach (var (entered, alike) in sought)
                alike.AddRange(some.Where(known => Comparison.Of(entered, known).Verdict is not null));
        }
        return [.. sought.Select(one => one.MostAlike)];
    }

    ComparedOrganisation Compared(LabelledEntry entry)
    {
        var (organisation, contacts) = new SubmittedValues(entry.Values).ToCompare();
        return ComparedOrganisation.Of(organisation, contacts).Without(crowded);
    }

    sealed record Sought(ComparedOrganisation Entered, List<ComparedOrganisation> Alike)
    {
        public IReadOnlyList<(Guid, Verdict)> MostAlike => [.. DuplicateFinder.MostAlike(Entered, Alike).Select(comparison => (comparison.Known.Id, comparison.Verdict!.Value))];
    }
}
