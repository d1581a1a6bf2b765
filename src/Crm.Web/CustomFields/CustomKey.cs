using System.Globalization;
using Crm.Data;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Crm.CustomFields;

/// <summary>
/// A value of a custom field, by which its record is found. The values themselves stand with the record, so that a row of a list costs no
/// second question; this is the index that answers a filter among a million.
/// </summary>
public sealed class CustomKey
{
    const int Longest = 100;

    public required Guid RecordId { get; init; }
    /// <summary>The key of the field.</summary>
    public required string Field { get; init; }
    /// <summary>Lower case, the first hundred letters.</summary>
    public required string Text { get; set; }
    /// <summary>For ranges: thousandths of a figure, or the number of a day.</summary>
    public long? Number { get; set; }

    public static CustomKey Of(Guid recordId, string field, string value) =>
        new() { RecordId = recordId, Field = field, Text = TextOf(value), Number = NumberOf(value) };

    public static string TextOf(string value)
    {
        var text = value.ToLowerInvariant();
        return text.Length > Longest ? text[..Longest] : text;
    }

    public static long? NumberOf(string value)
    {
        if (DateOnly.TryParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            return day.DayNumber;
        return CustomValue.Decimal(value) is { } figure && Math.Abs(figure) < 1_000_000_000_000m ? (long)(figure * 1000) : null;
    }

    /// <summary>Brings the keys of every record whose values change up to date, whoever changes them: called before each save.</summary>
    public static async Task FollowAsync(CrmDbContext db, CancellationToken cancellationToken)
    {
        foreach (var record in db.ChangeTracker.Entries<ICustomised>().Where(IsChanged).ToList())
            await FollowAsync(db, record, cancellationToken);
    }

    static bool IsChanged(EntityEntry<ICustomised> record) => record.State switch
    {
        EntityState.Added => record.Entity.Custom.Count > 0,
        EntityState.Modified => record.Property(nameof(ICustomised.Custom)).IsModified,
        EntityState.Deleted => true,
        _ => false,
    };

    static async Task FollowAsync(CrmDbContext db, EntityEntry<ICustomised> record, CancellationToken cancellationToken)
    {
        var id = record.Entity.Id;
        var wanted = record.State == EntityState.Deleted ? [] : record.Entity.Custom;
        var kept = await db.CustomKeys.Where(key => key.RecordId == id).ToDictionaryAsync(key => key.Field, cancellationToken);
        db.CustomKeys.RemoveRange(kept.Values.Where(key => !wanted.ContainsKey(key.Field)));
        foreach (var (field, value) in wanted)
        {
            if (kept.TryGetValue(field, out var key))
                db.Entry(key).CurrentValues.SetValues(Of(id, field, value));
            else
                db.CustomKeys.Add(Of(id, field, value));
        }
    }

    public static void Map(EntityTypeBuilder<CustomKey> key)
    {
        key.HasKey(k => new { k.RecordId, k.Field });
        key.Property(k => k.Field).HasMaxLength(60);
        key.Property(k => k.Text).HasMaxLength(Longest);
        key.HasIndex(k => new { k.Field, k.Text, k.RecordId });
        key.HasIndex(k => new { k.Field, k.Number, k.RecordId });
    }
}
