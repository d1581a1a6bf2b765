using System.Text.Json.Nodes;
using Crm.Data;
using Crm.Engine;
using Crm.Engine.Definitions;
using Crm.Users;
using Crm.Workflows;

namespace Crm.Studio;

/// <summary>Alters one instance and tells how that went.</summary>
public sealed class Repairs(WorkflowRuntime runtime, ProcessDesk desk, TimeProvider clock, ILogger<Repairs> logger)
{
    /// <param name="Log">A line for each alteration, or why there is none.</param>
    public sealed record Outcome(bool IsSuccessful, JsonArray Log);

    /// <param name="alterations">Null among them stops the whole instance.</param>
    public async Task<Outcome> AlterAsync(string instanceId, IReadOnlyList<Alteration?> alterations, Actor actor, CancellationToken cancellationToken)
    {
        try
        {
            if (alterations.Contains(null))
                await desk.CancelAsync(instanceId, Say("Gestopt in Studio", "Stopped in Studio"), actor, cancellationToken);
            else
                await runtime.AlterAsync(instanceId, [.. alterations.OfType<Alteration>()], cancellationToken);
            logger.LogInformation("{Who} altered workflow {Instance}: {Alterations}", actor.Name, instanceId, string.Join(", ", alterations.Select(NameOf)));
            return new Outcome(true, [.. alterations.Select(alteration => (JsonNode)Line($"{NameOf(alteration)} succeeded", "Information"))]);
        }
        catch (Exception fault) when (fault is AlterationException or DefinitionException or RefusedException or FormatException)
        {
            return new Outcome(false, [Line((fault as RefusedException)?.Told ?? fault.Message, "Error")]);
        }
    }

    static string NameOf(Alteration? alteration) => alteration?.GetType().Name ?? "Cancel";

    JsonObject Line(string message, string level) => new()
    {
        ["message"] = message,
        ["logLevel"] = level,
        ["timestamp"] = clock.GetUtcNow(),
        ["eventName"] = $"Alteration {message}",
    };
}
