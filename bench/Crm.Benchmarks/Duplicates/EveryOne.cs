using Crm.Duplicates;
using Crm.EntryProfiles;
using Crm.Relations;

namespace Crm.Benchmarks.Duplicates;

/// <summary>Finds duplicates without an index: by the product's own comparison with every organisation there is.</summary>
public sealed class EveryOne(IReadOnlyList<ComparedOrganisation> organisations)
{
    readonly HashSet<string> crowded =
    [
        .. organisations.SelectMany(KeysOf).CountBy(key => key).Where(key => key.Value > FoundKeys.Crowd).Select(key => key.Key),
    ];

    public IEnumerable<(Guid Id, Verdict Verdict)> Find(LabelledEntry entry)
    {
        var (organisation, contacts) = new SubmittedValues(entry.Values).ToCompare();
        return DuplicateFinder.MostAlike(ComparedOrganisation.Of(organisation, contacts).Without(crowded), organisations).Select(comparison => (comparison.Known.Id, comparison.Verdict!.Value));
    }

    static IEnumerable<string> KeysOf(ComparedOrganisation organisation) => organisation.Domains.Select(OrganisationKeys.DomainKey)
        .Concat(organisation.Phones.Select(OrganisationKeys.PhoneKey))
        .Concat(organisation.Door is { } door ? [OrganisationKeys.DoorKey(door)] : []);
}
