using System.Text.RegularExpressions;
using Crm.CustomFields;
using Crm.Data;
using Crm.Dossiers;
using Crm.EntryProfiles;
using Crm.Mail;
using Crm.Merging;
using Crm.Permissions;
using Crm.Quotes;
using Crm.Quotes.Grid;
using Crm.Relations;
using Crm.Signing;
using Crm.Users;

namespace Crm.Erasure;

/// <summary>Erases a person who asks for it (AVG, article 17). Everything else in the product is archived; this cannot be undone.</summary>
public sealed class ErasureDesk(CrmDatabase database, TimeProvider clock)
{
    const string Gone = "–";
    const string ContactField = "contact";

    static readonly LocalText Reason = new("Gewist op verzoek (AVG)", "Erased on request (GDPR)");

    public static bool IsAllowed(Actor actor) => actor.Is(Roles.Administrator) || actor.Is(Roles.ProcessOwner);

    public Task EraseAsync(Guid personId, Actor actor, CancellationToken cancellationToken = default) => database.WriteAsync(async db =>
    {
        RefuseOthers(actor);
        await OrganisationIndex.HoldOfPersonsAsync(db, [personId], cancellationToken);
        var traces = await PersonTraces.ReadAsync(db, personId, cancellationToken);
        await RefuseOpenQuotesAsync(db, traces, cancellationToken);
        await SuppressAsync(db, traces, cancellationToken);
        await BlankWhatWasWrittenAsync(db, traces, cancellationToken);
        await ForgetSigningAsync(db, traces, cancellationToken);
        await ForgetCopiesAsync(db, traces, cancellationToken);
        await ForgetHistoryAsync(db, traces, cancellationToken);
        await LetGoAsync(db, traces, cancellationToken);
        await RemoveAsync(db, traces, cancellationToken);
        // That it was done has to be shown, to whom it was done must not.
        db.Dossier.AddRange(traces.RelationIds.Select(id => Dossier.Item(DossierKind.PersonErased, actor, clock, new(id), [])));
        db.Touch(traces.RelationIds, typeof(Relation));
    }, cancellationToken);

    public static void RefuseOthers(Actor actor)
    {
        if (!IsAllowed(actor))
            throw RefusedException.Forbidden("Alleen een beheerder of proceseigenaar kan iemand wissen.", "Only an administrator or a process owner can erase somebody.");
    }

    static async Task RefuseOpenQuotesAsync(CrmDbContext db, PersonTraces traces, CancellationToken cancellationToken)
    {
        var open = await traces.OpenQuotes(db).OrderBy(quote => quote.Number).Select(quote => quote.Number).ToListAsync(cancellationToken);
        if (open.Count > 0)
            throw new RefusedException(Refusal.Conflict, StillOpen(string.Join(", ", open)));
    }

    /// <summary>Why somebody cannot be erased yet.</summary>
    public static Fault StillOpen(string quotes) =>
        new("", $"Offerte {quotes} ligt nog ter ondertekening bij deze persoon. Trek die eerst in.", $"Quote {quotes} still lies before this person to be signed. Withdraw it first.");

    /// <summary>Nobody is to find the address on a list next year and mail it again.</summary>
    async Task SuppressAsync(CrmDbContext db, PersonTraces traces, CancellationToken cancellationToken)
    {
        foreach (var channel in ContactChannels.All)
        {
            // The company's own number or mailbox is not the person's to close.
            var addresses = traces.Contacts.SelectMany(contact => Suppression.AddressesOf(channel, contact)
                .Where(address => address != contact.Organisation!.Phone && !string.Equals(address, contact.Organisation.Email, StringComparison.OrdinalIgnoreCase)));
            await Suppression.AddAsync(db, channel, addresses, Reason.ToString(), clock.UtcNow(), cancellationToken);
        }
    }

    /// <summary>What was sent in or imported keeps what it says about the company.</summary>
    static async Task BlankWhatWasWrittenAsync(CrmDbContext db, PersonTraces traces, CancellationToken cancellationToken)
    {
        var fields = await EntryFieldSet.ReadAsync(db, cancellationToken);
        foreach (var submission in await traces.Submissions(db).ToListAsync(cancellationToken))
        {
            foreach (var key in submission.Values.Keys.Where(key => fields.Find(key)?.Section == EntrySection.Contact).ToList())
                submission.Values.Remove(key);
            submission.ContactId = null;
        }
        foreach (var row in await traces.ImportRows(db).ToListAsync(cancellationToken))
        {
            for (var cell = 0; cell < row.Cells.Count; cell++)
                row.Cells[cell] = "";
            (row.Remarks, row.ContactId) = ([], null);
        }
    }

    /// <summary>Evidence of what was not signed proves nothing to anybody; of what was signed it is kept whole.</summary>
    static async Task ForgetSigningAsync(CrmDbContext db, PersonTraces traces, CancellationToken cancellationToken)
    {
        var unsigned = await traces.Envelopes(db).Where(envelope => envelope.Status != EnvelopeStatus.Signed).Select(envelope => envelope.Id).ToListAsync(cancellationToken);
        await db.SigningEvents.Where(step => unsigned.Contains(step.EnvelopeId)).ExecuteDeleteAsync(cancellationToken);
        await db.EnvelopeSigners.Where(signer => unsigned.Contains(signer.EnvelopeId)).ExecuteDeleteAsync(cancellationToken);
        await db.SigningLinks.Where(link => unsigned.Contains(link.EnvelopeId)).ExecuteDeleteAsync(cancellationToken);
        await db.Envelopes.Where(envelope => unsigned.Contains(envelope.Id)).ExecuteDeleteAsync(cancellationToken);
        await db.Set<QuoteSigner>().Where(signer => traces.ContactIds.Contains(signer.ContactId)).ExecuteDeleteAsync(cancellationToken);
        var addresses = traces.Addresses.Select(address => address.ToLowerInvariant()).ToList();
        await db.PortalSessions.Where(session => addresses.Contains(session.Address)).ExecuteDeleteAsync(cancellationToken);
    }

