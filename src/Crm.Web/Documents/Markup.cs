using System.Net;

namespace Crm.Documents;

/// <summary>HTML that is known to be clean, so that a template prints it as it is; any other value is written as text.</summary>
public sealed record Markup(string Html)
{
    /// <summary>What someone typed, as paragraphs: an empty line starts the next one.</summary>
    public static Markup Paragraphs(string typed)
    {
        var paragraphs = typed.ReplaceLineEndings("\n").Split("\n\n", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return new(string.Concat(paragraphs.Select(text => $"<p>{WebUtility.HtmlEncode(text).Replace("\n", "<br>", StringComparison.Ordinal)}</p>")));
    }
}
