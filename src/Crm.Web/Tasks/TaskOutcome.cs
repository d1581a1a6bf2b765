namespace Crm.Tasks;

/// <summary>A way out of a task: the outcome the workflow goes on with, and what its button says.</summary>
/// <param name="Name">The workflow's outcome: "Approve".</param>
/// <param name="NeedsReaction">Whether a reaction must be given, as with sending back.</param>
public sealed record TaskOutcome(string Name, LocalText Label, bool NeedsReaction = false);

/// <summary>What a definition says about the button of an outcome: <c>{ "outcome": "SendBack", "nl": "Terugsturen", "en": "Send back", "needsReaction": true }</c>.</summary>
public sealed record OutcomeLabel(string Outcome, string? Nl, string? En, bool NeedsReaction = false)
{
    /// <summary>The outcomes of a task in their order, each with its label; one without is labelled by its name.</summary>
    public static IEnumerable<TaskOutcome> On(IEnumerable<string> outcomes, IReadOnlyList<OutcomeLabel> labels) =>
        from name in outcomes
        let label = labels.FirstOrDefault(l => l.Outcome == name)
        select new TaskOutcome(name, new(label?.Nl ?? name, label?.En ?? label?.Nl ?? name), label?.NeedsReaction == true);
}
