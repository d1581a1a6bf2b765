using System.Text.Json.Nodes;
using Crm.Data;
using Crm.Engine.Definitions;

namespace Crm.Studio;

/// <summary>A definition as Studio or a file sends it, made ready to be kept.</summary>
public static class SentDefinition
{
    /// <summary>More than anybody can draw or maintain; a process this large is two processes.</summary>
    const int MaxActivities = 2_000;

    // Said by the server about a version, not by the definition.
    static readonly string[] OfTheServer = ["links", "isLatest", "isPublished", "isReadonly", "isSystem", "materializerName", "isMaterializerAvailable", "providerName"];

    public static JsonObject ToKeep(JsonObject sent)
    {
        foreach (var name in OfTheServer)
            sent.Remove(name);
        if (sent["root"] is null)
            return sent;
        if (sent["root"] is not JsonObject root)
            throw new DefinitionException("An activity is a JSON object", "root");
        sent["root"] = Restored(root);
        Check((JsonObject)sent["root"]!);
        return sent;
    }

    static void Check(JsonObject root)
    {
        var activities = ActivityJson.SelfAndWithin(root).Take(MaxActivities + 1).ToList();
        if (activities.Count > MaxActivities)
            throw RefusedException.Invalid("",
                $"Dit proces heeft meer dan {MaxActivities} stappen. Verdeel het over processen die elkaar starten.", $"This process has more than {MaxActivities} activities. Divide it over processes that start each other.");
        if (activities.Find(HoldsAnotherThing) is { } container)
            throw new DefinitionException("An activity is a JSON object", $"{container.Text("id")}.activities");
        ActivityJson.GiveIds(activities);
    }

    static bool HoldsAnotherThing(JsonObject container) => container["activities"] is JsonArray activities && activities.Any(activity => activity is not JsonObject);

    static JsonObject Restored(JsonObject activity)
    {
        if (NotFound.Restore(activity) is { } original)
            return original;
        foreach (var child in ActivityJson.ChildrenOf(activity).ToList())
        {
            var restored = Restored(child);
            if (restored != child)
                child.ReplaceWith(restored);
        }
        return activity;
    }
}
