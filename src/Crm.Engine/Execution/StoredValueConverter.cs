using System.Buffers;
using System.Collections;
using System.Dynamic;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Crm.Engine.Expressions;

namespace Crm.Engine.Execution;

/// <summary>
/// Keeps the type of values that JSON has no word for, as <c>{ "_type": "Decimal", "value": "1.50" }</c>. Only these types are
/// ever read back: a document cannot name a .NET type.
/// </summary>
sealed class StoredValueConverter : JsonConverter<object>
{
    const string TypeKey = "_type";
    const string Apart = "Apart";

    /// <summary>How a document says that a value of it is kept apart.</summary>
    public const string ApartMark = $"\"{TypeKey}\":\"{Apart}\"";

    public override object? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        return Read(document.RootElement);
    }

    public override void Write(Utf8JsonWriter writer, object value, JsonSerializerOptions options)
    {
        if (ApartValues.Current is { } apart && value is string { Length: > ApartValues.SurelySmall } or (IEnumerable and not string))
            WriteOrKeep(writer, value, apart);
        else
            Write(writer, value);
    }

    static void WriteOrKeep(Utf8JsonWriter writer, object value, ApartValues apart)
    {
        var json = new ArrayBufferWriter<byte>();
        using (var own = new Utf8JsonWriter(json, new JsonWriterOptions { Encoder = writer.Options.Encoder, MaxDepth = writer.Options.MaxDepth }))
            Write(own, value);
        if (apart.Keep(json.WrittenSpan) is { } hash)
            WriteTyped(writer, Apart, hash);
        else
            writer.WriteRawValue(json.WrittenSpan, skipInputValidation: true);
    }

    static object? Read(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object when json.TryGetProperty(TypeKey, out var type) => ReadTyped(type.GetString(), json.GetProperty("value")),
        JsonValueKind.Object => ReadObject(json),
        JsonValueKind.Array => json.EnumerateArray().Select(Read).ToList(),
        _ => ValueJson.Read(json),
    };

    static ExpandoObject ReadObject(JsonElement json)
    {
        IDictionary<string, object?> result = new ExpandoObject();
        foreach (var property in json.EnumerateObject())
            result[property.Name] = Read(property.Value);
        return (ExpandoObject)result;
    }

    static object? ReadTyped(string? type, JsonElement value) => type switch
    {
        "Object" => ReadObject(value),
        "Decimal" => decimal.Parse(value.GetString()!, CultureInfo.InvariantCulture),
        "Double" => double.Parse(value.GetString()!, CultureInfo.InvariantCulture),
        "DateTime" => DateTime.Parse(value.GetString()!, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind),
        "DateTimeOffset" => DateTimeOffset.Parse(value.GetString()!, CultureInfo.InvariantCulture),
        "DateOnly" => DateOnly.Parse(value.GetString()!, CultureInfo.InvariantCulture),
        "TimeOnly" => TimeOnly.Parse(value.GetString()!, CultureInfo.InvariantCulture),
        "TimeSpan" => TimeSpan.Parse(value.GetString()!, CultureInfo.InvariantCulture),
        "Guid" => value.GetGuid(),
        "Uri" => new Uri(value.GetString()!, UriKind.RelativeOrAbsolute),
        "Bytes" => value.GetBytesFromBase64(),
        Apart => ReadApart(value.GetString()!),
        _ => throw new JsonException($"A stored value has the unknown type '{type}'."),
    };

    static object? ReadApart(string hash)
    {
        if (ApartValues.Current?.Find(hash) is not { } json)
            return new UnreadValue(hash);
        using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = InstanceJson.MaxDepth });
        return Read(document.RootElement);
    }

    static void Write(Utf8JsonWriter writer, object? value)
    {
        switch (value)
        {
            case null: writer.WriteNullValue(); break;
            case string text: writer.WriteStringValue(text); break;
            case bool flag: writer.WriteBooleanValue(flag); break;
            case int number: writer.WriteNumberValue(number); break;
            case long number: writer.WriteNumberValue(number); break;
            case short number: writer.WriteNumberValue(number); break;
            case double number when double.IsFinite(number): writer.WriteNumberValue(number); break;
            case double number: WriteTyped(writer, "Double", number.ToString("R", CultureInfo.InvariantCulture)); break;
            case float number: Write(writer, (double)number); break;
            case decimal number: WriteTyped(writer, "Decimal", number.ToString(CultureInfo.InvariantCulture)); break;
            case DateTime date: WriteTyped(writer, "DateTime", date.ToString("O", CultureInfo.InvariantCulture)); break;
            case DateTimeOffset date: WriteTyped(writer, "DateTimeOffset", date.ToString("O", CultureInfo.InvariantCulture)); break;
            case DateOnly date: WriteTyped(writer, "DateOnly", date.ToString("O", CultureInfo.InvariantCulture)); break;
            case TimeOnly time: WriteTyped(writer, "TimeOnly", time.ToString("O", CultureInfo.InvariantCulture)); break;
            case TimeSpan span: WriteTyped(writer, "TimeSpan", span.ToString("c", CultureInfo.InvariantCulture)); break;
            case Guid id: WriteTyped(writer, "Guid", id.ToString()); break;
            case Uri address: WriteTyped(writer, "Uri", address.OriginalString); break;
            case byte[] bytes: WriteTyped(writer, "Bytes", Convert.ToBase64String(bytes)); break;
            case UnreadValue unread: WriteTyped(writer, Apart, unread.Hash); break;
            case Enum name: writer.WriteStringValue(name.ToString()); break;
            case IDictionary<string, object?> map: WriteObject(writer, map); break;
            case IEnumerable many and not IDictionary: WriteArray(writer, many); break;
            default: Write(writer, ValueJson.Parse(ValueJson.Text(value))); break;
        }
    }

    static void WriteTyped(Utf8JsonWriter writer, string type, string value)
    {
        writer.WriteStartObject();
        writer.WriteString(TypeKey, type);
        writer.WriteString("value", value);
        writer.WriteEndObject();
    }

    static void WriteObject(Utf8JsonWriter writer, IDictionary<string, object?> map)
    {
        // A user's own object may have a property "_type"; wrapped, it cannot be mistaken for one of ours.
        var isAmbiguous = map.ContainsKey(TypeKey);
        writer.WriteStartObject();
        if (isAmbiguous)
        {
            writer.WriteString(TypeKey, "Object");
            writer.WriteStartObject("value");
        }
        foreach (var (name, value) in map)
        {
            writer.WritePropertyName(name);
            Write(writer, value);
        }
        if (isAmbiguous)
            writer.WriteEndObject();
        writer.WriteEndObject();
    }

    static void WriteArray(Utf8JsonWriter writer, IEnumerable items)
    {
        writer.WriteStartArray();
        foreach (var item in items)
            Write(writer, item);
        writer.WriteEndArray();
    }
}
