using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Workflows;

public sealed class DefinitionFileTests
{
    static readonly string Shipped = Path.Combine(Architecture.SourceTree.Root, "workflows");

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task A_changed_file_is_a_new_version_and_an_unchanged_one_is_nothing(On on)
    {
        await using var scene = await Scene.MakeAsync(on);
        await scene.StartAndStopAsync();
        await scene.StartAndStopAsync();
        Assert.Equal("1", await scene.VersionsAsync("new-relation-approval"));
        scene.Write("new-relation-approval.json", scene.Read("new-relation-approval.json").Replace("Nieuwe relatie beoordelen", "Nieuwe relatie bekijken", StringComparison.Ordinal));
        await scene.StartAndStopAsync();
        Assert.Equal("1, 2", await scene.VersionsAsync("new-relation-approval"));
        Assert.Equal("1", await scene.VersionsAsync("quote-lifecycle"));
    }

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task A_changed_file_is_offered_beside_what_a_process_owner_made(On on)
    {
        await using var scene = await Scene.MakeAsync(on);
        await using (var server = await scene.StartAsync())
        {
            var petra = await Studio.StudioDriver.OpenAsync(server);
            var shown = await petra.GetAsync("/workflow-definitions/by-definition-id/new-relation-approval");
            shown["description"] = "Zoals Petra het wil";
            await petra.SaveAsync(shown, publish: true);
        }
        scene.Write("new-relation-approval.json", scene.Read("new-relation-approval.json").Replace("Nieuwe relatie beoordelen", "Nieuwe relatie bekijken", StringComparison.Ordinal));
        await scene.StartAndStopAsync();
        Assert.Equal("1, 2, 3", await scene.VersionsAsync("new-relation-approval"));
        await using var again = await scene.StartAsync();
        var owner = await Studio.StudioDriver.OpenAsync(again);
        var published = await owner.GetAsync("/workflow-definitions/by-definition-id/new-relation-approval?versionOptions=Published");
        Assert.Equal("2 Zoals Petra het wil", $"{published["version"]} {published["description"]}");
        await owner.PostAsync("/workflow-definitions/new-relation-approval/revert/3");
        Assert.Contains("Nieuwe relatie bekijken", (await owner.GetAsync("/workflow-definitions/by-definition-id/new-relation-approval")).ToJsonString(), StringComparison.Ordinal);
        Assert.Empty(again.Services.GetRequiredService<DefinitionFiles>().Faults);
    }

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task A_broken_file_is_named_and_its_last_good_version_stays(On on)
    {
        await using var scene = await Scene.MakeAsync(on);
        await scene.StartAndStopAsync();
        scene.Write("new-relation-approval.json", scene.Read("new-relation-approval.json")[..400]);
        scene.Write("quote-lifecycle.json", scene.Read("quote-lifecycle.json").Replace("\"Crm.SendQuote\"", "\"Crm.SendQuoot\"", StringComparison.Ordinal));
        await using (var server = await scene.StartAsync())
        {
            var faults = server.Services.GetRequiredService<DefinitionFiles>().Faults;
            Assert.Contains(faults, fault => fault.Contains("new-relation-approval.json", StringComparison.Ordinal));
            Assert.Contains(faults, fault => fault.Contains("quote-lifecycle.json", StringComparison.Ordinal) && fault.Contains("Crm.SendQuoot", StringComparison.Ordinal));
        }
        Assert.Equal("1", await scene.VersionsAsync("new-relation-approval"));
        Assert.Equal("1", await scene.VersionsAsync("quote-lifecycle"));
    }

    [Fact]
    public async Task Two_servers_that_start_at_once_import_once()
    {
        await using var scene = await Scene.MakeAsync(On.Postgres);
        scene.Write("contact-moment-follow-up.json", scene.Read("contact-moment-follow-up.json").Replace("Contactmoment opvolgen", "Opvolgen", StringComparison.Ordinal));
        var servers = await Task.WhenAll(scene.StartAsync(), scene.StartAsync());
        foreach (var server in servers)
            await server.DisposeAsync();
        Assert.Equal("1", await scene.VersionsAsync("contact-moment-follow-up"));
    }

    [Fact]
    public async Task A_server_that_is_asked_to_stop_ends_cleanly()
    {
        await using var folder = new TestFolder();
        using var server = new ServerProcess(folder.Path);
        await server.StartAsync();
        Assert.Equal(0, await server.StopAsync(TestContext.Current.CancellationToken));
    }

    /// <summary>A server on its own database with a folder of definitions that the test may change.</summary>
    sealed class Scene(TestFolder data, TestFolder definitions, string[] database) : IAsyncDisposable
    {
        public static async Task<Scene> MakeAsync(On on)
        {
            var scene = new Scene(new TestFolder(), new TestFolder(), on == On.Postgres ? ["--postgres", await PostgresCluster.NewDatabaseAsync()] : []);
            foreach (var file in Directory.GetFiles(Shipped, "*.json"))
                scene.Write(Path.GetFileName(file), await File.ReadAllTextAsync(file));
            return scene;
        }

        public string Read(string file) => File.ReadAllText(Path.Combine(definitions.Path, file));

        public void Write(string file, string text) => File.WriteAllText(Path.Combine(definitions.Path, file), text);

        public Task<CrmServer> StartAsync() => CrmServer.StartAsync(["--data", data.Path, "--demo", "people", "--workflowFolder", definitions.Path, .. database]);

        public async Task StartAndStopAsync() => await (await StartAsync()).DisposeAsync();

        /// <summary>"1, 2"</summary>
        public async Task<string> VersionsAsync(string definitionId)
        {
            await using var server = await StartAsync();
            var versions = await server.Database.ReadAsync(db => db.WorkflowDefinitions.Where(row => row.DefinitionId == definitionId).OrderBy(row => row.Version).Select(row => row.Version).ToListAsync());
            return string.Join(", ", versions);
        }

        public async ValueTask DisposeAsync()
        {
            await data.DisposeAsync();
            await definitions.DisposeAsync();
        }
    }
}
