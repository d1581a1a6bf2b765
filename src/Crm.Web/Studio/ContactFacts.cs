using Crm.Data;

namespace Crm.Studio;

/// <summary>What a workflow can read of a contact person.</summary>
public sealed record ContactFacts(Guid Id, string FirstName, string LastName, string FullName, string Function, string? Email, string? Phone, string? Mobile, string OrganisationName)
{
    public static ContactFacts? Read(CrmDbContext db, Guid id) => db.Contacts.Where(contact => contact.Id == id).Select(contact => new ContactFacts(
        contact.Id, contact.Person!.FirstName, contact.Person.LastName,
        contact.Person.FirstName + " " + (contact.Person.Prefix == "" ? "" : contact.Person.Prefix + " ") + contact.Person.LastName,
        contact.Function, contact.Email, contact.Phone, contact.Mobile, contact.Organisation!.Name)).FirstOrDefault();
}
