using System.Globalization;
using Crm.Data;

namespace Crm.Signing;

/// <summary>
/// A signature drawn by hand: strokes of points on a field of 600 by 200, as the portal's pad writes them ("12,80 14,82;40,60"). Numbers and
/// nothing else, so that no picture of a stranger has to be opened.
/// </summary>
public sealed record DrawnSignature(IReadOnlyList<IReadOnlyList<DrawnSignature.Point>> Strokes)
{
    public const int Width = 600, Height = 200;
    const int LongestText = 40_000;

    public readonly record struct Point(int X, int Y);

    /// <summary>Null when nothing was drawn.</summary>
    /// <exception cref="RefusedException">It is no drawing.</exception>
    public static DrawnSignature? Read(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return null;
        if (text.Length > LongestText)
            throw RefusedException.Invalid("drawing", "Deze handtekening is te groot. Wis hem en teken hem opnieuw.", "This signature is too large. Clear it and draw it again.");
        List<List<Point?>> strokes = [.. text.Split(';').Select(stroke => stroke.Split(' ').Select(PointIn).ToList())];
        if (strokes.Exists(stroke => stroke.Contains(null)))
            throw RefusedException.Invalid("drawing", "Deze handtekening is niet te lezen. Wis hem en teken hem opnieuw.", "This signature cannot be read. Clear it and draw it again.");
        return new([.. strokes.Select(stroke => stroke.ConvertAll(point => point!.Value))]);
    }

    public string Text => string.Join(';', Strokes.Select(stroke => string.Join(' ', stroke.Select(point => string.Create(CultureInfo.InvariantCulture, $"{point.X},{point.Y}")))));

    /// <summary>As the path of an SVG image. A stroke of one point is a dot, which a line without length draws.</summary>
    public string Path => string.Concat(Strokes.Select(stroke =>
        string.Create(CultureInfo.InvariantCulture, $"M{stroke[0].X} {stroke[0].Y}") + (stroke.Count == 1 ? "h0" : string.Concat(stroke.Skip(1).Select(point => string.Create(CultureInfo.InvariantCulture, $"L{point.X} {point.Y}"))))));

    static Point? PointIn(string text) =>
        text.Split(',') is [var x, var y] && NumberIn(x, Width) is { } across && NumberIn(y, Height) is { } down ? new Point(across, down) : null;

    static int? NumberIn(string text, int most) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= most ? number : null;
}
