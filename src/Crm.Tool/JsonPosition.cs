using System.Text;
using System.Text.Json;

namespace Crm.Tool;

/// <summary>Where in a JSON text a path such as <c>root.activities[2].text</c> begins, or the object with an id.</summary>
static class JsonPosition
{
    /// <summary>As <c>(line,position)</c>; empty when there is no such place in the text.</summary>
    public static string Of(string json, string place)
    {
        var bytes = Encoding.UTF8.GetBytes(json);
        try
        {
            return (Find(bytes, place) ?? FindId(bytes, place.Split(':')[^1])) is { } at ? Spell(bytes.AsSpan(0, (int)at)) : "";
        }
        catch (JsonException error)
        {
            return $"({error.LineNumber + 1},{error.BytePositionInLine + 1})";
        }
    }

    static long? Find(byte[] json, string path)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { CommentHandling = JsonCommentHandling.Skip, MaxDepth = 256 });
        var around = new Stack<(string Path, int Index)>();
        var name = "";
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.PropertyName)
            {
                name = reader.GetString()!;
                continue;
            }
            if (reader.TokenType is JsonTokenType.EndObject or JsonTokenType.EndArray)
            {
                around.Pop();
                continue;
            }
            var here = PathOf(around, name);
            if (here.Equals(path, StringComparison.OrdinalIgnoreCase))
                return reader.TokenStartIndex;
            if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
                around.Push((here, reader.TokenType == JsonTokenType.StartArray ? 0 : -1));
        }
        return null;
    }

    static long? FindId(byte[] json, string id)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { CommentHandling = JsonCommentHandling.Skip, MaxDepth = 256 });
        var (around, name) = (new Stack<long>(), "");
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.PropertyName)
                name = reader.GetString()!;
            else if (reader.TokenType == JsonTokenType.StartObject)
                around.Push(reader.TokenStartIndex);
            else if (reader.TokenType == JsonTokenType.EndObject)
                around.Pop();
            else if (reader.TokenType == JsonTokenType.String && name.Equals("id", StringComparison.OrdinalIgnoreCase) && reader.ValueTextEquals(id))
                return around.Peek();
        }
        return null;
    }

    static string PathOf(Stack<(string Path, int Index)> around, string name)
    {
        if (!around.TryPop(out var parent))
            return "";
        around.Push(parent with { Index = parent.Index < 0 ? -1 : parent.Index + 1 });
        if (parent.Index >= 0)
            return $"{parent.Path}[{parent.Index}]";
        return parent.Path.Length == 0 ? name : $"{parent.Path}.{name}";
    }

    static string Spell(ReadOnlySpan<byte> before) =>
        $"({before.Count((byte)'\n') + 1},{Encoding.UTF8.GetCharCount(before[(before.LastIndexOf((byte)'\n') + 1)..]) + 1})";
}
