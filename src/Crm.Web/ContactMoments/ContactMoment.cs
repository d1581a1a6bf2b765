using Crm.Data;
using Crm.Relations;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Crm.ContactMoments;

/// <summary>How contact was made (contactvorm): phone, visit, mail …; can start a workflow on saving.</summary>
public sealed class ContactForm
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required LocalText Name { get; set; }
    public required string Icon { get; set; }
    public int Order { get; set; }
    public string? FollowUpDefinitionId { get; set; }
    /// <summary>Chosen no more; contact that was logged with it keeps it.</summary>
    public bool IsArchived { get; set; }

    public static void Map(EntityTypeBuilder<ContactForm> form)
    {
        form.OwnsOne(f => f.Name);
        form.Navigation(f => f.Name).IsRequired();
    }
}

/// <summary>Contact between an employee and a contact person: one that was, or one that is planned.</summary>
public sealed class ContactMoment : IVersioned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid RelationId { get; init; }
    public Relation? Relation { get; init; }
    public Guid? ForecastId { get; set; }
    public Guid? ContactId { get; set; }
    public Contact? Contact { get; init; }
    public required Guid EmployeeId { get; set; }
    public required Guid FormId { get; set; }
    public ContactForm? Form { get; init; }
    public required DateTime At { get; set; }
    public required string Subject { get; set; }
    /// <summary>Sanitised HTML.</summary>
    public string Report { get; set; } = "";
    public bool IsPlanned { get; set; }
    /// <summary>The contact moment whose next appointment this is.</summary>
    public Guid? FollowsId { get; init; }
    public required DateTime CreatedAt { get; init; }
    public int Revision { get; set; }

    public static void Map(EntityTypeBuilder<ContactMoment> moment)
    {
        moment.Property(m => m.Subject).HasMaxLength(255);
        moment.HasIndex(m => new { m.ForecastId, m.At });
        moment.HasIndex(m => new { m.RelationId, m.At });
        moment.HasIndex(m => new { m.EmployeeId, m.At });
        moment.HasIndex(m => new { m.At, m.Id });
        moment.HasIndex(m => new { m.At, m.Id }, "IX_ContactMoments_Planned").HasFilter("\"IsPlanned\"");
    }
}
