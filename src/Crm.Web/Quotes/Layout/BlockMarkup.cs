using System.Net;
using System.Text.RegularExpressions;
using Crm.Documents;
using Crm.Dossiers;

namespace Crm.Quotes.Layout;

/// <summary>Writes blocks as they stand on paper and in the portal. A picture is named by its file, and becomes its bytes or an address where it is shown.</summary>
static partial class BlockMarkup
{
    /// <summary>What is asked for on pages of its own begins a page.</summary>
    public static Markup Annex(QuoteBlocks blocks) => Of(blocks.At(BlockPlace.Annex)) is { Html.Length: > 0 } annex ? new($"<section class=\"annex\">{annex.Html}</section>") : new("");

    public static Markup Of(IEnumerable<QuoteBlock> blocks) => new(string.Concat(blocks.Select(Of)));

    static string Of(QuoteBlock block)
    {
        if (block.Kind == BlockKind.Text)
            return SafeHtml.Clean(block.Html) is { Length: > 0 } html ? $"<div class=\"block\">{html}</div>" : "";
        var caption = WebUtility.HtmlEncode(block.Caption ?? "");
        return $"<figure class=\"pic{(block.IsHalf ? " half" : "")}\"><img src=\"picture:{block.FileId}\" alt=\"{caption}\">{(caption.Length > 0 ? $"<figcaption>{caption}</figcaption>" : "")}</figure>";
    }

    /// <summary>The HTML with each picture at the address that is given for its file; null leaves it out.</summary>
    public static string WithPictures(string html, Func<Guid, string?> addressOf) =>
        Picture().Replace(html, picture => Guid.TryParse(picture.Groups[1].Value, out var file) && addressOf(file) is { } address ? $"src=\"{address}\"" : "");

    [GeneratedRegex("src=\"picture:([0-9a-f-]{36})\"")]
    private static partial Regex Picture();
}
