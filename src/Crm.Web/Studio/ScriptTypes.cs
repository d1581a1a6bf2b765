using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Crm.Studio;

/// <summary>What scripts of a workflow can use, as TypeScript declarations: the editor completes and checks with them.</summary>
public static partial class ScriptTypes
{
    const string Functions = """
        declare function getVariable(name: string): any;
        declare function setVariable(name: string, value: any): void;
        declare function getInput(name: string): any;
        declare function getOutputFrom(activityIdOrName: string, outputName?: string): any;
        declare function getLastResult(): any;
        declare function getWorkflowDefinitionId(): string;
        declare function getWorkflowDefinitionVersionId(): string;
        declare function getWorkflowDefinitionVersion(): number;
        declare function getWorkflowInstanceId(): string;
        declare function getWorkflowInstanceName(): string;
        declare function setWorkflowInstanceName(name: string): void;
        declare function getCorrelationId(): string;
        declare function setCorrelationId(id: string): void;
        declare function setOutcome(outcome: string): void;
        declare function setOutcomes(outcomes: string[]): void;
        declare function isNullOrWhiteSpace(text: string): boolean;
        declare function isNullOrEmpty(text: string): boolean;
        declare function toJson(value: any): string;
        declare function parseGuid(text: string): Guid;
        declare function newGuid(): Guid;
        declare function newGuidString(): string;
        declare function newShortGuid(): string;
        declare function getShortGuid(guid: Guid | string): string;
        declare function getGuidString(guid: Guid | string): string;
        declare function bytesToString(bytes: any): string;
        declare function bytesFromString(text: string): any;
        declare function bytesToBase64(bytes: any): string;
        declare function bytesFromBase64(text: string): any;
        declare function stringToBase64(text: string): string;
        declare function stringFromBase64(text: string): string;
        interface Guid { toString(): string; }

        """;

    /// <summary>Whatever a definition calls its variables and inputs, the declarations stay TypeScript.</summary>
    public static string Of(JsonObject definition)
    {
        var variables = Named(definition.Objects("variables"), "typeName");
        var inputs = Named(definition.Objects("inputs"), "type").Where(input => variables.TrueForAll(variable => Pascal(variable.Name) != Pascal(input.Name)));
        return string.Concat(
        [
            Functions, CrmRecords.Declarations,
            "declare const variables: {\n", .. variables.Select(variable => $"  {variable.Name}: {variable.Type};\n"), "};\n",
            .. variables.Select(variable => Getter(variable) + $"declare function set{Pascal(variable.Name)}(value: {variable.Type}): void;\n"),
            .. inputs.Select(Getter),
            .. OutputsOf(definition).Select(output => $"declare function get{output.Output}From{output.Activity}(): any;\n"),
        ]);
    }

    static List<(string Name, string Type)> Named(IEnumerable<JsonObject> values, string type) =>
        [.. values.Select(value => (Name: value.Text("name") ?? "", Type: TypeOf(value.Text(type), value.Flag("isArray")))).Where(value => Name().IsMatch(value.Name)).DistinctBy(value => Pascal(value.Name))];

    static string Getter((string Name, string Type) value) => $"declare function get{Pascal(value.Name)}(): {value.Type};\n";

    static IEnumerable<(string Activity, string Output)> OutputsOf(JsonObject definition) => definition.Object("root") is not { } root ? [] : ActivityJson.SelfAndWithin(root)
        .Where(activity => activity.Text("name") is { Length: > 0 } name && Name().IsMatch(name))
        .SelectMany(activity => activity.Where(property => property.Value.Object("memoryReference") is not null && property.Value.Object("expression") is null && Name().IsMatch(property.Key)).Select(property => (Pascal(activity.Text("name")!), Pascal(property.Key))))
        .Distinct();

    static string TypeOf(string? name, bool isArray)
    {
        var type = (name ?? "").TrimEnd('?') switch
        {
            "String" or "Guid" or "DateOnly" or "TimeOnly" or "TimeSpan" => "string",
            "Boolean" => "boolean",
            "Int16" or "Int32" or "Int64" or "Long" or "Single" or "Double" or "Decimal" => "number",
            "DateTime" or "DateTimeOffset" => "Date",
            var record when CrmRecords.Find(record) is { } found => found.Name,
            _ => "any",
        };
        return isArray ? $"{type}[]" : type;
    }

    static string Pascal(string name) => char.ToUpperInvariant(name[0]) + name[1..];

    [GeneratedRegex("^[A-Za-z_$][A-Za-z0-9_$]*$")]
    private static partial Regex Name();
}
