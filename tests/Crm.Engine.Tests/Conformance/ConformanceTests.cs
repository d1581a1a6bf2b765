using Crm.Tool.Conformance;

namespace Crm.Engine.Tests.Conformance;

/// <summary>Plays the cases: the project's own, and those beside it that belong to others when that folder is there.</summary>
public sealed class ConformanceTests(ITestOutputHelper output)
{
    internal static readonly IReadOnlyList<ConformanceCase> Cases =
    [
        .. new[] { Path.Combine(AppContext.BaseDirectory, "Conformance", "cases"), BesideTheProject() }.Where(Directory.Exists)
            .SelectMany(folder => ConformanceCase.FoldersIn(folder!)).DistinctBy(Path.GetFileName)
            .OrderBy(Path.GetFileName, StringComparer.Ordinal).Select(ConformanceCase.Load),
    ];

    public static TheoryData<string> Names => new(Cases.Select(plan => plan.Name));

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_definition_does_what_it_does_in_Elsa(string name)
    {
        var plan = Cases.Single(plan => plan.Name == name);

        using var run = await CaseRun.PlayAsync(plan);

        output.WriteLine(run.Observed().ToJsonString());
        var verdict = Verdict.Of(plan, run, withJournal: true);
        Assert.True(verdict.Passed, verdict.Remark);
    }

    [Fact]
    public async Task Every_listed_deviation_is_a_case_that_really_differs()
    {
        foreach (var plan in Cases.Where(plan => Verdict.ListedDeviations.Contains(plan.Name)))
        {
            using var run = await CaseRun.PlayAsync(plan);
            Assert.NotEmpty(CaseCheck.Differences(plan, run));
        }
    }

    static string? BesideTheProject()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "Crm.Workflow.sln")))
            root = root.Parent;
        return Environment.GetEnvironmentVariable("CONFORMANCE_CASES")
            ?? (root?.Parent is { } parent ? Path.Combine(parent.FullName, "shared", "conformance") : null);
    }
}
