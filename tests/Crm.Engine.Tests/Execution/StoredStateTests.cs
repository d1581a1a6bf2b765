using System.Dynamic;
using Crm.Engine.Tests.Conformance;
using Crm.Tool.Conformance;

namespace Crm.Engine.Tests.Execution;

public sealed class StoredStateTests
{
    [Fact]
    public void A_value_comes_back_with_its_type()
    {
        IDictionary<string, object?> nested = new ExpandoObject();
        nested["_type"] = "Decimal";
        nested["value"] = "mine";
        var instance = new WorkflowInstance
        {
            Id = "i",
            DefinitionId = "d",
            DefinitionVersionId = "v",
            DefinitionVersion = 1,
            CreatedAt = DateTimeOffset.UnixEpoch,
            Output =
            {
                ["decimal"] = 1.50m,
                ["double"] = double.NaN,
                ["date"] = new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc),
                ["moment"] = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.FromHours(1)),
                ["span"] = TimeSpan.FromDays(40),
                ["guid"] = Guid.Parse("3f2504e0-4f89-11d3-9a0c-0305e82c3301"),
                ["bytes"] = new byte[] { 1, 2, 3 },
                ["text"] = "<é> \"quoted\"",
                ["none"] = null,
            },
        };
        instance.Output["object"] = nested;

        var read = WorkflowInstance.FromJson(instance.ToJson());

        foreach (var (name, value) in instance.Output.Where(pair => pair.Key != "object"))
            Assert.Equal(value, read.Output[name]);
        var readNested = Assert.IsAssignableFrom<IDictionary<string, object?>>(read.Output["object"]);
        Assert.Equal("mine", readNested["value"]);
        Assert.Equal("Decimal", readNested["_type"]);
    }

    [Fact]
    public void A_document_cannot_name_a_type_of_the_program() =>
        Assert.Throws<System.Text.Json.JsonException>(() => WorkflowInstance.FromJson(
            """
            { "id": "i", "definitionId": "d", "definitionVersionId": "v", "definitionVersion": 1, "createdAt": "2026-01-01T00:00:00Z",
              "output": { "x": { "_type": "System.Diagnostics.Process", "value": "sh" } } }
            """));

    [Fact]
    public void A_big_value_is_kept_apart_once_and_is_not_lost_by_who_does_not_bring_it_along()
    {
        var big = new string('é', 10_000);
        var instance = Empty();
        (instance.Output["one"], instance.Output["two"], instance.Output["small"]) = (big, big, "small");
        instance.Output["list"] = new List<object?> { big, 1.5m };

        var stored = instance.Store();

        Assert.Equal(2, stored.Apart.Count);
        Assert.InRange(stored.State.Length, 100, 1_000);
        Assert.True(StoredInstance.RefersApart(stored.State));
        var read = WorkflowInstance.From(stored);
        Assert.Equal([big, big, "small"], new[] { "one", "two", "small" }.Select(name => read.Output[name]));
        Assert.Equal([big, 1.5m], Assert.IsAssignableFrom<IEnumerable<object?>>(read.Output["list"]));
        Assert.Equal(stored.Apart.Keys.Order(), read.KeptApart.Order());
        Assert.Equal(stored.State, WorkflowInstance.FromJson(stored.State).ToJson());
        Assert.Equal(instance.ToJson(), read.ToJson());
    }

    static WorkflowInstance Empty() => new() { Id = "i", DefinitionId = "d", DefinitionVersionId = "v", DefinitionVersion = 1, CreatedAt = DateTimeOffset.UnixEpoch };

    /// <summary>The store keeps documents only as text, so every case that waits has been through this; here the text itself is compared.</summary>
    [Fact]
    public async Task The_document_of_every_conformance_case_is_the_same_after_reading_and_writing_and_names_no_code()
    {
        foreach (var plan in ConformanceTests.Cases.Where(plan => plan.DriverKind is "once" or "script"))
        {
            using var run = await CaseRun.PlayAsync(plan);
            foreach (var instance in run.Instances)
            {
                var json = instance.ToJson();
                Assert.Equal(json, WorkflowInstance.FromJson(json).ToJson());
                Assert.DoesNotContain("Async\"", json);
                Assert.DoesNotContain("Crm.Engine", instance.Incidents.Count == 0 ? json : "");
            }
        }
    }
}
