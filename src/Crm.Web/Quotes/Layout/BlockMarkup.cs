using System.Net;
using System.Text.RegularExpressions;
using Crm.Documents;
using Crm.Dossiers;

namespace Crm.Quotes.Layout;

/// <summary>Writes blocks as they stand on paper and in the portal. A picture is named by its file, and becomes its bytes or an address where it is shown.</summary>
static partial class BlockMarkup
{
    /// <summary>What is asked for on pages of its own begins a page; a PDF brings its own pages, and is only named.</summary>
    public static Markup Annex(QuoteBlocks blocks)
    {
        var annex = blocks.At(BlockPlace.Annex).ToLookup(block => block.Kind == BlockKind.Pdf);
        return new((Of(annex[false]) is { Html.Length: > 0 } pages ? $"<section class=\"annex\">{pages.Html}</section>" : "") + Of(annex[true]).Html);
    }

    /// <summary>The text of a line beside its photograph, which shows nothing that its description does not say.</summary>
    public static Markup About(QuoteLine line)
    {
        var picture = line.PictureId is { } id ? $"<img src=\"picture:{id}\" alt=\"\">" : "";
        return line.Text.Length + picture.Length == 0 ? new("") : new($"<div class=\"about\">{picture}<div>{Markup.Paragraphs(line.Text).Html}</div></div>");
    }

    public static Markup Of(IEnumerable<QuoteBlock> blocks) => new(string.Concat(blocks.Select(Of)));

    static string Of(QuoteBlock block)
    {
        if (block.Kind == BlockKind.Text)
            return SafeHtml.Clean(block.Html) is { Length: > 0 } html ? $"<div class=\"block\">{html}</div>" : "";
        if (block.Kind == BlockKind.Pdf)
            return $"<p class=\"pdf-annex\" data-file=\"{block.FileId}\"><b>{Say("Bijlage achter dit document", "Annex behind this document")}:</b> <a href=\"annex:{block.FileId}\">{WebUtility.HtmlEncode(block.Caption)}</a></p>";
        var caption = WebUtility.HtmlEncode(block.Caption ?? "");
        return $"<figure class=\"pic{(block.IsHalf ? " half" : "")}\"><img src=\"picture:{block.FileId}\" alt=\"{caption}\">{(caption.Length > 0 ? $"<figcaption>{caption}</figcaption>" : "")}</figure>";
    }

    /// <summary>The HTML with each file at the address that is given for it; null leaves it out.</summary>
    public static string WithFiles(string html, Func<Guid, string?> addressOf) => File().Replace(html, file =>
        Guid.TryParse(file.Groups["id"].Value, out var id) && addressOf(id) is { } address ? $"{file.Groups["attribute"].Value}=\"{address}\"" : "");

    [GeneratedRegex("(?:(?<attribute>src)=\"picture|(?<attribute>href)=\"annex):(?<id>[0-9a-f-]{36})\"")]
    private static partial Regex File();
}
