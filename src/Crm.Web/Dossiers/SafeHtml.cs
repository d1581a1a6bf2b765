using System.Net;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using Ganss.Xss;

namespace Crm.Dossiers;

/// <summary>What people write for one another: paragraphs, headings, lists, emphasis and links, and nothing that runs, loads or restyles.</summary>
public static partial class SafeHtml
{
    static readonly HtmlSanitizer Sanitizer = Made();
    /// <summary>Gone with all that is in them: it was never meant to be read.</summary>
    static readonly HashSet<string> Unread = ["script", "style", "title", "template", "noscript", "iframe", "object", "svg", "math", "select", "textarea"];
    static readonly HashSet<string> Headings = ["h1", "h2", "h4", "h5", "h6"];
    const string Blocks = "p, div, section, article, table, tr, ul, ol, blockquote, pre, h1, h2, h3, h4, h5, h6";

    static HtmlSanitizer Made()
    {
        var sanitizer = new HtmlSanitizer(new HtmlSanitizerOptions
        {
            AllowedTags = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "p", "br", "h3", "b", "strong", "i", "em", "u", "ul", "ol", "li", "a", "blockquote" },
            AllowedAttributes = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "href" },
            UriAttributes = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "href" },
            AllowedSchemes = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "https", "http", "mailto", "tel" },
        });
        sanitizer.RemovingTag += (_, removing) =>
        {
            removing.Cancel = true;
            Unwrap(removing.Tag);
        };
        return sanitizer;
    }

    /// <summary>A tag that is not kept: its words are, each block of them in a paragraph. A mail is mostly made of divisions and tables.</summary>
    static void Unwrap(IElement tag)
    {
        var kept = Headings.Contains(tag.LocalName) ? "h3" : tag.Matches(Blocks) && tag.QuerySelector(Blocks) is null ? "p" : null;
        if (Unread.Contains(tag.LocalName))
            tag.Remove();
        else if (kept is not null && tag.Owner is { } page)
        {
            var block = page.CreateElement(kept);
            block.Append([.. tag.ChildNodes]);
            tag.Replace(block);
        }
        else
        {
            if (tag.LocalName is "td" or "th")
                tag.Append(tag.Owner!.CreateTextNode(" "));
            tag.Replace([.. tag.ChildNodes]);
        }
    }

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

    [GeneratedRegex(@"</(p|h3|ul|ol|blockquote)>", RegexOptions.IgnoreCase)]
    private static partial Regex ParagraphEnds();

    [GeneratedRegex(@"<br\s*/?>|</li>", RegexOptions.IgnoreCase)]
    private static partial Regex LineEnds();

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tags();
}
