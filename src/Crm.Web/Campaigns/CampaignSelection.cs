using Crm.Data;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Crm.Campaigns;

/// <summary>Where people of a target group come from.</summary>
public enum SelectionKind { Filter, Import, EarlierAction }

/// <summary>A part of an action's target group. Looked up afresh until the action starts; from then on the members stand.</summary>
public sealed class CampaignSelection
{
    public const int MostEntries = 100_000;

    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid ActionId { get; init; }
    public required SelectionKind Kind { get; init; }
    /// <summary>What it is called: the saved filter, the file, the earlier action.</summary>
    public required string Name { get; init; }
    /// <summary>Of a filter: <see cref="TargetFilter.ToQuery"/>.</summary>
    public string Query { get; init; } = "";
    /// <summary>Of an import: e-mail addresses and relation numbers.</summary>
    public List<string> Entries { get; init; } = [];
    public Guid? FromActionId { get; init; }

    public static void Map(EntityTypeBuilder<CampaignSelection> selection)
    {
        selection.Property(s => s.Entries).HasConversion<JsonColumn<List<string>>>(new JsonComparer<List<string>>());
        selection.HasIndex(s => s.ActionId);
    }
}
