using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Crm.Engine.Tests.Tool;

/// <summary>The console door as a designer calls it: its output and its exit code.</summary>
public sealed class WorkflowCommandTests : IDisposable
{
    readonly string folder = Directory.CreateTempSubdirectory("workflow-command").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task A_run_tells_how_it_ended_and_what_it_wrote()
    {
        var file = Save(Draw.Definition(Draw.Sequence(Draw.Write("'Hello ' + getInput('Name')", "hello"))));

        var (code, output, _) = await CallAsync("run", file, "--input", """{"Name":"Ada"}""");

        Assert.Equal(0, code);
        Assert.Contains("status      Finished / Finished", output);
        Assert.Contains("lines       Hello Ada", output);
        Assert.Contains("hello (Elsa.WriteLine)  Completed  Done", output);
    }

    [Fact]
    public async Task A_run_as_JSON_has_the_shape_of_what_a_case_records()
    {
        var file = Save(Draw.Definition(Draw.Sequence(Draw.Write("'a'"), Draw.Activity("Elsa.Event", "wait"))));

        var (code, output, _) = await CallAsync("run", file, "--json");

        var seen = JsonNode.Parse(output)!;
        Assert.Equal(0, code);
        Assert.Equal("Suspended", seen["subStatus"]!.GetValue<string>());
        Assert.Equal("wait", seen["bookmarks"]![0]!["activityId"]!.GetValue<string>());
        Assert.Contains("wait|Elsa.Event|Suspended", seen["journal"]!.AsArray().Select(line => line!.GetValue<string>()));
    }

    [Fact]
    public async Task A_run_that_faults_fails_and_says_where()
    {
        var (code, output, _) = await CallAsync("run", Save(Draw.Definition(Draw.Sequence(Draw.Write("nothing.here", "bad")))));

        Assert.Equal(1, code);
        Assert.Contains("incidents   bad (Elsa.WriteLine)", output);
        Assert.Contains("nothing is not defined", output);
    }

    [Theory]
    [InlineData("{\n  \"root\": { \"type\": }\n}", "(2,", "not valid JSON")]
    [InlineData("{ \"definitionId\": \"x\",\n  \"root\": { \"type\": \"Elsa.Sequence\", \"activities\": [\n    { \"id\": \"a\" } ] } }", "(3,5)", "needs a type")]
    [InlineData("[]", "", "A definition is a JSON object")]
    public async Task A_file_that_is_no_definition_is_refused_with_line_and_position(string json, string place, string message)
    {
        var file = Save(json);

        var (code, _, errors) = await CallAsync("validate", file);

        Assert.Equal(1, code);
        Assert.Contains(file + place, errors);
        Assert.Contains(message, errors);
    }

    [Fact]
    public async Task What_can_be_published_but_will_fault_is_a_warning_with_its_place()
    {
        var file = Save(Draw.Definition(Draw.Sequence(Draw.Write("1 +", "sum"), Draw.Activity("Acme.Robot", "robot"))));

        var (code, output, errors) = await CallAsync("validate", file);

        Assert.Equal(0, code);
        Assert.Contains("1 valid, 0 not valid", output);
        Assert.Contains("warning: 'robot' is of type Acme.Robot", errors);
        Assert.Contains("warning: Text of 'sum' cannot be evaluated", errors);
    }

    [Fact]
    public async Task A_missing_file_is_refused_and_the_others_are_still_checked()
    {
        var good = Save(Draw.Definition(Draw.Sequence(Draw.Write("'a'"))));

        var (code, output, errors) = await CallAsync("validate", Path.Combine(folder, "nowhere.json"), good);

        Assert.Equal(1, code);
        Assert.Contains("nowhere.json: cannot be read", errors);
        Assert.Contains("1 valid, 1 not valid", output);
    }

    [Fact]
    public async Task A_case_that_does_not_match_fails_and_one_that_cannot_be_read_does_not_stop_the_others()
    {
        Case("001-right", Draw.Definition(Draw.Sequence(Draw.Write("'a'"))), """["a"]""");
        Case("002-wrong", Draw.Definition(Draw.Sequence(Draw.Write("'a'"))), """["b"]""");
        Case("003-broken", "{", "[]");
        var report = Path.Combine(folder, "observed.json");

        var (code, output, _) = await CallAsync("conform", folder, "--json", report);

        Assert.Equal(1, code);
        Assert.Contains("pass  001-right", output);
        Assert.Contains("FAIL  002-wrong: lines were [a] instead of [b]", output);
        Assert.Contains("FAIL  003-broken", output);
        Assert.EndsWith("1 passed, 2 failed", output.TrimEnd());
        Assert.Equal("a", JsonNode.Parse(await File.ReadAllTextAsync(report))!["002-wrong"]!["lines"]![0]!.GetValue<string>());
    }

    string Save(string json)
    {
        var file = Path.Combine(folder, $"{Guid.CreateVersion7()}.json");
        File.WriteAllText(file, json);
        return file;
    }

    void Case(string name, string definition, string lines)
    {
        var inside = Directory.CreateDirectory(Path.Combine(folder, name)).FullName;
        File.WriteAllText(Path.Combine(inside, "definition.json"), definition);
        File.WriteAllText(Path.Combine(inside, "expected.json"), $$"""{ "driver": { "kind": "once" }, "lines": {{lines}}, "lineAssertion": "exact" }""");
    }

    static async Task<(int Code, string Output, string Errors)> CallAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Crm.Tool.dll"), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, await output, await errors);
    }
}
