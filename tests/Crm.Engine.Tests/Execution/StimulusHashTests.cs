using Crm.Engine.Execution;

namespace Crm.Engine.Tests.Execution;

public sealed class StimulusHashTests
{
    // Measured on a real Elsa server; bookmarks and triggers of both can be compared.
    [Theory]
    [InlineData("Elsa.Event", "EventName", "E", "DD7F00CA")]
    [InlineData("Elsa.Cron", "CronExpression", "0 0 * * * *", "0A5AC3FE")]
    public void A_stimulus_has_the_hash_that_it_has_in_Elsa(string name, string key, string value, string start) =>
        Assert.StartsWith(start, StimulusHash.Of(name, new Dictionary<string, string> { [key] = value }));

    [Fact]
    public void What_is_null_does_not_count()
    {
        Assert.Equal(StimulusHash.Of("X", new { A = 1, B = (string?)null }), StimulusHash.Of("X", new { A = 1 }));
        Assert.NotEqual(StimulusHash.Of("X", new { A = 1 }), StimulusHash.Of("X", new { A = 1 }, "instance"));
    }
}
