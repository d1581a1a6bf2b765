using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Crm.Data;

/// <summary>Money in cents and percentages in basis points: whole numbers, so that both databases add them up exactly.</summary>
public sealed class Hundredths() : ValueConverter<decimal, long>(value => (long)Math.Round(value * 100m, MidpointRounding.AwayFromZero), stored => stored / 100m);

/// <summary>Quantities to three decimals.</summary>
public sealed class Thousandths() : ValueConverter<decimal, long>(value => (long)Math.Round(value * 1000m, MidpointRounding.AwayFromZero), stored => stored / 1000m);

/// <summary>Instants are UTC; PostgreSQL insists on the kind and SQLite forgets it.</summary>
public sealed class UtcInstant() : ValueConverter<DateTime, DateTime>(value => value.ToUniversalTime(), stored => DateTime.SpecifyKind(stored, DateTimeKind.Utc));

/// <summary>Something two people can edit: the second to save hears that the first was there.</summary>
public interface IVersioned
{
    int Revision { get; set; }
}

/// <summary>A value kept as JSON text in one column.</summary>
public sealed class JsonColumn<T>() : ValueConverter<T, string>(
    value => System.Text.Json.JsonSerializer.Serialize(value, System.Text.Json.JsonSerializerOptions.Web),
    stored => System.Text.Json.JsonSerializer.Deserialize<T>(stored, System.Text.Json.JsonSerializerOptions.Web)!);

/// <summary>Compares such a value by its JSON, so that a change inside it is noticed.</summary>
public sealed class JsonComparer<T>() : Microsoft.EntityFrameworkCore.ChangeTracking.ValueComparer<T>(
    (left, right) => System.Text.Json.JsonSerializer.Serialize(left, System.Text.Json.JsonSerializerOptions.Web) == System.Text.Json.JsonSerializer.Serialize(right, System.Text.Json.JsonSerializerOptions.Web),
    value => System.Text.Json.JsonSerializer.Serialize(value, System.Text.Json.JsonSerializerOptions.Web).GetHashCode(StringComparison.Ordinal),
    value => System.Text.Json.JsonSerializer.Deserialize<T>(System.Text.Json.JsonSerializer.Serialize(value, System.Text.Json.JsonSerializerOptions.Web), System.Text.Json.JsonSerializerOptions.Web)!);
