using System.Text.Json;
using Crm.Engine.Definitions;
using Crm.Engine.Expressions;

namespace Crm.Engine.Execution;

/// <summary>
/// Whether the log may tell a value. A definition says so for one input or output, for an activity, or for all activities in a
/// container or workflow; the nearest word counts, and without one the value is kept.
/// </summary>
static class LogPersistence
{
    public const string Inputs = "inputs";
    public const string Outputs = "outputs";

    public static async ValueTask<bool> KeepsAsync(ActivityExecutionContext context, string side, string name)
    {
        if (await ModeAsync(context.Activity.LogRules?.Get(side)?.Get(name), context) is { } own)
            return own;
        for (var scope = context; scope is not null; scope = scope.Parent)
            if (await ModeAsync(scope.Activity.LogRules?.Get("default"), context) is { } around)
                return around;
        return true;
    }

    /// <summary>Null when the rule leaves it to what is around.</summary>
    static async ValueTask<bool?> ModeAsync(JsonElement? rule, ActivityExecutionContext context) => rule switch
    {
        null => null,
        { ValueKind: JsonValueKind.String } word => Mode(word.GetString()),
        { } config when config.Text("evaluationMode") == "Expression" && config.Get("expression") is { } expression =>
            Mode(ValueConverter.ToText(await context.EvaluateAsync(Expression.Read(expression), typeof(object)))),
        { } config => Mode(config.Text("strategyType")),
    };

    // "Elsa.Workflows.LogPersistence.Strategies.Exclude, Elsa.Workflows.Core" in definitions of Studio, "Exclude" in older ones.
    static bool? Mode(string? name) => name?.Split(',')[0].Split('.')[^1] switch
    {
        "Include" => true,
        "Exclude" => false,
        _ => null,
    };
}
