using System.Text.Json;
using System.Text.RegularExpressions;

namespace Crm.Engine.Definitions;

/// <summary>The spellings of one name.</summary>
static partial class Spelling
{
    /// <summary>"WriteLine" → "Write Line".</summary>
    public static string Title(string pascal) => Humps().Replace(pascal, " ");

    /// <summary>"WriteLine" → "writeLine", as in JSON.</summary>
    public static string Camel(string name) => JsonNamingPolicy.CamelCase.ConvertName(name);

    /// <summary>"order approval 2" → "OrderApproval2", as an activity type or script function.</summary>
    public static string Pascal(string text) =>
        string.Concat(Parts().Matches(text).Select(part => char.ToUpperInvariant(part.Value[0]) + part.Value[1..]));

    [GeneratedRegex("(?<=[a-z0-9])(?=[A-Z])")]
    private static partial Regex Humps();

    [GeneratedRegex("[\\p{L}\\p{N}]+")]
    private static partial Regex Parts();
}
