using System.Text.Json;
using Crm.Engine.Definitions;

namespace Crm.Workflows;

/// <summary>What must hold for every definition in the folder workflows, before anything runs.</summary>
public sealed class ShippedDefinitionTests
{
    static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "workflows");

    public static TheoryData<string> Files => [.. Directory.GetFiles(Folder, "*.json").Select(file => Path.GetFileName(file))];

    [Theory, MemberData(nameof(Files))]
    public void Every_activity_is_of_a_known_type_and_gives_only_inputs_and_outputs_that_the_type_has(string file) => Each(file, activity =>
    {
        var type = activity.GetProperty("type").GetString()!;
        var descriptor = CrmActivities.Registry.Find(type);
        Assert.True(descriptor is not null, $"{file} names {type}");
        var known = descriptor.Inputs.Select(input => input.Name).Concat(descriptor.Outputs.Select(output => output.Name));
        string[] envelope = ["id", "nodeId", "name", "type", "version", "customProperties", "metadata", "activities", "connections", "variables", "variable", "cases"];
        var unknown = activity.EnumerateObject().Select(property => property.Name).Except(envelope).Except(known, StringComparer.OrdinalIgnoreCase).ToList();
        Assert.True(unknown.Count == 0, $"{file}, {activity.GetProperty("id")}: {string.Join(", ", unknown)}");
    });

    [Theory, MemberData(nameof(Files))]
    public void Every_port_is_connected_and_every_activity_is_reached(string file) => Each(file, activity =>
    {
        if (!activity.TryGetProperty("connections", out var connections))
            return;
        var links = connections.EnumerateArray().Select(link => (Source: link.GetProperty("source"), Target: link.GetProperty("target").GetProperty("activity").GetString())).ToList();
        foreach (var child in activity.GetProperty("activities").EnumerateArray())
        {
            var id = child.GetProperty("id").GetString();
            var connected = links.Where(link => link.Source.GetProperty("activity").GetString() == id).Select(link => link.Source.GetProperty("port").GetString()!).ToHashSet();
            Assert.True(PortsOf(child).IsSubsetOf(connected), $"{file}, {id}: {string.Join(", ", PortsOf(child).Except(connected))} leads nowhere");
        }
        var starts = activity.GetProperty("activities").EnumerateArray().Select(child => child.GetProperty("id").GetString()).Where(id => !links.Exists(link => link.Target == id));
        Assert.True(starts.Count() == 1, $"{file}: {string.Join(", ", starts)} are reached by nothing, and only one can be the start");
    });

    [Theory, MemberData(nameof(Files))]
    public void Activities_lie_apart_and_say_in_both_languages_what_they_do(string file) => Each(file, activity =>
    {
        if (!activity.TryGetProperty("activities", out var children))
            return;
        var boxes = children.EnumerateArray().Select(child => child.GetProperty("metadata").GetProperty("designer")).ToList();
        Assert.All(children.EnumerateArray(), child => Assert.False(string.IsNullOrEmpty(child.GetProperty("metadata").GetProperty("displayText").GetString())));
        for (var one = 0; one < boxes.Count; one++)
            for (var other = one + 1; other < boxes.Count; other++)
                Assert.False(Overlap(boxes[one], boxes[other]), $"{file}: {children[one].GetProperty("id")} lies over {children[other].GetProperty("id")}");
    });

    static HashSet<string> PortsOf(JsonElement activity)
    {
        var type = activity.GetProperty("type").GetString()!;
        if (CrmActivities.Registry.Find(type) is not { IsTerminal: false } descriptor)
            return [];
        return type switch
        {
            // The last reminder is followed by nothing: the wait for the customer goes on beside it.
            "Elsa.FlowDecision" => ["True"],
            "Elsa.FlowSwitch" => [.. activity.GetProperty("cases").EnumerateArray().Select(one => one.GetProperty("label").GetString()!), "Default"],
            "Elsa.FlowFork" => [.. Listed(activity, "branches")],
            "Crm.AssignUserTask" => [.. Listed(activity, "outcomes")],
            // An activity after which nothing comes ends its path.
            _ => [.. descriptor.Outcomes],
        };
    }

    static string[] Listed(JsonElement activity, string input) =>
        JsonSerializer.Deserialize<string[]>(activity.GetProperty(input).GetProperty("expression").GetProperty("value").GetString()!)!;

    static bool Overlap(JsonElement one, JsonElement other) => Within(one, other, "x", "width") && Within(one, other, "y", "height");

    static bool Within(JsonElement one, JsonElement other, string axis, string extent)
    {
        double From(JsonElement box) => box.GetProperty("position").GetProperty(axis).GetDouble();
        double To(JsonElement box) => From(box) + box.GetProperty("size").GetProperty(extent).GetDouble();
        return From(one) < To(other) && From(other) < To(one);
    }

    static void Each(string file, Action<JsonElement> check)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, file)));
        Visit(document.RootElement.GetProperty("root"), check);
    }

    static void Visit(JsonElement activity, Action<JsonElement> check)
    {
        check(activity);
        if (activity.TryGetProperty("activities", out var children))
            foreach (var child in children.EnumerateArray())
                Visit(child, check);
    }
}
