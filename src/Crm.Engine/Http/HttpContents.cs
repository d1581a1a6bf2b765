using System.Collections;
using System.Dynamic;
using System.Text;
using System.Text.Json;
using Crm.Engine.Expressions;

namespace Crm.Engine.Http;

/// <summary>Bodies of requests and answers as values, and the reverse.</summary>
static class HttpContents
{
    /// <summary>JSON becomes an object or list, text a string, anything else stays bytes; nothing is null.</summary>
    public static object? Parse(byte[] body, string? contentType)
    {
        if (body.Length == 0)
            return null;
        var type = MediaType(contentType);
        if (IsJson(type))
            return ParseJson(body);
        return type.StartsWith("text/", StringComparison.OrdinalIgnoreCase) || type.EndsWith("xml", StringComparison.OrdinalIgnoreCase) || type.Length == 0
            ? Charset(contentType).GetString(body)
            : body;
    }

    /// <summary>A value as a body; without a content type its kind decides: text, bytes or JSON.</summary>
    public static (string? ContentType, byte[] Body) Format(object? value, string? contentType) => value switch
    {
        null => (contentType, []),
        byte[] bytes => (Or(contentType, "application/octet-stream"), bytes),
        IDictionary<string, object?> fields when MediaType(contentType) == "application/x-www-form-urlencoded" =>
            (contentType!, Encoding.UTF8.GetBytes(string.Join('&', fields.Select(Field)))),
        string text => (Or(contentType, "text/plain"), Encoding.UTF8.GetBytes(text)),
        IDictionary or IDictionary<string, object?> or IEnumerable => (Or(contentType, "application/json"), Encoding.UTF8.GetBytes(ValueJson.Text(value))),
        _ when string.IsNullOrWhiteSpace(contentType) || IsJson(MediaType(contentType)) =>
            (Or(contentType, "application/json"), Encoding.UTF8.GetBytes(ValueJson.Text(value))),
        _ => (contentType, Encoding.UTF8.GetBytes(ValueConverter.ToText(value))),
    };

    /// <summary>Headers as a definition gives them: a name with a value or with several.</summary>
    /// <exception cref="FormatException">A name or value that would break the message.</exception>
    public static Dictionary<string, string[]> Headers(IDictionary<string, object?>? given)
    {
        var headers = new Dictionary<string, string[]>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in given ?? new ExpandoObject())
        {
            string[] values = value is IEnumerable many and not string ? [.. many.Cast<object?>().Select(ValueConverter.ToText)] : [ValueConverter.ToText(value)];
            if (name.Length == 0 || name.Any(c => !char.IsAsciiLetterOrDigit(c) && !"!#$%&'*+-.^_`|~".Contains(c)) || values.Any(text => text.Any(char.IsControl)))
                throw new FormatException($"'{name}' is not a valid header.");
            headers[name] = values;
        }
        return headers;
    }

    static object? ParseJson(byte[] body)
    {
        using var document = JsonDocument.Parse(body);
        return ValueJson.Read(document.RootElement);
    }

    static string MediaType(string? contentType) => contentType?.Split(';')[0].Trim().ToLowerInvariant() ?? "";

    static bool IsJson(string type) => type.EndsWith("/json", StringComparison.Ordinal) || type.EndsWith("+json", StringComparison.Ordinal);

    static Encoding Charset(string? contentType)
    {
        var charset = contentType?.Split(';').Select(part => part.Trim()).FirstOrDefault(part => part.StartsWith("charset=", StringComparison.OrdinalIgnoreCase));
        try
        {
            return charset is null ? Encoding.UTF8 : Encoding.GetEncoding(charset["charset=".Length..].Trim('"'));
        }
        catch (ArgumentException)
        {
            return Encoding.UTF8;
        }
    }

    static string Field(KeyValuePair<string, object?> field) =>
        $"{Uri.EscapeDataString(field.Key)}={Uri.EscapeDataString(ValueConverter.ToText(field.Value))}";

    static string Or(string? contentType, string otherwise) => string.IsNullOrWhiteSpace(contentType) ? otherwise : contentType;
}
