using Crm.Data;
using Crm.Views;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Crm.Dashboard.Own;

/// <summary>A panel of a tab, with the view that it was picked with.</summary>
/// <param name="Tab">See <see cref="DashboardView.Tabs"/>.</param>
/// <param name="Name">See <see cref="DashboardPanels"/>.</param>
/// <param name="Query">The view as it stands in an address.</param>
public sealed record PickedPanel(Guid Id, string Tab, string Name, string Query);

/// <summary>Panels that somebody put together, in an order of their own. Whoever else may look sees them with what they themselves may see.</summary>
public sealed class OwnDashboard : IVersioned
{
    public const int NameLength = 60;
    public const int MostPanels = 30;

    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required string Name { get; set; }
    public required ViewAudience Audience { get; set; }
    public required Guid OwnerId { get; init; }
    /// <summary>Whose team it is shared with: that of its owner.</summary>
    public Guid? DepartmentId { get; set; }
    public List<PickedPanel> Panels { get; set; } = [];
    public required DateTime ChangedAt { get; set; }
    public int Revision { get; set; }

    public static void Map(EntityTypeBuilder<OwnDashboard> own)
    {
        own.Property(o => o.Name).HasMaxLength(NameLength);
        own.Property(o => o.Panels).HasConversion<JsonColumn<List<PickedPanel>>>(new JsonComparer<List<PickedPanel>>());
        own.HasIndex(o => o.OwnerId);
        own.HasIndex(o => o.Audience);
    }
}
