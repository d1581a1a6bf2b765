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
    public Guid? QuoteId { get; init; }
    public string Group { get; set; } = "";
    public required Guid LeaderId { get; set; }
    public required DateOnly StartDate { get; set; }
    public decimal ContractAmount { get; set; }
    public List<ProjectLine> Lines { get; init; } = [];
    public required DateTime CreatedAt { get; init; }
    public int Revision { get; set; }

    public static void Map(EntityTypeBuilder<Project> project)
    {
        project.HasIndex(p => p.Number).IsUnique();
        // One project per forecast: two people who press the button at once get the same one.
        project.HasIndex(p => p.ForecastId).IsUnique();
        project.HasMany(p => p.Lines).WithOne().HasForeignKey(l => l.ProjectId);
    }
}

/// <summary>A budget line, copied from the quote as it was.</summary>
public sealed class ProjectLine
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public Guid ProjectId { get; init; }
    public int Order { get; init; }
    public required string Kind { get; init; }
    public string Code { get; init; } = "";
    public required string Description { get; init; }
    public decimal Quantity { get; init; }
    public string Unit { get; init; } = "";
    public decimal Price { get; init; }
    public decimal CostPrice { get; init; }
    public decimal Amount { get; init; }
    public bool IsOptional { get; init; }

    public static void Map(EntityTypeBuilder<ProjectLine> line) => line.Property(l => l.Quantity).HasConversion<Thousandths>();
}
