using System.Text.Json;

namespace Crm.Tool.Conformance;

/// <summary>
/// Whether a case passed. Where the engine does better than Elsa on purpose, the case is listed with the reason: in deviations.json when
/// the outcome differs, in journal-deviations.json when only the order of events does.
/// </summary>
sealed record Verdict(bool Passed, string Remark)
{
    static readonly Dictionary<string, string> Deviations = Read("deviations.json");
    static readonly Dictionary<string, string> JournalDeviations = Read("journal-deviations.json");

    public static IReadOnlyCollection<string> ListedDeviations => Deviations.Keys;

    public static Verdict Of(ConformanceCase plan, CaseRun run, bool withJournal)
    {
        if (plan.NeedsCSharp)
            return run.RefusesCSharp ? new(true, " (* C# is reported, not run)") : new(false, ": nothing says that C# does not run here");
        var differences = CaseCheck.Differences(plan, run);
        if (differences.Count > 0)
            return Deviations.TryGetValue(plan.Name, out var reason)
                ? new(true, $" (* differs on purpose: {reason})")
                : new(false, $": {string.Join("; ", differences)}");
        var order = CaseCheck.HasSameJournal(plan, run);
        return order || !withJournal || JournalDeviations.ContainsKey(plan.Name)
            ? new(true, order ? "" : " (the events came in another order)")
            : new(false, $": the journal was {string.Join(", ", run.Journal)}");
    }

    static Dictionary<string, string> Read(string file) =>
        JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Conformance", file)))!;
}
