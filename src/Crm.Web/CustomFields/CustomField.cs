using Crm.Data;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Crm.CustomFields;

/// <summary>What kind of record has the field.</summary>
public enum CustomRecord { Organisation, Person, Relation, Forecast }

public enum CustomType { Text, Number, Amount, Date, YesNo, Choice }

/// <summary>A value of a list to choose from. One that was retired is chosen no more, and stays where it stands.</summary>
public sealed record CustomChoice(string Key, LocalText Name, bool IsRetired = false);

/// <summary>A field that the organisation added itself (vrij veld): what it is called, what may stand in it, and on which records.</summary>
public sealed class CustomField : IVersioned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required CustomRecord Record { get; init; }
    /// <summary>"relation_contract_ends": the record, and a name that never changes. Forms, history, addresses and the API call the field by it.</summary>
    public required string Key { get; init; }
    public required LocalText Name { get; set; }
    public required CustomType Type { get; init; }
    public List<CustomChoice> Choices { get; set; } = [];
    public int Order { get; set; }
    /// <summary>Holds something private: it is seen on the record only, not in lists, sheets and templates, and goes with an erasure.</summary>
    public bool IsPrivate { get; set; }
    /// <summary>Asked and shown no more; what stands in it is kept.</summary>
    public bool IsArchived { get; set; }
    public int Revision { get; set; }

    /// <summary>Only the keys of custom fields have this mark, so that one dictionary can hold their values and those of our own fields.</summary>
    public static string Prefix(CustomRecord record) => $"{record.ToString().ToLowerInvariant()}_";

    /// <summary>The record that a key is of; null when it is no custom field's.</summary>
    public static CustomRecord? RecordOf(string key) =>
        Enum.GetValues<CustomRecord>().Where(record => key.StartsWith(Prefix(record), StringComparison.OrdinalIgnoreCase)).Select(record => (CustomRecord?)record).FirstOrDefault();

    public static void Map(EntityTypeBuilder<CustomField> field)
    {
        field.Property(f => f.Key).HasMaxLength(60);
        field.HasIndex(f => f.Key).IsUnique();
        field.OwnsOne(f => f.Name);
        field.Navigation(f => f.Name).IsRequired();
        field.Property(f => f.Choices).HasConversion<JsonColumn<List<CustomChoice>>>(new JsonComparer<List<CustomChoice>>());
    }
}
