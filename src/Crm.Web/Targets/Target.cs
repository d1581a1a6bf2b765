using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Crm.Targets;

/// <summary>What an employee is to score in a month, in amount and in number.</summary>
public sealed class Target
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid EmployeeId { get; init; }
    public required int Year { get; init; }
    public required int Month { get; init; }
    public decimal Amount { get; set; }
    public int Number { get; set; }

    public static void Map(EntityTypeBuilder<Target> target) => target.HasIndex(t => new { t.Year, t.EmployeeId, t.Month }).IsUnique();
}
