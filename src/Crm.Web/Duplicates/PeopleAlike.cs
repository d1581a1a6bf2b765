using Crm.Data;
using Crm.Relations;

namespace Crm.Duplicates;

/// <summary>Finds the persons that a contact person may be as well: by name at the same organisation, or by mail address or mobile number and last name anywhere.</summary>
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

    static Alike? Compare(Contact own, Contact other)
    {
        List<Evidence> evidence = [];
        var first = Add(evidence, new("Voornaam", "First name"), LikenessOfFirst(own.Person!.FirstName, other.Person!.FirstName), other.Person.FirstName);
        var last = Add(evidence, new("Achternaam", "Last name"), SearchName.Of(own.Person.LastName) == SearchName.Of(other.Person.LastName) ? Likeness.Same : Likeness.Different, other.Person.FullName);
        var isReachedAlike = Reach(evidence, new("E-mail", "E-mail"), own.Email, other.Email) | Reach(evidence, new("Mobiel", "Mobile"), own.Mobile, other.Mobile);
        var isSame = last == Likeness.Same && first != Likeness.Different && (isReachedAlike || own.OrganisationId == other.OrganisationId);
        return isSame ? new(other.PersonId, isReachedAlike && first == Likeness.Same ? Verdict.Certain : Verdict.Likely, evidence) : null;
    }

    /// <summary>"J." may be Jan; no first name may be anyone.</summary>
    static Likeness LikenessOfFirst(string left, string right)
    {
        var (one, other) = (SearchName.Of(left).Replace(" ", "", StringComparison.Ordinal), SearchName.Of(right).Replace(" ", "", StringComparison.Ordinal));
        if (one == other)
            return Likeness.Same;
        var isInitial = one.Length <= 1 || other.Length <= 1;
        return isInitial && (one.Length == 0 || other.Length == 0 || one[0] == other[0]) ? Likeness.Similar : Likeness.Different;
    }

    static Likeness Add(List<Evidence> evidence, LocalText field, Likeness likeness, string value)
    {
        evidence.Add(new(field, value, likeness));
        return likeness;
    }

    static bool Reach(List<Evidence> evidence, LocalText field, string? own, string? other)
    {
        if (string.IsNullOrEmpty(own) || string.IsNullOrEmpty(other))
            return false;
        return Add(evidence, field, string.Equals(own, other, StringComparison.OrdinalIgnoreCase) ? Likeness.Same : Likeness.Different, other) == Likeness.Same;
    }
}
