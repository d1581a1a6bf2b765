using Scriban;
using Scriban.Parsing;
using Scriban.Runtime;
using Scriban.Syntax;

namespace Crm.Documents;

/// <summary>
/// Fills a Scriban template with the data it is handed, in a sandbox: nothing else is in reach, and time, loops, recursion and
/// output are limited, because a template is written by whoever may edit templates.
/// </summary>
public sealed class TemplateRenderer
{
    static readonly TimeSpan MaxTime = TimeSpan.FromSeconds(3);
    const int MaxSteps = 20_000, MaxDepth = 20, MaxOutput = 4_000_000, MaxText = 200_000;
    static readonly Dictionary<string, string> NoParts = [];

    /// <summary>Fills the template of a file such as "quotes/installation".</summary>
    public string RenderFile(string key, object data) => Render(TemplateFiles.Read(key), key, data);

    /// <param name="parts">What the template may include, by name.</param>
    public string Render(string text, string name, object data, IReadOnlyDictionary<string, string>? parts = null)
    {
        if (text.Length > MaxText)
            throw new TemplateFaultException(name, 1, 1, $"is longer than {MaxText} characters");
        var template = Template.Parse(text, name);
        if (template.Messages.FirstOrDefault(message => message.Type == ParserMessageType.Error) is { } fault)
            throw Fault(fault.Span, fault.Message);
        using var patience = new CancellationTokenSource(MaxTime);
        try
        {
            return template.Render(Sandbox(data, parts ?? NoParts, patience.Token));
        }
        catch (ScriptAbortException abort)
        {
            throw Fault(abort.Span, $"takes longer than {MaxTime.TotalSeconds} s", abort);
        }
        catch (ScriptRuntimeException error)
        {
            throw Fault(error.Span, error.OriginalMessage, error);
        }
    }

    static HtmlContext Sandbox(object data, IReadOnlyDictionary<string, string> parts, CancellationToken patience)
    {
        var handed = new ScriptObject();
        handed.Import(data, renamer: StandardMemberRenamer.Default);
        var context = new HtmlContext
        {
            TemplateLoader = new TemplateParts(parts),
            StrictVariables = true,
            LoopLimit = MaxSteps,
            LoopLimitQueryable = MaxSteps,
            RecursiveLimit = MaxDepth,
            ObjectRecursionLimit = MaxDepth,
            OutputLimit = MaxOutput,
            OnOutputLimit = ScriptLimitBehavior.Throw,
            LimitToString = MaxText,
            OnStringLimit = ScriptLimitBehavior.Throw,
            CancellationToken = patience,
        };
        context.PushGlobal(handed);
        return context;
    }

    static TemplateFaultException Fault(SourceSpan span, string problem, Exception? cause = null) =>
        new(span.FileName, span.Start.Line + 1, span.Start.Column + 1, problem, cause);
}
