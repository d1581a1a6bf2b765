using Crm.Data;
using Crm.Relations;

namespace Crm.Duplicates;

/// <summary>Finds the persons that a contact person may be as well: by name at the same organisation, or by mail address or mobile number and name anywhere.</summary>
public static class PeopleAlike
{
    const int MostFound = 10;

    // Of this many people one in a hundred has the same first name, one in a thousand the same last name, and so on.
    const int People = 100_000;
    const double OneFirstName = 0.01;
    const double OneLastName = 0.001;
    const double OneOrganisation = 0.0001;
    const double OneAddress = 0.000_001;

    // In bits: a chance of one in eight, and one in 250,000, that they are two.
    const double LikelyFrom = 3;
    const double CertainFrom = 18;

    public static async Task<IReadOnlyList<Alike>> FindAsync(CrmDbContext db, Contact contact, CancellationToken cancellationToken)
    {
        var others = await db.Contacts.AsNoTracking().Include(other => other.Person)
            .Where(other => other.PersonId != contact.PersonId
                && (other.OrganisationId == contact.OrganisationId || (contact.Email != null && other.Email == contact.Email) || (contact.Mobile != null && other.Mobile == contact.Mobile)))
            .OrderBy(other => other.Id).Take(200).ToListAsync(cancellationToken);
        return [.. others.Select(other => Compare(contact, other)).OfType<Alike>().Take(MostFound)];
    }

    /// <summary>A last name that is only alike needs the first name in full beside it, and no likeness makes up for another name.</summary>
    static Alike? Compare(Contact own, Contact other)
    {
        var (first, last) = PersonNames.Compare(own.Person!, other.Person!);
        if ((first, last) is not ((Likeness.Same or Likeness.Similar, Likeness.Same) or (Likeness.Same, Likeness.Similar)))
            return null;
        List<Evidence> evidence = [new(new("Voornaam", "First name"), other.Person!.FirstName, first), new(new("Achternaam", "Last name"), other.Person.FullName, last)];
        var weight = Weight.Among(People) + Weight.Of(first, OneFirstName) + Weight.Of(last, OneLastName)
            + Reach(evidence, new("E-mail", "E-mail"), own.Email, other.Email) + Reach(evidence, new("Mobiel", "Mobile"), own.Mobile, other.Mobile)
            + (own.OrganisationId == other.OrganisationId ? Weight.Of(Likeness.Same, OneOrganisation) : 0);
        return weight < LikelyFrom ? null : new(other.PersonId, weight >= CertainFrom ? Verdict.Certain : Verdict.Likely, evidence);
    }

    /// <summary>People have several, so that another one tells nothing.</summary>
    static double Reach(List<Evidence> evidence, LocalText field, string? own, string? other)
    {
        if (string.IsNullOrEmpty(own) || string.IsNullOrEmpty(other))
            return 0;
        var isSame = string.Equals(own, other, StringComparison.OrdinalIgnoreCase);
        evidence.Add(new(field, other, isSame ? Likeness.Same : Likeness.Different));
        return isSame ? Weight.Of(Likeness.Same, OneAddress) : 0;
    }
}
