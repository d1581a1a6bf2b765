using Crm.Dossiers;

namespace Crm.Quotes.Layout;

/// <summary>Pdf: its pages come behind those of the quote.</summary>
public enum BlockKind { Text, Picture, Pdf }

/// <summary>Where on the document a block stands: between the introduction and the lines, between the lines and the terms, or on pages of its own behind the closing.</summary>
public enum BlockPlace { AboveLines, BelowLines, Annex }

/// <summary>Something that a salesperson adds to the document of one quote, beside what its template says.</summary>
/// <param name="Key">The block's own, given by who adds it and kept in every version.</param>
/// <param name="Html">Of a text: paragraphs, headings, lists, emphasis and links. It is cleaned when it is saved.</param>
/// <param name="FileId">Of a picture or a PDF.</param>
/// <param name="Caption">Under a picture, and read out for it; empty: it is only there to look nice. Of a PDF: what the quote calls it.</param>
/// <param name="IsHalf">A picture that takes half the width, so that two stand beside each other.</param>
public sealed record QuoteBlock(Guid Key, BlockKind Kind, BlockPlace Place, string? Html = "", Guid? FileId = null, string? Caption = "", bool IsHalf = false)
{
    public const int LongestHtml = 20_000, LongestCaption = 200;

    /// <summary>Who changed it last, and when; written by the server.</summary>
    public string ChangedBy { get; init; } = "";
    public DateTime? ChangedAt { get; init; }

    /// <summary>What it says, apart from who wrote it.</summary>
    public QuoteBlock Said() => this with { ChangedBy = "", ChangedAt = null };

    public QuoteBlock Cleaned() => Said() with
    {
        Html = Kind == BlockKind.Text ? SafeHtml.Clean(Html) : "",
        FileId = Kind != BlockKind.Text ? FileId : null,
        Caption = Kind != BlockKind.Text ? (Caption ?? "").Trim() : "",
        IsHalf = Kind == BlockKind.Picture && IsHalf,
    };

    /// <summary>In words, for a list of changes.</summary>
    public string Told() => Kind == BlockKind.Text ? SafeHtml.ToText(Html ?? "") : Caption is { Length: > 0 } ? Caption : Say("zonder onderschrift", "without a caption");
}
