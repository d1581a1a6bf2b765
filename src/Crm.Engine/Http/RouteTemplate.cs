using System.Globalization;

namespace Crm.Engine.Http;

/// <summary>
/// A path with parameters: <c>orders/{id}</c>, <c>orders/{id:int}</c>, <c>files/{name?}</c>, <c>files/{*rest}</c>. Letters match in
/// either case.
/// </summary>
sealed class RouteTemplate
{
    readonly Segment[] segments;

    public RouteTemplate(string path) => segments = [.. Split(path).Select(Segment.Read)];

    /// <summary>The more exact template goes first when several match.</summary>
    public string Precedence => string.Concat(segments.Select(segment => segment.Rank));

    /// <summary>The values of the parameters; null when the path does not match.</summary>
    public Dictionary<string, object?>? Match(string path)
    {
        var parts = Split(path);
        var values = new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < segments.Length; i++)
        {
            var segment = segments[i];
            if (segment.IsRest)
            {
                values[segment.Name!] = i < parts.Length ? string.Join('/', parts[i..]) : null;
                return values;
            }
            if (i >= parts.Length)
            {
                if (!segment.IsOptional)
                    return null;
                continue;
            }
            if (!segment.Accepts(parts[i]))
                return null;
            if (segment.Name is { } name)
                values[name] = parts[i];
        }
        return parts.Length <= segments.Length ? values : null;
    }

    static string[] Split(string path) => path.Split('/', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>A word, or a parameter when it has a name.</summary>
    sealed record Segment(string Word, string? Name = null, string? Constraint = null, bool IsOptional = false, bool IsRest = false)
    {
        public char Rank => this switch { { Name: null } => '0', { IsRest: true } => '3', { Constraint: null } => '2', _ => '1' };

        public static Segment Read(string text)
        {
            if (!text.StartsWith('{') || !text.EndsWith('}'))
                return new Segment(text);
            var inside = text[1..^1];
            var isRest = inside.StartsWith('*');
            var isOptional = inside.EndsWith('?');
            var parts = inside.Trim('*', '?').Split(':', 2);
            return new Segment(text, parts[0], parts.Length > 1 ? parts[1] : null, isOptional, isRest);
        }

        public bool Accepts(string part) => Name is null ? part.Equals(Word, StringComparison.OrdinalIgnoreCase) : Constraint switch
        {
            "int" => int.TryParse(part, NumberStyles.Integer, CultureInfo.InvariantCulture, out _),
            "long" => long.TryParse(part, NumberStyles.Integer, CultureInfo.InvariantCulture, out _),
            "guid" => Guid.TryParse(part, out _),
            "bool" => bool.TryParse(part, out _),
            "decimal" or "double" => double.TryParse(part, NumberStyles.Float, CultureInfo.InvariantCulture, out _),
            "alpha" => part.All(char.IsAsciiLetter),
            _ => true,
        };
    }
}
