using System.Text.Json;
using Crm.Engine;
using Crm.Engine.Definitions;
using Crm.Engine.Expressions;
using Crm.Mail;

namespace Crm.Workflows;

/// <summary>Looks a definition over before it is put in use: what would go wrong, and what is probably not meant.</summary>
public sealed class DefinitionCheck(ActivityRegistry activities, WorkflowRuntime runtime)
{
    /// <param name="IsFault">It would go wrong; otherwise it is worth a look.</param>
    public sealed record Finding(bool IsFault, string Step, string Text);

    public async Task<IReadOnlyList<Finding>> OfAsync(string json, CancellationToken cancellationToken)
    {
        var drawing = DefinitionDrawing.Read(json);
        var refusals = await runtime.Definitions.ValidateAsync(json, cancellationToken);
        return
        [
            .. refusals.Select(fault => Refusal(fault, drawing)), .. drawing.Steps.SelectMany(step => Faults(step, drawing)),
            .. drawing.Unreached().Select(Unreached), .. drawing.Steps.SelectMany(step => DeadEnds(step, drawing)),
        ];
    }

    // What the engine says is in its own words, which are Elsa's.
    static Finding Refusal(DefinitionException fault, DefinitionDrawing drawing) =>
        new(true, drawing.Steps.FirstOrDefault(step => step.Id == fault.Place)?.Name ?? fault.Place, fault.Fault);

    IEnumerable<Finding> Faults(DefinitionDrawing.Step step, DefinitionDrawing drawing)
    {
        if (step.Type == FlowMap.UserTask && !step.Values.ContainsKey("assigneeId") && !step.Values.ContainsKey("roleName"))
            yield return new(true, step.Name, Say("De taak is aan niemand toegewezen: geen medewerker en geen rol.", "The task is assigned to nobody: no employee and no role."));
        foreach (var (key, told) in step.Values)
        {
            var name = NameOf(step, key);
            if (ExpressionSyntax.Fault(told.Language, told.Text) is { } fault)
                yield return new(true, step.Name, Say($"{name} kan niet worden berekend: {fault}", $"{name} cannot be evaluated: {fault}"));
            if (!drawing.Has(told))
                yield return new(true, step.Name, Say($"{name} kan niet worden berekend: er is geen variabele ‘{told.Text}’.", $"{name} cannot be evaluated: there is no variable ‘{told.Text}’."));
        }
        foreach (var input in Required(step).Where(name => !step.Values.ContainsKey(name)))
            yield return new(true, step.Name, Say($"{NameOf(step, input)} is leeg en moet ingevuld zijn.", $"{NameOf(step, input)} is empty and must be filled in."));
        if (step.Type == "Crm.SendMail" && step.Values.GetValueOrDefault("template") is { Language: "", Text: var template } && !MailTemplates.Exists(template))
            yield return new(true, step.Name, Say($"Er is geen mailsjabloon ‘{template}’.", $"There is no mail template ‘{template}’."));
    }

    IEnumerable<string> Required(DefinitionDrawing.Step step) =>
        activities.Find(step.Type)?.Inputs.Where(input => input.Attribute is { IsRequired: true, DefaultValue: null }).Select(input => JsonNamingPolicy.CamelCase.ConvertName(input.Name)) ?? [];

    /// <summary>As the one who drew it sees it in Studio.</summary>
    string NameOf(DefinitionDrawing.Step step, string input) =>
        activities.Find(step.Type)?.Inputs.FirstOrDefault(known => JsonNamingPolicy.CamelCase.ConvertName(known.Name) == input) is { } shown ? ActivityWords.Say(shown.DisplayName) : input;

    static Finding Unreached(DefinitionDrawing.Step step) => new(false, step.Name, Say("Geen enkele weg leidt naar deze stap.", "No way leads to this step."));

    // An answer that leads nowhere ends that branch without a word.
    static IEnumerable<Finding> DeadEnds(DefinitionDrawing.Step step, DefinitionDrawing drawing)
    {
        if (step.Type != FlowMap.UserTask || Answers(step) is not { Count: > 0 } answers)
            return [];
        return answers.Where(answer => !drawing.Connections.Any(connection => connection.From == step.Id && connection.Outcome == answer))
            .Select(answer => new Finding(false, step.Name, Say($"Het antwoord ‘{answer}’ leidt nergens heen.", $"The answer ‘{answer}’ leads nowhere.")));
    }

    static List<string> Answers(DefinitionDrawing.Step step)
    {
        if (step.Values.GetValueOrDefault("outcomes") is not { Language: "", Text: var text })
            return ["Done"];
        try
        {
            return JsonSerializer.Deserialize<List<string>>(text) ?? [];
        }
        catch (JsonException)
        {
            return [];
        }
    }
}
