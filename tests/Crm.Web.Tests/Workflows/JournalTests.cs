using Crm.Engine;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Workflows;

public sealed class JournalTests
{
    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task The_journal_of_an_ended_workflow_is_forgotten_after_its_time_and_that_of_a_waiting_one_is_kept(On on)
    {
        await using var server = await CrmServer.StartAsync(on);
        var journal = server.Services.GetRequiredService<WorkflowJournal>();
        var ended = await server.RunAsync(Definitions.Flowchart("ended", [Definitions.Activity("line", "Elsa.WriteLine", ("text", "hello"))]));
        var waiting = await server.RunAsync(Definitions.Flowchart("waiting", [Definitions.Activity("wait", "Elsa.Event", ("eventName", "Go"))]));
        var line = (await journal.ExecutionsAsync(ended.Id, Cancel)).Single(execution => execution.ActivityId == "line");
        Assert.Equal("hello", line.Inputs!["Text"]!.GetValue<string>());
        Assert.Equal(["Done"], line.Outcomes);

        Assert.Equal(0, await journal.ForgetAsync(server.Clock.GetUtcNow().UtcDateTime.AddMinutes(-1), Cancel));
        Assert.Equal(1, await journal.ForgetAsync(server.Clock.GetUtcNow().UtcDateTime.AddMinutes(1), Cancel));

        Assert.Empty(await journal.EntriesAsync(ended.Id, Cancel));
        Assert.True((await journal.ExecutionsAsync(waiting.Id, Cancel)).Single(execution => execution.ActivityId == "wait").IsWaiting);
    }

    static CancellationToken Cancel => TestContext.Current.CancellationToken;
}
