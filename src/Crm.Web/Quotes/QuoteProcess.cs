using Crm.Data;
using Crm.Engine;
using Crm.Tasks;
using Crm.Users;

namespace Crm.Quotes;

/// <summary>The workflow behind a quote: it starts with the quote, hears what people do on the quote's page, and ends when the quote does.</summary>
public sealed class QuoteProcess(CrmDatabase database, WorkflowRuntime runtime, IWorkflowStore workflows, TaskDesk tasks)
{
    public const string DefinitionId = "quote-lifecycle";

    /// <summary>The outcomes of the definition's tasks that can also be chosen on the quote's page.</summary>
    public const string RequestReview = "RequestReview", Approve = "Approve", SendBack = "SendBack";

    /// <summary>A company may retract the definition: then every step is taken by hand.</summary>
    public async Task StartAsync(Quote quote, CancellationToken cancellationToken)
    {
        if (await workflows.FindPublishedAsync(DefinitionId, cancellationToken) is null)
            return;
        await runtime.StartAsync(
            new(DefinitionId)
            {
                CorrelationId = Id(quote.Id),
                Name = quote.NumberAndVersion,
                Input = new Dictionary<string, object?>
                {
                    [nameof(Quote)] = Id(quote.Id),
                    [nameof(Quote) + nameof(Quote.Id)] = Id(quote.Id),
                    [nameof(Quote.ForecastId)] = Id(quote.ForecastId),
                    [nameof(Quote.RelationId)] = Id(quote.RelationId),
                    [nameof(Quote.AuthorId)] = Id(quote.AuthorId),
                },
            },
            cancellationToken);
    }

    /// <summary>What was done on the page is the answer to the task that asks for it. Refused while the process asks something else, or asks another.</summary>
    public Task AnswerAsync(Quote quote, string outcome, string reaction, Actor actor, CancellationToken cancellationToken) => database.WriteAsync(async db =>
    {
        if (actor.IsProcess())
            return;
        var open = await db.Tasks.Where(task => task.Status == UserTaskStatus.Open && task.SubjectKind == QuoteAccess.SubjectKind && task.SubjectId == quote.Id).ToListAsync(cancellationToken);
        if (open.Count == 0)
            return;
        var asked = open.Where(task => task.Outcomes.Exists(o => o.Name == outcome)).ToList();
        if (asked.Count == 0)
            throw RefusedException.Conflict($"Eerst moet de taak ‘{open[0].Title.Nl}’ worden afgerond.", $"First the task ‘{open[0].Title.En}’ must be completed.");
        var mine = asked.Find(task => task.IsFor(actor))
            ?? throw RefusedException.Forbidden($"De taak ‘{asked[0].Title.Nl}’ ligt bij een ander.", $"The task ‘{asked[0].Title.En}’ is with somebody else.");
        await tasks.CompleteAsync(mine.Id, outcome, reaction, actor, cancellationToken);
    }, cancellationToken);

    /// <summary>The process that waits for the customer goes its own way out; any other has nothing left to do.</summary>
    public async Task WithdrawAsync(Quote quote, CancellationToken cancellationToken)
    {
        var withdrawn = new Stimulus("Crm.AwaitSignature", new { QuoteId = quote.Id }) { CorrelationId = Id(quote.Id), Input = new Dictionary<string, object?> { ["Outcome"] = "Withdrawn" } };
        if (await runtime.SendAsync(withdrawn, cancellationToken) == 0)
            await EndAsync(quote, cancellationToken);
    }

    public async Task EndAsync(Quote quote, CancellationToken cancellationToken)
    {
        foreach (var instance in await workflows.FindUnfinishedAsync(new(CorrelationId: Id(quote.Id)), cancellationToken))
            await runtime.CancelAsync(instance, cancellationToken);
    }

    static string Id(Guid id) => id.ToString("D");
}
