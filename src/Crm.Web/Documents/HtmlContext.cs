using System.Net;
using Scriban;
using Scriban.Functions;
using Scriban.Parsing;
using Scriban.Runtime;
using Scriban.Syntax;

namespace Crm.Documents;

/// <summary>What a template sees besides its data: one function, to include a part. Values are written as text, so that a name cannot carry HTML.</summary>
sealed class HtmlContext() : TemplateContext(new ScriptObject { ["include"] = new IncludePart() })
{
    public override TemplateContext Write(SourceSpan span, object? textAsObject)
    {
        if (textAsObject is not null)
            Write(textAsObject is Markup markup ? markup.Html : WebUtility.HtmlEncode(ObjectToString(textAsObject)));
        return this;
    }

    /// <summary>Scriban's own include, whose result is HTML already.</summary>
    sealed class IncludePart : IScriptCustomFunction
    {
        readonly IncludeFunction include = new();

        public int RequiredParameterCount => include.RequiredParameterCount;
        public int ParameterCount => include.ParameterCount;
        public ScriptVarParamKind VarParamKind => include.VarParamKind;
        public Type ReturnType => typeof(Markup);

        public ScriptParameterInfo GetParameterInfo(int index) => include.GetParameterInfo(index);

        public object? Invoke(TemplateContext context, ScriptNode? callerContext, ScriptArray arguments, ScriptBlockStatement? blockStatement) =>
            new Markup(include.Invoke(context, callerContext!, arguments, blockStatement!) as string ?? "");

        public ValueTask<object?> InvokeAsync(TemplateContext context, ScriptNode? callerContext, ScriptArray arguments, ScriptBlockStatement? blockStatement) =>
            new(Invoke(context, callerContext, arguments, blockStatement));
    }
}
