using System.Text;

namespace Crm.Engine.Expressions.Scripting;

/// <summary>Elsa's functions that need nothing but their arguments.</summary>
static class ScriptFunctions
{
    public static Func<ScriptArguments, object?>? Find(string name) => name switch
    {
        "isNullOrWhiteSpace" => a => string.IsNullOrWhiteSpace(a.Text(0)),
        "isNullOrEmpty" => a => string.IsNullOrEmpty(a.Text(0)),
        "toJson" => a => ValueJson.Text(a.Value(0)),
        "parseGuid" => a => Guid.Parse(a.Text(0)),
        "newGuid" => _ => Guid.NewGuid(),
        "newGuidString" or "getGuidString" => _ => Guid.NewGuid().ToString(),
        "newShortGuid" or "getShortGuid" => _ => Short(Guid.NewGuid()),
        "bytesToString" => a => Encoding.UTF8.GetString(a.Bytes(0)),
        "bytesFromString" => a => Encoding.UTF8.GetBytes(a.Text(0)),
        "bytesToBase64" => a => Convert.ToBase64String(a.Bytes(0)),
        "bytesFromBase64" => a => Convert.FromBase64String(a.Text(0)),
        "stringToBase64" => a => Convert.ToBase64String(Encoding.UTF8.GetBytes(a.Text(0))),
        "stringFromBase64" => a => Encoding.UTF8.GetString(Convert.FromBase64String(a.Text(0))),
        "streamToBytes" => a => a.Bytes(0),
        "streamToBase64" => a => Convert.ToBase64String(a.Bytes(0)),
        _ => null,
    };

    static byte[] Bytes(this ScriptArguments arguments, int index) => arguments.Value(index) switch
    {
        byte[] bytes => bytes,
        Stream stream => Read(stream),
        var value => ValueConverter.To<byte[]>(value) ?? [],
    };

    static byte[] Read(Stream stream)
    {
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }

    static string Short(Guid id) => string.Concat(Convert.ToBase64String(id.ToByteArray()).Where(char.IsLetterOrDigit));
}
