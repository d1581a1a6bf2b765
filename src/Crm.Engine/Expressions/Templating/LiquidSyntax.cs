using System.Text.RegularExpressions;

namespace Crm.Engine.Expressions.Templating;

/// <summary>
/// Faults of templates in the words in which Elsa's own template language tells them. DotLiquid forgives some that Elsa's does not,
/// e.g. a comparison where a value belongs.
/// </summary>
static partial class LiquidSyntax
{
    // Each open tag costs the reader some of the thread's stack.
    const int MaxOpenTags = 100;

    /// <summary>The text that stands for the template; null when its outputs are well formed.</summary>
    public static string? Fault(string template)
    {
        if (DeepestTag(template) > MaxOpenTags)
            return Fault($"More than {MaxOpenTags} tags are open", template, 0);
        foreach (Match part in Parts().Matches(template))
        {
            if (part.Groups["raw"].Success || part.Groups["tag"].Success)
                continue;
            var output = Output().Match(template, part.Index);
            if (!output.Success)
                return Fault("End of tag '}}' was expected", template, End(template, part.Index));
        }
        return null;
    }

    /// <summary>What DotLiquid says about a template.</summary>
    public static string Fault(string message, string template) => Fault(message, template, Math.Max(0, template.IndexOf("{%", StringComparison.Ordinal)));

    static int DeepestTag(string template)
    {
        var (open, deepest) = (0, 0);
        foreach (Match tag in Tags().Matches(template))
            deepest = Math.Max(deepest, tag.Groups["end"].Success ? open = Math.Max(0, open - 1) : tag.Groups["opens"].Success ? ++open : open);
        return deepest;
    }

    // As far as the value and its filters could be read.
    static int End(string template, int start) => start + Value().Match(template, start).Length;

    static string Fault(string message, string template, int at)
    {
        var before = template[..at];
        var (line, lineStart) = (before.Count(c => c == '\n') + 1, before.LastIndexOf('\n') + 1);
        return $"\n{message} at ({line}:{at - lineStart + 1})\nSource:\n{template[lineStart..].Split('\n')[0]}\n";
    }

    const string Path = @"[\w$-]+(?:\s*\.\s*[\w$-]+|\s*\[[^\]]*\])*";
    const string Operand = $"""(?:"[^"]*"|'[^']*'|-?\d+(?:\.\d+)?|\([^)]*\)|{Path})""";
    const string Filters = $@"(?:\s*\|\s*\w+(?:\s*:\s*(?:\w+\s*:\s*)?{Operand}(?:\s*,\s*(?:\w+\s*:\s*)?{Operand})*)?)*";

    [GeneratedRegex(@"\{%-?\s*(?:(?<end>end)|(?<opens>if|unless|case|for|tablerow|capture|ifchanged|block|comment|raw)\b)", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Tags();

    [GeneratedRegex(@"(?<raw>\{%-?\s*(?:raw|comment)\s*-?%\}.*?\{%-?\s*end(?:raw|comment)\s*-?%\})|(?<tag>\{%.*?%\})|\{\{", RegexOptions.Singleline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Parts();

    [GeneratedRegex($@"\G\{{\{{-?\s*(?:{Operand}{Filters})?\s*-?\}}\}}", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Output();

    [GeneratedRegex($@"\G\{{\{{-?\s*(?:{Operand}{Filters}\s*)?", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Value();
}
