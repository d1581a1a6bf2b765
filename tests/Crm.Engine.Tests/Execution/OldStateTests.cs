using System.Text.Json;

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

    /// <summary>It was saved at a commit point, with a big value beside it.</summary>
    [Fact]
    public async Task An_instance_that_was_cut_in_format_2_goes_on_to_its_end()
    {
        using var engine = new TestEngine();
        await engine.Runtime.Definitions.AddAsStatedAsync(Stored("format-2.definition.json"), isLatest: true, isPublished: true);
        var values = JsonSerializer.Deserialize<Dictionary<string, string>>(Stored("format-2.values.json"))!;
        var instance = WorkflowInstance.From(new StoredInstance(Stored("format-2.instance.json"), values));
        await engine.Store.SaveInstanceAsync(new InstanceChange(instance, IsNew: true) { Added = instance.Bookmarks }, default);
        engine.Clock.Advance(TimeSpan.FromDays(3650));

        Assert.Equal(1, await engine.Runtime.RunDueAsync(10, TestContext.Current.CancellationToken));
        Assert.Equal(1, await engine.Runtime.SendAsync(new Stimulus("Elsa.Event", new { EventName = "go" }), TestContext.Current.CancellationToken));

        Assert.Equal((WorkflowSubStatus.Finished, 0), (engine.Store.Instances.Single().SubStatus, engine.Store.Instances.Single().Incidents.Count));
        Assert.Equal(["on its way", "9000 characters"], engine.Lines);
    }

    [Fact]
    public void State_of_a_newer_program_is_refused() => Assert.Contains("stored in format 99", Assert.Throws<JsonException>(() =>
        WorkflowInstance.FromJson(Stored("format-1.instance.json").Replace("\"formatVersion\":1", "\"formatVersion\":99", StringComparison.Ordinal))).Message, StringComparison.Ordinal);

    static string Stored(string file) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Execution", "stored", file));
}
