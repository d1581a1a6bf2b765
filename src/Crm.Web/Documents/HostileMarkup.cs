using System.Text.RegularExpressions;

namespace Crm.Documents;

/// <summary>
/// What has no place on paper: scripts, frames, forms, and anything that is fetched. Neither the printer nor a preview would run or
/// fetch it; whoever writes a template hears of it here, at the place where it stands.
/// </summary>
public static partial class HostileMarkup
{
    static readonly IReadOnlyList<(Regex Pattern, LocalText Told)> Forbidden =
    [
        (Element(), new("Een sjabloon heeft geen script, frame, formulier of verwijzing naar een ander bestand.", "A template has no script, frame, form or link to another file.")),
        (Handler(), new("Een sjabloon reageert niet op klikken of laden (on…=).", "A template does not react to clicks or loading (on…=).")),
        (Fetched(), new("Een afbeelding of lettertype staat in het sjabloon zelf (data:); van internet of schijf wordt niets gehaald.", "A picture or font stands in the template itself (data:); nothing is fetched from the internet or a disk.")),
        (Scheme(), new("Een verwijzing voert geen script uit.", "A link runs no script.")),
    ];

    /// <summary>The first of it; null when the text is clean.</summary>
    public static TemplateFault? FirstIn(string file, string text) => Forbidden
        .Select(rule => (Match: rule.Pattern.Match(text), rule.Told))
        .Where(found => found.Match.Success)
        .OrderBy(found => found.Match.Index)
        .Select(found => TemplateFault.At(file, text, found.Match.Index, found.Told))
        .FirstOrDefault();

    [GeneratedRegex(@"<\s*(script|iframe|frame|frameset|object|embed|applet|form|base|link|portal)\b|<\s*meta\b[^>]*http-equiv", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Element();

    [GeneratedRegex(@"<[a-z][^>]*[\s""'/]on[a-z]+\s*=", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Handler();

    [GeneratedRegex(@"<[a-z][^>]*\s(src|srcset|poster|background|xlink:href)\s*=\s*[""']?\s*(https?:|file:|ftp:|/|\\)|url\(\s*[""']?\s*(https?:|file:|ftp:|/|\\)|@import\b", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Fetched();

    [GeneratedRegex(@"=\s*[""']?\s*(javascript|vbscript)\s*:", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Scheme();
}
