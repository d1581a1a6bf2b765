using System.Text.Json;

namespace Crm.Engine.Tests.Conformance;

/// <summary>
/// Plays the cases. Where the engine does better than Elsa on purpose, the case is listed with the reason: in deviations.json when
/// the outcome differs, in journal-deviations.json when only the order of events does.
/// </summary>
public sealed class ConformanceTests(ITestOutputHelper output)
{
    static readonly Dictionary<string, string> Deviations = Read("deviations.json");
    static readonly Dictionary<string, string> JournalDeviations = Read("journal-deviations.json");
    static readonly string[] HttpTypes = ["Elsa.HttpEndpoint", "Elsa.WriteHttpResponse", "Elsa.SendHttpRequest"];

    public static TheoryData<string> Names => new(ConformanceCase.All().Select(plan => plan.Name));

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_definition_does_what_it_does_in_Elsa(string name)
    {
        var plan = ConformanceCase.All().Single(plan => plan.Name == name);
        Assert.SkipWhen(HttpTypes.Any(plan.Read("definition.json").Contains), "HTTP activities do not run yet.");

        using var run = await CaseRun.PlayAsync(plan);

        Report(run);
        if (plan.NeedsCSharp)
            Assert.Contains(run.Instance!.Incidents, incident => $"{incident.Message} {incident.Exception?.Inner?.Message}".Contains("C#"));
        else if (Deviations.TryGetValue(name, out var reason))
            output.WriteLine($"Differs on purpose: {reason}");
        else
            CheckAgainstElsa(plan, run);
    }

    [Fact]
    public async Task Every_listed_deviation_is_a_case_that_really_differs()
    {
        foreach (var plan in ConformanceCase.All().Where(plan => Deviations.ContainsKey(plan.Name)))
        {
            using var run = await CaseRun.PlayAsync(plan);
            Assert.NotEmpty(CaseCheck.Differences(plan, run));
        }
    }

    static void CheckAgainstElsa(ConformanceCase plan, CaseRun run)
    {
        var differences = CaseCheck.Differences(plan, run);
        Assert.True(differences.Count == 0, string.Join(Environment.NewLine, differences));
        if (!JournalDeviations.ContainsKey(plan.Name))
            Assert.True(CaseCheck.HasSameJournal(plan, run), $"the journal was {string.Join(", ", run.Journal)}");
    }

    void Report(CaseRun run)
    {
        foreach (var incident in run.Instance?.Incidents ?? [])
            output.WriteLine($"Incident at {incident.ActivityId}: {incident.Message} {incident.Exception?.Inner?.Message}");
        foreach (var refusal in run.Refusals)
            output.WriteLine($"Refused: {refusal}");
    }

    static Dictionary<string, string> Read(string file) =>
        JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Conformance", file)))!;
}
