using System.Net;
using System.Text.RegularExpressions;

namespace Crm.Mail;

/// <summary>The same mail for a reader without HTML: paragraphs as lines, links with their address.</summary>
public static partial class MailText
{
    public static string From(string html)
    {
        var text = Link().Replace(html, "$2: $1");
        text = CellEnd().Replace(text, "  ");
        text = BlockEnd().Replace(text, "\n\n");
        text = WebUtility.HtmlDecode(Tag().Replace(text, ""));
        var lines = text.ReplaceLineEndings("\n").Split('\n').Select(line => line.Trim());
        return ManyEmptyLines().Replace(string.Join('\n', lines), "\n\n").Trim() + "\n";
    }

    [GeneratedRegex("""<a\s[^>]*href="([^"]*)"[^>]*>(.*?)</a>""", RegexOptions.Singleline | RegexOptions.IgnoreCase)]
    private static partial Regex Link();

    [GeneratedRegex(@"</(p|h\d|tr|li|div|blockquote)>|<br\s*/?>", RegexOptions.IgnoreCase)]
    private static partial Regex BlockEnd();

    [GeneratedRegex("</t[dh]>", RegexOptions.IgnoreCase)]
    private static partial Regex CellEnd();

    [GeneratedRegex("<[^>]+>")]
    private static partial Regex Tag();

    [GeneratedRegex(@"\n{3,}")]
    private static partial Regex ManyEmptyLines();
}
