using Crm.Data;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Crm.Users;

/// <summary>The company that uses the product: what stands on its quotes and in its portal. One row.</summary>
public sealed class Company
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required string Name { get; set; }
    public required string StatutoryName { get; set; }
    public required string StatutorySeat { get; set; }
    public required string KvkNumber { get; set; }
    public required string VatId { get; set; }
    public required string Iban { get; set; }
    public required string Email { get; set; }
    public required string Phone { get; set; }
    public required string Website { get; set; }
    /// <summary>Hex colour of the portal and the documents.</summary>
    public required string Accent { get; set; }
    public Address Address { get; set; } = new();
    /// <summary>Per cent; a quote below it is shown as such to the reviewer.</summary>
    public decimal MarginNorm { get; set; } = 28m;
    /// <summary>Whoever changed a process last cannot put it in use: a second process owner does.</summary>
    public bool NeedsSignOff { get; set; }

    public static void Map(EntityTypeBuilder<Company> company)
    {
        company.OwnsOne(c => c.Address);
        company.Navigation(c => c.Address).IsRequired();
    }
}
