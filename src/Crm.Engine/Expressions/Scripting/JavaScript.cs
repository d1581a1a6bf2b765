using System.Collections.Concurrent;
using System.Globalization;
using System.Text.RegularExpressions;
using Acornima.Ast;
using Crm.Engine.Execution;
using Jint;
using Jint.Native;
using Jint.Runtime;

namespace Crm.Engine.Expressions.Scripting;

/// <summary>
/// Runs scripts in a sandbox: no .NET, no compiling of text, and limits on time, memory and recursion. A script is parsed once; only
/// the functions that it names are made available to it.
/// </summary>
sealed partial class JavaScript(WorkflowOptions options, TimeProvider clock)
{
    const int MaxScripts = 2_000;
    const int MaxRecursion = 256;
    const int MaxArraySize = 1_000_000;

    static readonly ScriptPreparationOptions Preparation = ScriptPreparationOptions.Default with
    {
        ParsingOptions = ScriptParsingOptions.Default with { AllowReturnOutsideFunction = true, RegexTimeout = TimeSpan.FromSeconds(1) },
        CollectReferencedGlobals = true,
    };

    readonly ConcurrentDictionary<string, Script> scripts = new();

    /// <summary>Runs a script. An expression has no outcomes to set: null.</summary>
    public object? Run(string text, ActivityExecutionContext context, ScriptOutcomes? outcomes)
    {
        var script = Prepare(text);
        var engine = NewEngine(context.CancellationToken);
        try
        {
            if (script.MakesValues)
                ScriptLimits.Apply(engine);
            var globals = new ScriptGlobals(engine, context, outcomes);
            foreach (var name in script.Code.ReferencedGlobals!)
                globals.Define(name, script.VariableNames);
            var value = ScriptValues.ToHost(engine.Evaluate(script.Code).UnwrapIfPromise());
            globals.WriteVariablesBack();
            HostObject.WriteListsBack(engine);
            return value;
        }
        catch (ExecutionCanceledException) when (context.CancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(context.CancellationToken);
        }
        catch (Exception error) when (Limit(error) is { } message)
        {
            throw new InvalidOperationException(message, error);
        }
    }

    Jint.Engine NewEngine(CancellationToken cancellationToken) => new(jint =>
    {
        jint.TimeoutInterval(options.ScriptTimeout)
            .LimitMemory(options.ScriptMemory)
            .LimitRecursion(MaxRecursion)
            .Constraint(new StackConstraint())
            .DisableStringCompilation()
            .CancellationToken(cancellationToken);
        jint.Constraints.MaxArraySize = MaxArraySize;
        jint.Constraints.RegexTimeout = TimeSpan.FromSeconds(1);
        jint.Constraints.PromiseTimeout = options.ScriptTimeout;
        jint.Interop.AllowGetType = false;
        jint.Interop.AllowSystemReflection = false;
        jint.Culture = CultureInfo.InvariantCulture;
        jint.TimeSystem = new ScriptClock(clock);
    });

    Script Prepare(string text)
    {
        if (scripts.TryGetValue(text, out var known))
            return known;
        if (scripts.Count > MaxScripts)
            scripts.Clear();
        var names = VariableUse().Matches(text).Select(use => use.Groups[1].Value).ToHashSet();
        var code = Jint.Engine.PrepareScript(text, strict: false, options: Preparation);
        foreach (var node in code.Program!.DescendantNodes())
            if (node is BigIntLiteral or YieldExpression)
                throw new NotSupportedException($"{(node is YieldExpression ? "Generators" : "Numbers without bounds, such as 2n,")} are not available in scripts.");
        return scripts[text] = new Script(code, names, MakesValues().IsMatch(text));
    }

    string? Limit(Exception error) => error switch
    {
        RegexMatchTimeoutException => "A regular expression in the script took longer than a second and was stopped.",
        TimeoutException => $"The script took longer than {options.ScriptTimeout.TotalSeconds:0.#} seconds and was stopped.",
        MemoryLimitExceededException => $"The script used more than {options.ScriptMemory / (1024 * 1024)} MB of memory and was stopped.",
        RecursionDepthOverflowException or InsufficientExecutionStackException => $"The script called itself more than {MaxRecursion} levels deep and was stopped.",
        _ => null,
    };

    [GeneratedRegex(@"\bvariables\s*\.\s*([\p{L}_$][\p{L}\p{N}_$]*)")]
    private static partial Regex VariableUse();

    // What only reads values and computes needs no limits on values of its own.
    [GeneratedRegex(@"[\[{]|=>|Array|Object|BigInt|Proxy|DataView|globalThis|Reflect|\bthis\b")]
    private static partial Regex MakesValues();

    sealed record Script(Prepared<Acornima.Ast.Script> Code, HashSet<string> VariableNames, bool MakesValues);
}
