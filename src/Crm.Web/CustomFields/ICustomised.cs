using Crm.Data;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Crm.CustomFields;

/// <summary>A record that has values in custom fields.</summary>
public interface ICustomised
{
    Guid Id { get; }

    /// <summary>By the key of the field. What is empty is not in it.</summary>
    Dictionary<string, string> Custom { get; }
}

public static class CustomisedRecords
{
    public static string ReadCustom(this ICustomised record, string key) => record.Custom.GetValueOrDefault(key, "");

    public static void WriteCustom(this ICustomised record, string key, string value)
    {
        if (value.Length == 0)
            record.Custom.Remove(key);
        else
            record.Custom[key] = value;
    }

    public static void MapCustom<T>(this EntityTypeBuilder<T> record) where T : class, ICustomised =>
        record.Property(r => r.Custom).HasConversion<JsonColumn<Dictionary<string, string>>>(new JsonComparer<Dictionary<string, string>>()).HasDefaultValueSql("'{}'");
}
