using Crm.Relations;

namespace Crm.Duplicates;

/// <summary>What the duplicate check looks at in an organisation and its contacts, worked out once.</summary>
public sealed record ComparedOrganisation
{
    public required Organisation Organisation { get; init; }
    public required IReadOnlyList<CompanyName> Names { get; init; }
    public required string Town { get; init; }
    /// <summary>Postal code and house number.</summary>
    public required string? Door { get; init; }
    public required string Addition { get; init; }
    public required IReadOnlyList<string> Domains { get; init; }
    public required IReadOnlyList<string> Phones { get; init; }

    /// <summary>Keys that so many share that they tell nothing.</summary>
    public IReadOnlySet<string> Crowded { get; private init; } = new HashSet<string>();

    public static ComparedOrganisation Of(Organisation organisation, IReadOnlyCollection<Contact> contacts) => new()
    {
        Organisation = organisation,
        Names = [.. OrganisationKeys.NamesOf(organisation)],
        Town = OrganisationKeys.TownOf(organisation.Address),
        Door = OrganisationKeys.DoorOf(organisation.Address),
        Addition = string.Concat(SearchName.AllWords(organisation.Address.Addition)),
        Domains = [.. OrganisationKeys.Domains(organisation, contacts)],
        Phones = [.. OrganisationKeys.Phones(organisation, contacts)],
    };

    /// <summary>A business centre, its switchboard, a provider's mail: what so many share tells nothing.</summary>
    public ComparedOrganisation Without(IReadOnlySet<string> crowded) => crowded.Count == 0 ? this : this with
    {
        Crowded = crowded,
        Door = Door is { } door && crowded.Contains(OrganisationKeys.DoorKey(door)) ? null : Door,
        Domains = [.. Domains.Where(domain => !crowded.Contains(OrganisationKeys.DomainKey(domain)))],
        Phones = [.. Phones.Where(phone => !crowded.Contains(OrganisationKeys.PhoneKey(phone)))],
    };
}