    /// <summary>Who signs was told who gets a copy; neither the quote nor that mail names this person any more.</summary>
    static async Task ForgetCopiesAsync(CrmDbContext db, PersonTraces traces, CancellationToken cancellationToken)
    {
        foreach (var quote in await traces.CopiedQuotes(db).Select(quote => new { quote.Id, quote.Cc }).ToListAsync(cancellationToken))
        {
            var others = MailAddresses.In(quote.Cc).Where(one => !traces.Addresses.Contains(MailAddresses.AddressIn(one), StringComparer.OrdinalIgnoreCase));
            await db.Quotes.Where(one => one.Id == quote.Id).ExecuteUpdateAsync(set => set.SetProperty(one => one.Cc, string.Join(", ", others)), cancellationToken);
            foreach (var mail in await db.Mails.Where(mail => mail.QuoteId == quote.Id).ToListAsync(cancellationToken))
            {
                foreach (var address in traces.Addresses)
                    (mail.Html, mail.Text) = (Without(address, mail.Html), Without(address, mail.Text));
            }
        }
    }

    /// <summary>Of "an@anker.example" nothing goes out of "jan@anker.example".</summary>
    static string Without(string address, string text) => Regex.Replace(text, $@"(?<![\w.+-]){Regex.Escape(address)}", Gone, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    /// <summary>The lines stay, so that nobody wonders what was changed by whom; what stood in them goes.</summary>
    static async Task ForgetHistoryAsync(CrmDbContext db, PersonTraces traces, CancellationToken cancellationToken)
    {
        var ofPerson = CustomField.Prefix(CustomRecord.Person);
        await db.FieldChanges.Where(change => traces.RelationIds.Contains(change.RecordId) && (change.Field == ContactField || change.Field.StartsWith(ofPerson)))
            .ExecuteUpdateAsync(set => set.SetProperty(change => change.Old, (string?)null).SetProperty(change => change.New, Gone), cancellationToken);
        foreach (var item in await db.Dossier.Where(item => item.RelationId != null && traces.RelationIds.Contains(item.RelationId.Value)).ToListAsync(cancellationToken))
        {
            foreach (var (key, _) in item.Details.Where(detail => traces.Names.Any(name => detail.Value.Contains(name, StringComparison.OrdinalIgnoreCase)) || traces.Addresses.Any(address => detail.Value.Contains(address, StringComparison.OrdinalIgnoreCase))).ToList())
                item.Details[key] = Gone;
        }
        db.Merges.RemoveRange(traces.Merges);
    }

    /// <summary>Forecasts, quotes and contact moments are the company's; they go on without the person.</summary>
    static async Task LetGoAsync(CrmDbContext db, PersonTraces traces, CancellationToken cancellationToken)
    {
        var contacts = traces.ContactIds;
        await db.SaveChangesAsync(cancellationToken);
        await db.Forecasts.Where(f => f.ContactId != null && contacts.Contains(f.ContactId.Value)).ExecuteUpdateAsync(set => set.SetProperty(f => f.ContactId, (Guid?)null), cancellationToken);
        await db.Quotes.Where(q => q.ContactId != null && contacts.Contains(q.ContactId.Value)).ExecuteUpdateAsync(set => set.SetProperty(q => q.ContactId, (Guid?)null).SetProperty(q => q.Codes, (Quotes.CodeChoice?)null), cancellationToken);
        await db.ContactMoments.Where(m => m.ContactId != null && contacts.Contains(m.ContactId.Value)).ExecuteUpdateAsync(set => set.SetProperty(m => m.ContactId, (Guid?)null), cancellationToken);
        await traces.CampaignMembers(db).ExecuteUpdateAsync(set => set.SetProperty(m => m.ContactId, (Guid?)null).SetProperty(m => m.Name, Gone).SetProperty(m => m.Address, "").SetProperty(m => m.Token, (string?)null), cancellationToken);
    }

    static async Task RemoveAsync(CrmDbContext db, PersonTraces traces, CancellationToken cancellationToken)
    {
        var person = traces.Person.Id;
        await traces.Mails(db).ExecuteDeleteAsync(cancellationToken);
        await traces.BouncingAddresses(db).ExecuteDeleteAsync(cancellationToken);
        await db.Consents.Where(entry => entry.PersonId == person).ExecuteDeleteAsync(cancellationToken);
        await db.DuplicatePairs.Where(pair => pair.FirstId == person || pair.SecondId == person).ExecuteDeleteAsync(cancellationToken);
        // Evidence may be an address of this person; the sweep finds the pair again by what else is alike.
        await db.DuplicatePairs.Where(pair => traces.RelationIds.Contains(pair.FirstId) || traces.RelationIds.Contains(pair.SecondId))
            .ExecuteUpdateAsync(set => set.SetProperty(pair => pair.Evidence, new List<Duplicates.Evidence>()), cancellationToken);
        db.Contacts.RemoveRange(traces.Contacts);
        db.Persons.Remove(traces.Person);
        await db.SaveChangesAsync(cancellationToken);
        // The company is found by its contacts' names and addresses too.
        await OrganisationIndex.RefreshAsync(db, traces.OrganisationIds, cancellationToken);
    }
}
