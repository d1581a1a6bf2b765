using System.Text;
using DotLiquid;

namespace Crm.Engine.Expressions.Templating;

/// <summary>Filters that Elsa has besides Liquid's own.</summary>
static class LiquidFilters
{
    public static string Json(object? input) => ValueJson.Text(input is Hash hash ? new Dictionary<string, object>(hash) : input);

    public static string Append(string? input, string? text) => LiquidLimits.Check(input + text);

    public static string Prepend(string? input, string? text) => LiquidLimits.Check(text + input);

    // Replacing letters by long texts grows by multiplication, so the length is known before the text is made.
    public static string? Replace(string? input, string? search, string? replacement)
    {
        if (string.IsNullOrEmpty(input) || string.IsNullOrEmpty(search))
            return input;
        var count = input.AsSpan().Count(search);
        if (input.Length + (long)count * ((replacement?.Length ?? 0) - search.Length) > LiquidLimits.MaxText)
            throw LiquidLimits.TooLong();
        return input.Replace(search, replacement, StringComparison.Ordinal);
    }

    public static string Base64(string? input) => Convert.ToBase64String(Encoding.UTF8.GetBytes(input ?? ""));

    public static object? Keys(object? input) => (input as Hash)?.Keys.ToList();
}
