using Crm.Data;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Crm.EntryProfiles;

public enum FieldMode { Hidden, ReadOnly, Optional, Required }

public enum LookUp { None, Kvk }

/// <summary>How a profile treats one field: whether it is asked, and what stands in it before anyone types ("me", "today+30", or the value itself).</summary>
public sealed record FieldRule(string Field, FieldMode Mode, string Default = "");

/// <summary>A form for new relations (instuurprofiel): which fields are asked, who may use it, and who reviews what comes in.</summary>
public sealed class EntryProfile : IVersioned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    /// <summary>Part of the address: /relations/new/{key}.</summary>
    public required string Key { get; init; }
    public required LocalText Name { get; set; }
    public LookUp LookUp { get; set; }
    /// <summary>Definition id of the workflow that reviews a submission; null: created at once.</summary>
    public string? ReviewDefinitionId { get; set; }
    public bool WithContact { get; set; } = true;
    public bool WithForecast { get; set; } = true;
    public List<FieldRule> Fields { get; set; } = [];
    public List<string> RoleNames { get; set; } = [];
    public int Order { get; set; }
    public int Revision { get; set; }

    public static void Map(EntityTypeBuilder<EntryProfile> profile)
    {
        profile.HasIndex(p => p.Key).IsUnique();
        profile.OwnsOne(p => p.Name);
        profile.Navigation(p => p.Name).IsRequired();
        profile.Property(p => p.Fields).HasConversion<JsonColumn<List<FieldRule>>>(new JsonComparer<List<FieldRule>>());
    }
}
