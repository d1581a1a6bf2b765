using Crm.CustomFields;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Crm.Relations;

/// <summary>A human being, recorded once; can be contact at several organisations.</summary>
public sealed class Person : ICustomised
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required string FirstName { get; set; }
    /// <summary>"van der" and the like.</summary>
    public string Prefix { get; set; } = "";
    public required string LastName { get; set; }
    /// <summary>Override of the computed salutation; empty: computed.</summary>
    public string Salutation { get; set; } = "";

    /// <summary>What stands in the custom fields.</summary>
    public Dictionary<string, string> Custom { get; init; } = [];

    public string FullName => string.Join(' ', new[] { FirstName, Prefix, LastName }.Where(part => part.Length > 0));

    public static void Map(EntityTypeBuilder<Person> person)
    {
        person.Property(p => p.FirstName).HasMaxLength(60);
        person.Property(p => p.Prefix).HasMaxLength(20);
        person.Property(p => p.LastName).HasMaxLength(80);
        person.MapCustom();
        person.Ignore(p => p.FullName);
    }
}

/// <summary>A person at an organisation: the one you call, mail and send quotes to.</summary>
public sealed class Contact
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid OrganisationId { get; init; }
    public Organisation? Organisation { get; init; }
    public required Guid PersonId { get; init; }
    public Person? Person { get; init; }
    public string Function { get; set; } = "";
    public string? Email { get; set; }
    /// <summary>E.164.</summary>
    public string? Phone { get; set; }
    public string? Mobile { get; set; }
    public bool IsBlocked { get; set; }
    /// <summary>May log in to the portal with the mail address, and see all quotes of the organisation.</summary>
    public bool MayUsePortal { get; set; }

    public static void Map(EntityTypeBuilder<Contact> contact)
    {
        contact.HasIndex(c => c.OrganisationId);
        contact.HasIndex(c => c.Email);
        contact.HasIndex(c => c.Mobile);
        // Among these few the portal looks for an address without regard to capitals, at every page of whoever is logged in.
        contact.HasIndex(c => c.Email, "IX_Contacts_Portal").HasFilter("\"MayUsePortal\"");
    }
}
