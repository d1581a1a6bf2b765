using System.Text.Json;
using System.Text.Json.Nodes;
using Crm.Tool.Conformance;

namespace Crm.Tool;

/// <summary>Plays every case of a folder and tells which pass.</summary>
static class ConformFolder
{
    public static async Task<int> RunAsync(string folder, IReadOnlyList<string> options)
    {
        if (!Directory.Exists(folder))
        {
            Console.Error.WriteLine($"There is no folder '{folder}'");
            return 1;
        }
        var observed = new JsonObject();
        var (passed, failed) = (0, 0);
        foreach (var inside in ConformanceCase.FoldersIn(folder))
        {
            var verdict = await PlayAsync(inside, options.Contains("--journal"), observed);
            Console.WriteLine($"{(verdict.Passed ? "pass" : "FAIL")}  {Path.GetFileName(inside)}{verdict.Remark}");
            if (verdict.Passed)
                passed++;
            else
                failed++;
        }
        if (FileAfter("--json", options) is { } file)
            await File.WriteAllTextAsync(file, observed.ToJsonString(Seen.Readable));
        Console.WriteLine($"{passed} passed, {failed} failed");
        return failed == 0 && passed > 0 ? 0 : 1;
    }

    static async Task<Verdict> PlayAsync(string folder, bool withJournal, JsonObject observed)
    {
        try
        {
            var plan = ConformanceCase.Load(folder);
            using var run = await CaseRun.PlayAsync(plan);
            observed[plan.Name] = run.Observed();
            return Verdict.Of(plan, run, withJournal);
        }
        catch (Exception error) when (error is JsonException or IOException or UnauthorizedAccessException or InvalidOperationException)
        {
            return new Verdict(false, $": the case cannot be read: {error.Message}");
        }
    }

    static string? FileAfter(string option, IReadOnlyList<string> options) =>
        options.SkipWhile(text => text != option).Skip(1).FirstOrDefault();
}
