using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Crm.Engine.Definitions;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Crm.Studio;

/// <summary>How JSON is read from Studio and written to it.</summary>
public static class StudioJson
{
    /// <summary>As deep as the engine reads definitions, with room for what is around them in an answer.</summary>
    const int ReadDepth = 256, WriteDepth = 300;

    public static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        MaxDepth = WriteDepth,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter() },
    };

    static readonly JsonSerializerOptions OnManyLines = new(Options) { WriteIndented = true };

    static readonly JsonDocumentOptions Reading = new() { MaxDepth = ReadDepth, CommentHandling = JsonCommentHandling.Skip, AllowDuplicateProperties = false };

    public static JsonHttpResult<T> Answer<T>(T value, int statusCode = StatusCodes.Status200OK) => TypedResults.Json(value, Options, statusCode: statusCode);

    /// <summary>The lists of Elsa's API: the items and how many there are.</summary>
    public static JsonHttpResult<Items<T>> List<T>(IReadOnlyList<T> items) => Answer(new Items<T>(items, items.Count));

    /// <summary>The object in the body of a request; one without properties when there is no body.</summary>
    public static async Task<JsonObject> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var bytes = await Bounded.ReadAsync(request.Body, cancellationToken);
        return bytes.Length == 0 ? [] : Parse(bytes);
    }

    public static JsonObject Parse(ReadOnlySpan<byte> json)
    {
        try
        {
            return JsonNode.Parse(json, documentOptions: Reading) as JsonObject ?? throw new DefinitionException("A JSON object is expected", "$");
        }
        catch (JsonException error)
        {
            throw NotReadable(error);
        }
    }

    public static JsonObject Parse(string json) => Parse(Encoding.UTF8.GetBytes(json));

    /// <summary>Text for the database or a file; what people wrote stays readable.</summary>
    public static string Text(JsonNode json) => json.ToJsonString(Options);

    /// <summary>The same on many lines, for a file.</summary>
    public static string Printed(JsonNode json) => json.ToJsonString(OnManyLines);

    static DefinitionException NotReadable(JsonException error) => new(
        // What ends too early has a depth in its message as well.
        error.Message.Contains("maximum configured depth", StringComparison.OrdinalIgnoreCase)
            ? $"This is nested more than {ReadDepth} levels deep"
            : $"This is not valid JSON: {error.Message}",
        $"line {error.LineNumber + 1}, position {error.BytePositionInLine + 1}", error);

    public sealed record Items<T>([property: JsonPropertyName("items")] IReadOnlyList<T> All, int Count);
}
