using System.Text.RegularExpressions;
using Scriban;
using Scriban.Parsing;
using Scriban.Runtime;
using Scriban.Syntax;

namespace Crm.Documents;

/// <summary>The templates that come with the product, by key: "quotes/installation".</summary>
public static partial class TemplateFiles
{
    static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "templates");

    /// <summary>The keys in a folder without the folder: "compact", "installation".</summary>
    public static IReadOnlyList<string> Keys(string folder) =>
        [.. Directory.GetFiles(Path.Combine(Folder, folder), "*.html.scriban").Select(file => Path.GetFileName(file)[..^".html.scriban".Length]).Order(StringComparer.Ordinal)];

    public static string Read(string key)
    {
        var file = Path.Combine(Folder, key + ".html.scriban");
        if (!Key().IsMatch(key) || !File.Exists(file))
            throw new TemplateFaultException(key, 1, 1, "there is no such template");
        return File.ReadAllText(file);
    }

    // Letters, digits and hyphens only: no key leads out of the folder.
    [GeneratedRegex(@"\A[a-z0-9-]+(/[a-z0-9-]+)*\z")]
    private static partial Regex Key();
}

/// <summary>A template may include the parts it was handed, and no file.</summary>
sealed class TemplateParts(IReadOnlyDictionary<string, string> parts) : ITemplateLoader
{
    public string GetPath(TemplateContext context, SourceSpan callerSpan, string templateName) => parts.ContainsKey(templateName)
        ? templateName
        : throw new ScriptRuntimeException(callerSpan, $"There is no part `{templateName}`");

    public string Load(TemplateContext context, SourceSpan callerSpan, string templatePath) => parts[templatePath];

    public ValueTask<string?> LoadAsync(TemplateContext context, SourceSpan callerSpan, string templatePath) => new(Load(context, callerSpan, templatePath));
}
