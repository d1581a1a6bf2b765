using Crm.Data;
using Crm.Engine;
using Crm.Mail;
using Crm.Quotes;
using Crm.Users;

namespace Crm.Signing;

/// <summary>What follows the last signature, in the transaction of that signature: the quote is signed, its document is sealed, and its process goes on.</summary>
public sealed class SigningCompletion(QuoteComposer quotes, Outbox outbox, WorkflowRuntime workflows, TimeProvider clock)
{
    public async Task CompleteAsync(CrmDbContext db, SigningEnvelope envelope, Quote quote, Actor lastSigner, CancellationToken cancellationToken)
    {
        quote.Take(envelope.Options);
        envelope.SignerName = (await db.SignersOfAsync(envelope.Id, cancellationToken)).Names();
        envelope.Close(EnvelopeStatus.Signed, clock.UtcNow());
        await db.SaveChangesAsync(cancellationToken);
        await quotes.MarkSignedAsync(quote.Id, lastSigner, cancellationToken);
        await outbox.AddAsync(QuoteSealer.OutboxKind, $"seal-{envelope.Id}", new QuoteSealer.Job(envelope.Id), cancellationToken);
        await workflows.SendAsync(AwaitSignature.Ended(quote.Id, "Signed", ""), cancellationToken);
    }
}
