using System.Text;
using DotLiquid;

namespace Crm.Engine.Expressions.Templating;

/// <summary>Filters that Elsa has besides Liquid's own.</summary>
static class LiquidFilters
{
    public static string Json(object? input) => ValueJson.Text(input is Hash hash ? new Dictionary<string, object>(hash) : input);

    public static string Base64(string? input) => Convert.ToBase64String(Encoding.UTF8.GetBytes(input ?? ""));

    public static object? Keys(object? input) => (input as Hash)?.Keys.ToList();
}
