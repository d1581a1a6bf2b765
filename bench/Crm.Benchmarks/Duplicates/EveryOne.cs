using Crm.Data;
using Crm.Duplicates;
using Crm.EntryProfiles;
using Crm.Relations;
using Microsoft.EntityFrameworkCore;

namespace Crm.Benchmarks.Duplicates;

/// <summary>Finds duplicates without an index: by the product's own comparison with every organisation there is.</summary>
public sealed class EveryOne
{
    readonly IReadOnlyList<ComparedOrganisation> organisations;
    readonly HashSet<string> crowded;

    EveryOne(IReadOnlyList<ComparedOrganisation> organisations, HashSet<string> crowded) => (this.organisations, this.crowded) = (organisations, crowded);

    public static async Task<EveryOne> OfAsync(MadeCompanies companies, CrmDbContext db, CancellationToken cancellationToken = default)
    {
        var crowded = await db.Set<OrganisationKey>().GroupBy(key => key.Key).Where(kept => kept.Count() > FoundKeys.Crowd).Select(kept => kept.Key).ToListAsync(cancellationToken);
        return new(companies.Compared, [.. crowded]);
    }

    public IEnumerable<(Guid Id, Verdict Verdict)> Find(LabelledEntry entry)
    {
        var (organisation, contacts) = new SubmittedValues(entry.Values).ToCompare();
        return DuplicateFinder.MostAlike(ComparedOrganisation.Of(organisation, contacts).Without(crowded), organisations).Select(comparison => (comparison.Known.Id, comparison.Verdict!.Value));
    }
}
