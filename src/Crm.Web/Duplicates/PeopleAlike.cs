using Crm.Data;
using Crm.Relations;

namespace Crm.Duplicates;

/// <summary>Finds the persons that a contact person may be as well: by name at the same organisation, or by mail address or mobile number and name anywhere.</summary>
public static class PeopleAlike
{
    const int MostFound = 10;

    public static async Task<IReadOnlyList<Alike>> FindAsync(CrmDbContext db, Contact contact, CancellationToken cancellationToken)
    {
        var others = await db.Contacts.AsNoTracking().Include(other => other.Person)
            .Where(other => other.PersonId != contact.PersonId
                && (other.OrganisationId == contact.OrganisationId || (contact.Email != null && other.Email == contact.Email) || (contact.Mobile != null && other.Mobile == contact.Mobile)))
            .OrderBy(other => other.Id).Take(200).ToListAsync(cancellationToken);
        return [.. others.Select(other => Compare(contact, other)).OfType<Alike>().Take(MostFound)];
    }

    /// <summary>A last name that is only alike needs the first name in full beside it.</summary>
    static Alike? Compare(Contact own, Contact other)
    {
        var (first, last) = PersonNames.Compare(own.Person!, other.Person!);
        if ((first, last) is not ((Likeness.Same or Likeness.Similar, Likeness.Same) or (Likeness.Same, Likeness.Similar)))
            return null;
        List<Evidence> evidence = [new(new("Voornaam", "First name"), other.Person!.FirstName, first), new(new("Achternaam", "Last name"), other.Person.FullName, last)];
        var isReachedAlike = Reach(evidence, new("E-mail", "E-mail"), own.Email, other.Email) | Reach(evidence, new("Mobiel", "Mobile"), own.Mobile, other.Mobile);
        if (!isReachedAlike && own.OrganisationId != other.OrganisationId)
            return null;
        return new(other.PersonId, isReachedAlike && (first, last) is (Likeness.Same, Likeness.Same) ? Verdict.Certain : Verdict.Likely, evidence);
    }

    static bool Reach(List<Evidence> evidence, LocalText field, string? own, string? other)
    {
        if (string.IsNullOrEmpty(own) || string.IsNullOrEmpty(other))
            return false;
        var isSame = string.Equals(own, other, StringComparison.OrdinalIgnoreCase);
        evidence.Add(new(field, other, isSame ? Likeness.Same : Likeness.Different));
        return isSame;
    }
}
