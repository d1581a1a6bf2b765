using Crm.Data;
using Crm.Relations;
using Crm.Users;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Crm.EntryProfiles;

public enum FieldMode { Hidden, ReadOnly, Optional, Required }

public enum LookUp { None, Kvk }

/// <summary>How a profile treats one field: whether it is asked, and what stands in it before anyone types ("me", "today+30", or the value itself).</summary>
public sealed record FieldRule(string Field, FieldMode Mode, string Default = "");

/// <summary>A field as a profile asks it.</summary>
public sealed record AskedField(EntryField Field, FieldMode Mode, string Default);

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
    /// <summary>No longer offered; what was sent in with it still names it.</summary>
    public bool IsRetired { get; set; }
    public int Revision { get; set; }

    public bool MayBeUsedBy(Actor actor) => RoleNames.Any(actor.Is);

    public void RefuseIfRetired()
    {
        if (IsRetired)
            throw RefusedException.Conflict("Dit instuurprofiel is niet meer in gebruik.", "This entry profile is not in use any more.");
    }

    /// <summary>The fields it asks, in order; what has no rule is hidden. A name is asked always.</summary>
    public IReadOnlyList<AskedField> AskedFields(EntryFieldSet fields)
    {
        var rules = Fields.ToDictionary(rule => rule.Field, StringComparer.OrdinalIgnoreCase);
        rules[RelationFields.Name] = new(RelationFields.Name, FieldMode.Required);
        return
        [
            .. fields.All.Where(field => HasSection(field.Section) && rules.TryGetValue(field.Key, out var rule) && rule.Mode != FieldMode.Hidden)
                .Select(field => new AskedField(field, rules[field.Key].Mode, rules[field.Key].Default)),
        ];
    }

    bool HasSection(EntrySection section) => section switch
    {
        EntrySection.Contact => WithContact,
        EntrySection.Forecast => WithForecast,
        _ => true,
    };

    public static void Map(EntityTypeBuilder<EntryProfile> profile)
    {
        profile.HasIndex(p => p.Key).IsUnique();
        profile.OwnsOne(p => p.Name);
        profile.Navigation(p => p.Name).IsRequired();
        profile.Property(p => p.Fields).HasConversion<JsonColumn<List<FieldRule>>>(new JsonComparer<List<FieldRule>>());
    }
}
