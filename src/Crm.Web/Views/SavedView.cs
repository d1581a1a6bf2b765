using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Crm.Views;

/// <summary>Who sees a saved view: its maker, the maker's department, or everyone.</summary>
public enum ViewAudience { Mine, Team, Shared }

/// <summary>A filter that somebody wants to come back to, under a name.</summary>
public sealed class SavedView
{
    public const int NameLength = 60;
    public const int QueryLength = 2000;

    public Guid Id { get; init; } = Guid.CreateVersion7();
    /// <summary>What it filters: see <see cref="ViewPlace"/>.</summary>
    public required string Place { get; init; }
    public required string Name { get; set; }
    /// <summary>The filter as it stands in the address.</summary>
    public required string Query { get; set; }
    public required ViewAudience Audience { get; set; }
    public required Guid OwnerId { get; init; }
    public Guid? DepartmentId { get; init; }

    public static void Map(EntityTypeBuilder<SavedView> view)
    {
        view.Property(v => v.Place).HasMaxLength(40);
        view.Property(v => v.Name).HasMaxLength(NameLength);
        view.Property(v => v.Query).HasMaxLength(QueryLength);
        view.HasIndex(v => new { v.Place, v.Name });
    }
}

/// <summary>The lists that views are saved of.</summary>
public static class ViewPlace
{
    public const string Forecasts = "forecasts", TargetGroups = "target-groups", Relations = "relations";

    public static readonly IReadOnlyList<string> All = [Forecasts, TargetGroups, Relations];
}
