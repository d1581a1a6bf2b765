using Crm.Engine.Definitions;
using Crm.Engine.Expressions;

namespace Crm.Tool;

/// <summary>Tells of each file whether it can be published, and what is wrong where.</summary>
static class ValidateFiles
{
    public static async Task<int> RunAsync(IReadOnlyList<string> files)
    {
        var bad = 0;
        foreach (var file in files)
            if (!await IsValidAsync(file))
                bad++;
        Console.WriteLine($"{files.Count - bad} valid, {bad} not valid");
        return bad == 0 ? 0 : 1;
    }

    static async Task<bool> IsValidAsync(string file)
    {
        if (DefinitionFile.Read(file) is not { } json)
            return false;
        using var stage = new Stage();
        try
        {
            var head = await stage.Runtime.Definitions.ImportAsync(json, publish: true);
            Console.WriteLine($"{file}: valid: {head.Name ?? head.DefinitionId}");
            Warn(file, json, await stage.Runtime.Definitions.LoadAsync(head.Id));
            return true;
        }
        catch (DefinitionException fault)
        {
            DefinitionFile.Complain(file, json, fault);
            return false;
        }
    }

    // It can be published, as in Elsa, but will fault when it comes here. The product's own activities are known to the server only.
    static void Warn(string file, string json, WorkflowGraph graph)
    {
        foreach (var (activityId, type) in graph.Missing.Where(missing => !missing.Type.StartsWith("Crm.", StringComparison.Ordinal)))
            Console.Error.WriteLine($"{file}{JsonPosition.Of(json, activityId)}: warning: '{activityId}' is of type {type}, which is not known here");
        foreach (var activity in graph.Activities)
            foreach (var input in activity.Inputs)
                if (ExpressionSyntax.Fault(input.Expression.Type, input.Expression.Text) is { } fault)
                    Console.Error.WriteLine($"{file}{JsonPosition.Of(json, activity.Id)}: warning: {input.Name} of '{activity.Id}' cannot be evaluated: {fault.Trim()}");
    }
}
