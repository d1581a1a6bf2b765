using System.Collections;
using System.Dynamic;
using System.Globalization;
using System.Text;

namespace Crm.Engine.Definitions;

/// <summary>The documentation of activities, written from what they say about themselves.</summary>
public static class ActivityPages
{
    /// <summary>Properties with a shape of their own, which activities read themselves.</summary>
    static readonly Dictionary<string, (string Name, string Meaning)> ReadByItself = new()
    {
        ["Elsa.Sequence"] = ("activities", "the activities, in order"),
        ["Elsa.Parallel"] = ("activities", "the activities"),
        ["Elsa.Flowchart"] = ("activities, connections", "the activities and the lines between them"),
        ["Elsa.Fork"] = ("branches", "an activity for each branch"),
        ["Elsa.Switch"] = ("cases", "`{ label, condition, activity }` for each case"),
        ["Elsa.FlowSwitch"] = ("cases", "`{ label, condition }` for each case; the label is the outcome"),
        ["Elsa.SetVariable"] = ("variable", "the variable, by its `id`"),
        ["Elsa.SendHttpRequest"] = ("expectedStatusCodes", "`{ statusCode, activity }` for each code"),
        ["Elsa.StateMachine"] = ("initialState, states, transitions",
            "`{ name, entry, exit }` for each state and `{ name, from, to, trigger, condition, action }` for each transition"),
    };

    /// <summary>Outcomes that are not fixed, or that the designer knows by itself.</summary>
    static readonly Dictionary<string, string> OwnOutcomes = new()
    {
        ["Elsa.FlowSwitch"] = "The labels of the cases that are true; `Default` when none is.",
        ["Elsa.FlowSendHttpRequest"] = "The status code when it is expected, else `Unmatched status code`, and `Done` with both; `Failed to connect` or `Timeout` when there is no answer.",
        ["Elsa.DownloadHttpFile"] = "The status code when it is expected, else `Unmatched status code`, and `Done` with both; `Failed to connect` or `Timeout` when there is no answer.",
        ["Elsa.HttpEndpoint"] = "`Done`, and those of `Request too large`, `File too large`, `Invalid file extension` and `Invalid file MIME type` that are exposed; what is not exposed is answered with status 413 or 415, and nothing is kept.",
        ["Elsa.RunJavaScript"] = "What the script sets with `setOutcome` or `setOutcomes`; else `Done`.",
    };

    /// <summary>The name of an activity's file.</summary>
    public static string FileName(ActivityDescriptor activity) => $"{activity.TypeName}.md";

    public static string Page(ActivityDescriptor activity)
    {
        var page = new StringBuilder($"# {activity.DisplayName}\n\n`{activity.TypeName}`, version {activity.Version} · {activity.Category} · {KindOf(activity)}\n\n{activity.Description}\n");
        Table(page, "Inputs", "| name | type | default | meaning |", "| --- | --- | --- | --- |", [.. activity.Inputs.Select(InputRow), .. OwnRows(activity)]);
        Table(page, "Outputs", "| name | type | meaning |", "| --- | --- | --- |", [.. activity.Outputs.Select(OutputRow)]);
        Table(page, "Activities inside", "| name |", "| --- |", [.. activity.Ports.Select(port => $"| `{Spelling.Camel(port.Name)}` |")]);
        page.Append(CultureInfo.InvariantCulture, $"\n## Outcomes\n\n{OutcomesOf(activity)}\n");
        return page.ToString();
    }

    /// <summary>The list of all activities, by category.</summary>
    public static string Index(IEnumerable<ActivityDescriptor> activities)
    {
        var page = new StringBuilder("# Activities\n\nWritten by `./crm workflow docs` from what the activities say about themselves.\n");
        foreach (var category in activities.GroupBy(activity => activity.Category).OrderBy(category => category.Key, StringComparer.Ordinal))
        {
            page.Append(CultureInfo.InvariantCulture, $"\n## {category.Key}\n\n");
            foreach (var activity in category.OrderBy(activity => activity.TypeName, StringComparer.Ordinal))
                page.Append(CultureInfo.InvariantCulture, $"* [{activity.DisplayName}]({FileName(activity)}) `{activity.TypeName}`: {activity.Description}\n");
        }
        return page.ToString();
    }

    static void Table(StringBuilder page, string title, string head, string line, IReadOnlyList<string> rows)
    {
        if (rows.Count > 0)
            page.Append(CultureInfo.InvariantCulture, $"\n## {title}\n\n{head}\n{line}\n{string.Join('\n', rows)}\n");
    }

    static string InputRow(InputDescriptor input) =>
        $"| `{Spelling.Camel(input.Name)}` | `{NameOf(input.Type)}`{(input.IsWrapped ? "" : " (plain)")} | {DefaultOf(input.Attribute.DefaultValue)} | {MeaningOf(input)} |";

    static IEnumerable<string> OwnRows(ActivityDescriptor activity) =>
        ReadByItself.TryGetValue(activity.TypeName, out var own) ? [$"| `{own.Name}` | (plain) |  | {own.Meaning} |"] : [];

    static string OutputRow(OutputDescriptor output) =>
        $"| `{Spelling.Camel(output.Name)}` | `{NameOf(output.Type)}` | {Line(output.Attribute.Description ?? output.DisplayName)} |";

    static string MeaningOf(InputDescriptor input)
    {
        var meaning = Line(input.Attribute.Description ?? input.DisplayName);
        if (input.Attribute.Options is { Length: > 0 } options)
            meaning += $" ({string.Join(", ", options)})";
        if (input.Attribute.IsRequired)
            meaning += " *required*";
        return input.Attribute.AutoEvaluate ? meaning : $"{meaning} *evaluated when it is needed*";
    }

    static string KindOf(ActivityDescriptor activity) => activity switch
    {
        { IsTerminal: true } => "ends what it is in",
        { IsStart: true } => "where a flowchart begins",
        { IsContainer: true } => "container",
        _ => activity.Kind.ToString().ToLowerInvariant(),
    };

    static string OutcomesOf(ActivityDescriptor activity)
    {
        if (OwnOutcomes.TryGetValue(activity.TypeName, out var own))
            return own;
        if (activity.IsTerminal)
            return "None: nothing comes after it.";
        var dynamic = activity.Inputs.FirstOrDefault(input => input.Attribute.UIHint == "dynamic-outcomes");
        string[] all = [.. activity.Outcomes.Select(outcome => $"`{outcome}`"), .. dynamic is null ? Array.Empty<string>() : [$"what `{Spelling.Camel(dynamic.Name)}` says"]];
        return all.Length > 0 ? string.Join(", ", all) : "`Done`";
    }

    static string DefaultOf(object? value) => value switch
    {
        null => "",
        string text => $"`{text}`",
        IEnumerable many => $"`[{string.Join(", ", many.Cast<object>())}]`",
        bool flag => flag ? "`true`" : "`false`",
        _ => $"`{value}`",
    };

    static string NameOf(Type type)
    {
        if (Nullable.GetUnderlyingType(type) is { } bare)
            return $"{NameOf(bare)}?";
        if (type == typeof(ExpandoObject) || type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IDictionary<,>))
            return "ObjectDictionary";
        if (type == typeof(byte[]))
            return "ByteArray";
        if (type.IsArray)
            return $"{NameOf(type.GetElementType()!)}[]";
        return type.IsGenericType ? $"{type.Name.Split('`')[0]}<{string.Join(", ", type.GetGenericArguments().Select(NameOf))}>" : type.Name;
    }

    static string Line(string text) => text.ReplaceLineEndings(" ").Replace("|", "\\|", StringComparison.Ordinal);
}
