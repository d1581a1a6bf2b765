using System.Text.Json;

namespace Crm.Engine.Tests.Conformance;

public sealed class ConformanceTests(ITestOutputHelper output)
{
    static readonly Dictionary<string, string> Deviations = Read("Conformance/deviations.json");

    public static TheoryData<string> Names => new(ConformanceCase.All().Select(plan => plan.Name));

    static readonly string[] HttpTypes = ["Elsa.HttpEndpoint", "Elsa.WriteHttpResponse", "Elsa.SendHttpRequest"];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_definition_does_what_it_does_in_Elsa(string name)
    {
        var plan = ConformanceCase.All().Single(plan => plan.Name == name);
        Assert.SkipWhen(HttpTypes.Any(plan.Read("definition.json").Contains), "HTTP activities do not run yet.");
        using var run = await CaseRun.PlayAsync(plan);
        var differences = CaseCheck.Differences(plan, run);
        foreach (var incident in run.Instance?.Incidents ?? [])
            output.WriteLine($"INCIDENT {incident.ActivityId}: {incident.Message} {incident.Exception?.Inner?.Message}");
        if (!CaseCheck.HasSameJournal(plan, run))
            output.WriteLine($"JOURNAL {string.Join(", ", run.Journal)}");
        foreach (var refusal in run.Refusals)
            output.WriteLine($"REFUSED {refusal}");
        if (plan.NeedsCSharp)
            Assert.Contains(run.Instance!.Incidents, incident => $"{incident.Message} {incident.Exception?.Inner?.Message}".Contains("C#"));
        else if (Deviations.TryGetValue(name, out var reason))
            output.WriteLine($"DEVIATES {reason}: {string.Join("; ", differences)}");
        else
            Assert.True(differences.Count == 0, string.Join(Environment.NewLine, differences));
    }

    static Dictionary<string, string> Read(string file) =>
        JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, file)))!;
}
