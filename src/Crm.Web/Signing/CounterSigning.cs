using Crm.Data;
using Crm.Engine;
using Crm.Quotes;
using Crm.Users;

namespace Crm.Signing;

/// <summary>
/// Our own signature, behind that of the customer. The process quote-counter-signature asks the one who was named for it; until then the
/// quote is not signed, and neither side gets the sealed PDF.
/// </summary>
public sealed class CounterSigning(CrmDatabase database, SigningCompletion completion, WorkflowRuntime workflows, IWorkflowStore instances, TimeProvider clock)
{
    const string DefinitionId = "quote-counter-signature";

    /// <summary>The customer has signed; now it is our turn.</summary>
    public async Task AskAsync(SigningEnvelope envelope, Quote quote, string signers, CancellationToken cancellationToken)
    {
        envelope.AwaitCounterSignature();
        // A company may retract the process: then it is signed by hand.
        if (await instances.FindPublishedAsync(DefinitionId, cancellationToken) is null)
            return;
        await workflows.StartAsync(new StartWorkflow(DefinitionId)
        {
            CorrelationId = quote.Id.ToString("D"),
            Name = $"{quote.NumberAndVersion}: {signers}",
            Input = new Dictionary<string, object?>
            {
                ["Quote"] = quote.Id.ToString("D"), ["QuoteId"] = quote.Id.ToString("D"), ["ForecastId"] = quote.ForecastId.ToString("D"), ["RelationId"] = quote.RelationId.ToString("D"),
                ["AuthorId"] = quote.AuthorId.ToString("D"), ["CounterSignerId"] = envelope.CounterSignerId!.Value.ToString("D"), ["Signers"] = signers,
            },
        }, cancellationToken);
    }

    /// <summary>By the one who was named for it, without the task.</summary>
    public Task SignByHandAsync(Guid quoteId, Actor actor, CancellationToken cancellationToken) => database.WriteAsync(async db =>
    {
        if (actor.UserId is not { } employee || !await db.Quotes.AnyAsync(quote => quote.Id == quoteId && quote.CounterSignerId == employee, cancellationToken))
            throw RefusedException.Forbidden("Een ander is gevraagd deze offerte namens ons te tekenen.", "Someone else was asked to sign this quote on our behalf.");
        await SignAsync(quoteId, employee, cancellationToken);
        await CancelAsync(quoteId, cancellationToken);
    }, cancellationToken);

    /// <param name="employeeId">Who answered the task, with an account of his own.</param>
    public Task SignAsync(Guid quoteId, Guid employeeId, CancellationToken cancellationToken) => database.WriteAsync(async db =>
    {
        var envelopeId = await db.Envelopes.Where(e => e.QuoteId == quoteId && e.Status == EnvelopeStatus.CounterSigning).Select(e => (Guid?)e.Id).SingleOrDefaultAsync(cancellationToken)
            ?? throw NothingToSign();
        var envelope = await db.HoldEnvelopeAsync(envelopeId, cancellationToken);
        if (envelope.Status != EnvelopeStatus.CounterSigning)
            throw NothingToSign();
        var quote = await db.Quotes.Include(q => q.Lines).AsSplitQuery().SingleAsync(q => q.Id == quoteId, cancellationToken);
        var employee = await db.Users.AsNoTracking().SingleAsync(user => user.Id == employeeId, cancellationToken);
        var supplier = await db.Companies.Select(company => company.StatutoryName).SingleAsync(cancellationToken);
        using (new ReadingAs(quote.Language))
            await db.LogAsync(envelope, Step.CounterSigned, clock.UtcNow(), null, new()
            {
                ["name"] = employee.Name, ["address"] = employee.Email ?? "", ["organisation"] = supplier,
                ["consent"] = Consent.CounterText(quote.NumberAndVersion, supplier), ["document"] = envelope.DocumentSha256,
            }, cancellationToken);
        await completion.CompleteAsync(db, envelope, quote, new Actor(employee.Id, employee.Name, Door.Workflow, []), cancellationToken);
    }, cancellationToken);

    /// <summary>The quote ended otherwise: nobody needs to sign it any more.</summary>
    public async Task CancelAsync(Guid quoteId, CancellationToken cancellationToken)
    {
        foreach (var instance in await instances.FindUnfinishedAsync(new(CorrelationId: quoteId.ToString("D"), DefinitionId: DefinitionId), cancellationToken))
            await workflows.CancelAsync(instance, cancellationToken);
    }

    static RefusedException NothingToSign() => RefusedException.Conflict("Deze offerte wacht niet meer op onze handtekening.", "This quote no longer waits for our signature.");
}
