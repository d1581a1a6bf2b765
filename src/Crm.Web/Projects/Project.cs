using Crm.Data;
using Crm.Relations;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Crm.Projects;

/// <summary>Work that a forecast became, with the pre-calculation taken along.</summary>
public sealed class Project : IVersioned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    /// <summary>"P-2026-0031".</summary>
    public required string Number { get; init; }
    public required string Name { get; set; }
    public required Guid RelationId { get; init; }
    public Relation? Relation { get; init; }
    public required Guid ForecastId { get; init; }
    /// <summary>The newest of the quotes whose lines were taken along; none when there was no quote yet.</summary>
    public Guid? QuoteId { get; init; }
    public string Group { get; set; } = "";
    public required Guid LeaderId { get; set; }
    public required DateOnly StartDate { get; set; }
    /// <summary>What was agreed, excluding VAT.</summary>
    public decimal ContractAmount { get; set; }
    /// <summary>What the lines are expected to cost.</summary>
    public decimal CostAmount { get; set; }
    public List<ProjectLine> Lines { get; init; } = [];
    public required DateTime CreatedAt { get; init; }
    public int Revision { get; set; }

    public static void Map(EntityTypeBuilder<Project> project)
    {
        project.HasIndex(p => p.Number).IsUnique();
        // One project per forecast: two people who press the button at once get the same one.
        project.HasIndex(p => p.ForecastId).IsUnique();
        project.HasIndex(p => new { p.CreatedAt, p.Id });
        project.HasIndex(p => p.LeaderId);
        project.HasIndex(p => p.RelationId);
        project.HasMany(p => p.Lines).WithOne().HasForeignKey(l => l.ProjectId);
    }
}
