using System.Net;
using System.Text.RegularExpressions;
using Ganss.Xss;

namespace Crm.Dossiers;

/// <summary>What people write for one another: paragraphs, lists, emphasis and links, and nothing that runs, loads or restyles.</summary>
public static partial class SafeHtml
{
    static readonly HtmlSanitizer Sanitizer = new(new HtmlSanitizerOptions
    {
        AllowedTags = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "p", "br", "b", "strong", "i", "em", "u", "ul", "ol", "li", "a", "blockquote" },
        AllowedAttributes = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "href" },
        UriAttributes = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "href" },
        AllowedSchemes = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "https", "http", "mailto", "tel" },
    });

    public static string Clean(string? html) => Sanitizer.Sanitize(html ?? "").Trim();

    /// <summary>Plain text as it was typed: an empty line begins a paragraph.</summary>
    public static string FromText(string? text)
    {
        var paragraphs = EmptyLines().Split((text ?? "").Replace("\r", "", StringComparison.Ordinal).Trim());
        return string.Concat(paragraphs.Where(p => p.Length > 0).Select(p => $"<p>{WebUtility.HtmlEncode(p).Replace("\n", "<br>", StringComparison.Ordinal)}</p>"));
    }

    /// <summary>The text without its marks, for a text box or one line of a list.</summary>
    public static string ToText(string html)
    {
        var withBreaks = LineEnds().Replace(ParagraphEnds().Replace(html, "\n\n"), "\n");
        return WebUtility.HtmlDecode(Tags().Replace(withBreaks, "")).Trim();
    }

    [GeneratedRegex(@"\n\s*\n")]
    private static partial Regex EmptyLines();

    [GeneratedRegex(@"</(p|ul|ol|blockquote)>", RegexOptions.IgnoreCase)]
    private static partial Regex ParagraphEnds();

    [GeneratedRegex(@"<br\s*/?>|</li>", RegexOptions.IgnoreCase)]
    private static partial Regex LineEnds();

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tags();
}
