using Crm.CustomFields;
using Crm.Data;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Crm.Relations;

/// <summary>The sales relation (verkooprelatie): the role that makes an organisation someone we sell to. Not a debtor yet: a prospect.</summary>
public sealed class Relation : IVersioned, ICustomised
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required int Number { get; init; }
    public required Guid OrganisationId { get; init; }
    public Organisation? Organisation { get; init; }
    public Guid? ResponsibleId { get; set; }
    public bool IsDebtor { get; set; }
    /// <summary>False: prices on paper include VAT (consumers and public bodies, art. 38 Wet OB).</summary>
    public bool IsEntrepreneur { get; set; } = true;
    /// <summary>Language of quotes and mail: "nl" or "en".</summary>
    public string Language { get; set; } = "nl";
    public string WarningText { get; set; } = "";
    public bool IsBlocked { get; set; }
    public bool IsArchived { get; set; }
    public required DateTime CreatedAt { get; init; }
    public string CreatedBy { get; init; } = "";
    /// <summary>What stands in the custom fields.</summary>
    public Dictionary<string, string> Custom { get; init; } = [];
    public int Revision { get; set; }

    public static void Map(EntityTypeBuilder<Relation> relation)
    {
        relation.MapCustom();
        relation.HasIndex(r => r.Number).IsUnique();
        relation.HasIndex(r => r.OrganisationId).IsUnique();
        relation.HasIndex(r => r.ResponsibleId);
        // Filtered ones answer count and order of what the list shows; an index on a yes or no itself would be passed over.
        relation.HasIndex(r => new { r.CreatedAt, r.Id }).HasFilter("NOT \"IsArchived\"");
        relation.HasIndex(r => r.IsBlocked).HasFilter("\"IsBlocked\"");
        relation.HasIndex(r => r.IsArchived).HasFilter("\"IsArchived\"");
    }
}
