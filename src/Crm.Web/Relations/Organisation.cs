using Crm.CustomFields;
using Crm.Data;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Crm.Relations;

/// <summary>A company or public body, recorded once; the sales relation is a role on top of it.</summary>
public sealed class Organisation : ICustomised
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required string Name { get; set; }
    /// <summary>What the duplicate check compares: lower case, without legal form, accents and punctuation.</summary>
    public string SearchName { get; set; } = "";
    /// <summary>What else it is known by, its name in the statutes for one; apart by semicolons.</summary>
    public string OtherNames { get; set; } = "";
    public string? KvkNumber { get; set; }
    public string? BranchNumber { get; set; }
    public string? Rsin { get; set; }
    public string? VatId { get; set; }
    public string? LegalForm { get; set; }
    public string? SbiCode { get; set; }
    public string? Industry { get; set; }
    /// <summary>The trade register's non-mailing indicator: no commercial post or visits.</summary>
    public bool IsNonMailing { get; set; }
    public string? Email { get; set; }
    /// <summary>E.164.</summary>
    public string? Phone { get; set; }
    public string? Website { get; set; }
    public Address Address { get; set; } = new();
    /// <summary>"KVK" when the register gave it, else "hand"; with the date it was true.</summary>
    public string Source { get; set; } = "hand";
    public DateOnly? SourceDate { get; set; }
    /// <summary>The organisation that this one is a branch of (onderdeel van).</summary>
    public Guid? PartOfId { get; set; }
    /// <summary>Its relation is archived: it is found by other words, so that those of a list find, and count, what the list shows and nothing else.</summary>
    public bool IsHidden { get; set; }
    /// <summary>Whether duplicates of it were looked for since it last changed.</summary>
    public bool IsSwept { get; set; }
    /// <summary>What stands in the custom fields.</summary>
    public Dictionary<string, string> Custom { get; init; } = [];
    public List<OrganisationKey> Keys { get; } = [];

    /// <summary>Brings the keys by which it is found up to date; call it after every change, with the keys loaded.</summary>
    public void Reindex(IReadOnlyCollection<Contact> contacts)
    {
        IsSwept = false;
        SearchName = Relations.SearchName.Of(Name);
        var words = OrganisationKeys.Searched(this, contacts).ToHashSet();
        var wanted = OrganisationKeys.Kept(this, contacts).Concat(words).ToHashSet();
        Keys.RemoveAll(key => !wanted.Contains(key.Key));
        wanted.ExceptWith(Keys.Select(key => key.Key));
        Keys.AddRange(wanted.Select(key => new OrganisationKey { OrganisationId = Id, Key = key }));
        foreach (var key in Keys)
            key.SortName = words.Contains(key.Key) ? SearchName : "";
    }

    public static void Map(EntityTypeBuilder<Organisation> organisation)
    {
        organisation.Property(o => o.Name).HasMaxLength(200);
        organisation.Property(o => o.OtherNames).HasMaxLength(300).HasDefaultValue("");
        organisation.MapCustom();
        organisation.OwnsOne(o => o.Address);
        organisation.Navigation(o => o.Address).IsRequired();
        organisation.HasMany(o => o.Keys).WithOne().HasForeignKey(k => k.OrganisationId);
        organisation.HasIndex(o => o.KvkNumber);
        organisation.HasIndex(o => o.SearchName);
        organisation.HasIndex(o => o.PartOfId);
        organisation.HasIndex(o => o.IsSwept).HasFilter("NOT \"IsSwept\"");
    }
}
