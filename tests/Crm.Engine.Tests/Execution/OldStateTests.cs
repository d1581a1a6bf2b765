namespace Crm.Engine.Tests.Execution;

/// <summary>State that was stored by an earlier program is read for ever: the files in "stored" are never changed, only added to.</summary>
public sealed class OldStateTests
{
    [Fact]
    public async Task An_instance_that_waits_since_format_1_goes_on_to_its_end()
    {
        using var engine = new TestEngine();
        await engine.Runtime.Definitions.AddAsStatedAsync(Stored("format-1.definition.json"), isLatest: true, isPublished: true);
        var instance = WorkflowInstance.FromJson(Stored("format-1.instance.json"));
        await engine.Store.SaveInstanceAsync(new InstanceChange(instance, IsNew: true) { Added = instance.Bookmarks }, default);

        while (engine.Store.Instances.Single() is { Bookmarks: [var bookmark, ..] })
            Assert.True(await engine.Runtime.ResumeAsync(instance.Id, bookmark.Id));

        var ended = engine.Store.Instances.Single();
        Assert.Equal((WorkflowSubStatus.Finished, 0), (ended.SubStatus, ended.Incidents.Count));
        Assert.Equal(["3 rounds for order-7, 12.50"], engine.Lines);
    }

    [Fact]
    public void State_of_a_newer_program_is_refused() => Assert.Contains("stored in format 99", Assert.Throws<System.Text.Json.JsonException>(() =>
        WorkflowInstance.FromJson(Stored("format-1.instance.json").Replace("\"formatVersion\":1", "\"formatVersion\":99", StringComparison.Ordinal))).Message, StringComparison.Ordinal);

    static string Stored(string file) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Execution", "stored", file));
}
