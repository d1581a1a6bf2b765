using Crm.Data;
using Crm.Dossiers;
using Crm.Engine;
using Crm.Users;

namespace Crm.Mail.Bounces;

/// <summary>Records what a mail server says of a mail that we sent, and tells who has to know.</summary>
public sealed class BounceDesk(CrmDatabase database, WorkflowRuntime workflows, IWorkflowStore instances, TimeProvider clock)
{
    /// <summary>The shipped process that has the author of a quote see to a mail that came back.</summary>
    const string DefinitionId = "mail-bounced";

    /// <summary>Only of a mail that we sent to that receiver: whoever makes a report up would have to know its id.</summary>
    public Task RecordAsync(DeliveryReport report, CancellationToken cancellationToken) => database.WriteAsync(async db =>
    {
        foreach (var mail in await db.Mails.Where(mail => report.MailIds.Contains(mail.Id)).ToListAsync(cancellationToken))
        {
            if (report.Receivers.FirstOrDefault(receiver => receiver.Is(mail.ToAddress)) is { } receiver)
                await RecordAsync(db, mail, receiver, cancellationToken);
        }
    }, cancellationToken);

    /// <summary>Somebody says that mail arrives again. The answer is what is taken back; null: it did not bounce.</summary>
    public Task<BouncingAddress?> ClearAsync(Guid contactId, CancellationToken cancellationToken = default) => database.WriteAsync(async db =>
    {
        var contact = await db.Contacts.AsNoTracking().SingleOrDefaultAsync(contact => contact.Id == contactId, cancellationToken)
            ?? throw RefusedException.NotFound("Deze contactpersoon bestaat niet.", "This contact person does not exist.");
        var address = contact.Email?.ToLowerInvariant();
        if (await db.BouncingAddresses.SingleOrDefaultAsync(bouncing => bouncing.Address == address, cancellationToken) is not { } bouncing)
            return null;
        db.BouncingAddresses.Remove(bouncing);
        await TellAsync(db, contact.Email!, cancellationToken);
        return bouncing;
    }, cancellationToken);

    /// <summary>The first report stands: it says since when.</summary>
    public Task MarkAsync(string address, DateTime since, string diagnosis, CancellationToken cancellationToken = default) => database.WriteAsync(async db =>
    {
        var key = address.ToLowerInvariant();
        await db.Database.ExecuteSqlAsync(
            $"""INSERT INTO "BouncingAddresses" ("Address", "Since", "Diagnosis") VALUES ({key}, {since}, {diagnosis}) ON CONFLICT DO NOTHING""", cancellationToken);
        await TellAsync(db, address, cancellationToken);
    }, cancellationToken);

    async Task RecordAsync(CrmDbContext db, MailMessage mail, DeliveryReport.Receiver receiver, CancellationToken cancellationToken)
    {
        var now = clock.UtcNow();
        if (!receiver.HasFailed)
        {
            mail.Delay(now, receiver.Diagnosis);
            return;
        }
        if (!mail.Bounce(now, receiver.Diagnosis))
            return;
        // An address that is no contact's is nobody's to mend.
        if (receiver.IsGone && await db.Contacts.AnyAsync(contact => contact.Email == mail.ToAddress, cancellationToken))
            await MarkAsync(mail.ToAddress, now, receiver.Diagnosis, cancellationToken);
        // Mail to a colleague is no part of anybody's dossier.
        if (await IsColleagueAsync(db, mail.ToAddress, cancellationToken))
            return;
        if (mail.RelationId is not null)
            db.Dossier.Add(Dossier.Item(DossierKind.MailBounced, Actor.System, clock, new(mail.RelationId, mail.ForecastId, mail.QuoteId), new()
            {
                [Detail.Subject] = mail.Subject, [Detail.Person] = mail.ToName, [Detail.Email] = mail.ToAddress, [Detail.Reason] = receiver.Diagnosis,
            }));
        if (mail.QuoteId is { } quoteId)
            await AskAuthorAsync(db, quoteId, cancellationToken);
    }

    /// <summary>One task at a time for each quote. It names nobody: the quote shows which mail came back and why, for as long as that is known.</summary>
    async Task AskAuthorAsync(CrmDbContext db, Guid quoteId, CancellationToken cancellationToken)
    {
        var correlation = quoteId.ToString("D");
        // A company may retract the process: then the timeline says it.
        if (await instances.FindPublishedAsync(DefinitionId, cancellationToken) is null || (await instances.FindUnfinishedAsync(new(CorrelationId: correlation, DefinitionId: DefinitionId), cancellationToken)).Count > 0)
            return;
        var quote = await db.Quotes.AsNoTracking().SingleAsync(quote => quote.Id == quoteId, cancellationToken);
        await workflows.StartAsync(new StartWorkflow(DefinitionId)
        {
            CorrelationId = correlation,
            Name = quote.NumberAndVersion,
            Input = new Dictionary<string, object?>
            {
                ["QuoteId"] = correlation, ["QuoteNumber"] = quote.NumberAndVersion, ["ForecastId"] = quote.ForecastId.ToString("D"), ["RelationId"] = quote.RelationId.ToString("D"), ["AuthorId"] = quote.AuthorId.ToString("D"),
            },
        }, cancellationToken);
    }

    static Task<bool> IsColleagueAsync(CrmDbContext db, string address, CancellationToken cancellationToken)
    {
        var normalized = address.ToUpperInvariant();
        return db.Users.AnyAsync(user => user.NormalizedEmail == normalized, cancellationToken);
    }

    static async Task TellAsync(CrmDbContext db, string address, CancellationToken cancellationToken)
    {
        var relations = await db.Relations.Where(relation => db.Contacts.Any(contact => contact.Email == address && contact.OrganisationId == relation.OrganisationId)).Select(relation => relation.Id).ToListAsync(cancellationToken);
        db.Touch(relations);
    }
}
