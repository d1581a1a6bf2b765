using Crm.Engine.Expressions.Templating;
using Jint;

namespace Crm.Engine.Expressions;

/// <summary>Says whether an expression can be read at all, before anything runs it.</summary>
public static class ExpressionSyntax
{
    static readonly ScriptPreparationOptions Preparation = ScriptPreparationOptions.Default with
    {
        ParsingOptions = ScriptParsingOptions.Default with { AllowReturnOutsideFunction = true },
    };

    /// <summary>What is wrong with it and where; null when nothing is.</summary>
    public static string? Fault(string type, string text) => type switch
    {
        "JavaScript" => Script(text),
        "Liquid" => Template(text),
        _ => null,
    };

    static string? Script(string text)
    {
        try
        {
            Jint.Engine.PrepareScript(text, strict: false, options: Preparation);
            return null;
        }
        catch (ScriptPreparationException error)
        {
            return error.Message;
        }
    }

    static string? Template(string text)
    {
        if (LiquidSyntax.Fault(text) is { } fault)
            return fault;
        try
        {
            DotLiquid.Template.Parse(text);
            return null;
        }
        catch (DotLiquid.Exceptions.SyntaxException error)
        {
            return error.Message;
        }
    }
}
