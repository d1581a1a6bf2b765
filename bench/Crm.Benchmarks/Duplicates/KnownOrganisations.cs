using System.Globalization;
using Crm.Data.Load;
using Crm.Data.Seed;
using Crm.Relations;

namespace Crm.Benchmarks.Duplicates;

/// <summary>The organisations that a made-up company knows: those of ./crm load, over as many towns and numbers as there are in the Netherlands, each with a mail domain of its own.</summary>
public sealed class KnownOrganisations(LoadChance chance)
{
    static readonly DateTime FirstDay = new(2020, 1, 6, 8, 0, 0, DateTimeKind.Utc);

    readonly DutchOrganisations organisations = new(chance);
    readonly HashSet<string> domains = [];

    public (Organisation Organisation, IReadOnlyList<Contact> Contacts) Next(int index)
    {
        var at = FirstDay.AddMinutes(index);
        var organisation = organisations.Organisation(index, at);
        organisation.KvkNumber = Kvk(index);
        if (chance.Percent(50))
            MoveToVillage(organisation);
        if (chance.Percent(30))
            organisation.OtherNames = StatutoryName();
        GiveDomain(organisation, index);
        var contacts = organisations.ContactsOf(organisation, index, at);
        organisation.Reindex(contacts);
        organisation.IsSwept = true;
        return (organisation, contacts);
    }

    /// <summary>Over the whole range of the register, so that a typing error rarely makes another company's number.</summary>
    static string Kvk(int index) => string.Create(CultureInfo.InvariantCulture, $"{10_000_000 + index * 7_654_321L % 88_000_003}");

    public string StatutoryName() => $"{DutchNames.Brand(chance)} {chance.Pick(["B.V.", "Holding B.V.", "Nederland B.V."])}";

    public void MoveToVillage(Organisation organisation)
    {
        var postalCode = string.Create(CultureInfo.InvariantCulture, $"{chance.Between(1200, 9990)}{organisation.Address.PostalCode[4..]}");
        organisation.Address = organisation.Address with { Town = DutchNames.Place(chance), PostalCode = postalCode };
    }

    void GiveDomain(Organisation organisation, int index)
    {
        var domain = DemoNumbers.Slug(new CompanyName(organisation.Name).Run);
        if (!domains.Add(domain))
            domains.Add(domain += $"-{DemoNumbers.Slug(organisation.Address.Town)}{index}");
        organisation.Email = organisation.Email is null ? null : $"info@{domain}.example";
        organisation.Website = organisation.Website is null ? null : $"www.{domain}.example";
    }
}
