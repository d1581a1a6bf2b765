using System.Text.Json.Nodes;
using Crm.Workflows;

namespace Crm.Studio;

/// <summary>A workflow that others use as an activity, as Studio's toolbox shows it.</summary>
public static class UsedWorkflows
{
    public static ShownActivity Of(DefinitionRow row)
    {
        var json = StudioJson.Parse(row.Json);
        return new ShownActivity
        {
            TypeName = row.ActivityType!,
            Namespace = "",
            Name = row.ActivityType!,
            Version = row.Version,
            Category = json["options"].Text("activityCategory") ?? ActivityWords.Say("Workflows"),
            DisplayName = row.Name ?? row.ActivityType!,
            Description = json.Text("description") ?? "",
            IsBrowsable = row.IsPublished,
            Inputs = [.. json.Objects("inputs").Select(InputOf)],
            Outputs = [.. json.Objects("outputs").Select(OutputOf)],
            Ports = [.. json.Texts("outcomes").Select(outcome => new ShownActivity.Port(outcome, outcome, ShownActivity.PortType.Flow))],
            CustomProperties = new JsonObject { ["RootType"] = "WorkflowDefinitionActivity", ["WorkflowDefinitionId"] = row.DefinitionId, ["WorkflowDefinitionVersionId"] = row.Id },
            ConstructionProperties = new JsonObject { ["WorkflowDefinitionId"] = row.DefinitionId, ["WorkflowDefinitionVersionId"] = row.Id },
        };
    }

    static ShownActivity.Input InputOf(JsonObject input, int index) => new()
    {
        Name = input.Text("name") ?? "",
        TypeName = input.Text("type") ?? "Object",
        DisplayName = input.Text("displayName") ?? input.Text("name") ?? "",
        Description = input.Text("description"),
        Category = input.Text("category"),
        Order = index,
        UiHint = input.Text("uiHint") ?? "singleline",
        IsSynthetic = true,
    };

    static ShownActivity.Output OutputOf(JsonObject output, int index) => new()
    {
        Name = output.Text("name") ?? "",
        TypeName = output.Text("type") ?? "Object",
        DisplayName = output.Text("displayName") ?? output.Text("name") ?? "",
        Description = output.Text("description"),
        Order = index,
        IsSynthetic = true,
    };
}
