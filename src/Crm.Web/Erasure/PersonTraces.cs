using Crm.Campaigns;
using Crm.Data;
using Crm.Import;
using Crm.Mail;
using Crm.Mail.Bounces;
using Crm.Merging;
using Crm.Quotes;
using Crm.Relations;
using Crm.Signing;

namespace Crm.Erasure;

/// <summary>Where a person stands in the base. The preview counts what this finds and the erasure takes it away, so that they cannot disagree.</summary>
public sealed class PersonTraces
{
    public required Person Person { get; init; }
    public required IReadOnlyList<Contact> Contacts { get; init; }
    public required IReadOnlyList<Guid> ContactIds { get; init; }
    public required IReadOnlyList<Guid> OrganisationIds { get; init; }
    public required IReadOnlyList<Guid> RelationIds { get; init; }
    /// <summary>Merges with earlier records of the same person: their memory holds those records whole.</summary>
    public required IReadOnlyList<Merge> Merges { get; init; }
    /// <summary>What the person was called, before a merge as well.</summary>
    public required IReadOnlyList<string> Names { get; init; }
    /// <summary>Mail addresses and phone numbers, those from before a merge as well.</summary>
    public required IReadOnlyList<string> Addresses { get; init; }

    public static async Task<PersonTraces> ReadAsync(CrmDbContext db, Guid personId, CancellationToken cancellationToken)
    {
        var person = await db.Persons.SingleOrDefaultAsync(person => person.Id == personId, cancellationToken)
            ?? throw RefusedException.NotFound("Deze persoon bestaat niet (meer).", "This person does not exist (any more).");
        var contacts = await db.Contacts.Include(contact => contact.Organisation).Where(contact => contact.PersonId == personId).ToListAsync(cancellationToken);
        var merges = await MergesAsync(db, personId, cancellationToken);
        var earlier = merges.SelectMany(merge => merge.Memory.Removed).Where(row => row.Type == nameof(Contact)).Select(MergeNotes.Read<Contact>);
        var organisations = contacts.Select(contact => contact.OrganisationId).Distinct().ToList();
        return new()
        {
            Person = person,
            Contacts = contacts,
            ContactIds = [.. contacts.Select(contact => contact.Id)],
            OrganisationIds = organisations,
            RelationIds = await db.Relations.Where(relation => organisations.Contains(relation.OrganisationId)).Select(relation => relation.Id).ToListAsync(cancellationToken),
            Merges = merges,
            Names = [.. merges.SelectMany(merge => new[] { merge.SourceName, merge.TargetName }).Append(person.FullName).Distinct()],
            Addresses = [.. contacts.Concat(earlier).SelectMany(contact => new[] { contact.Email, contact.Phone, contact.Mobile }).OfType<string>().Where(address => address.Length > 0).Distinct()],
        };
    }

    public IQueryable<SigningEnvelope> Envelopes(CrmDbContext db) => db.Envelopes.Where(envelope => db.EnvelopeSigners.Any(signer => signer.EnvelopeId == envelope.Id && ContactIds.Contains(signer.ContactId)));

    /// <summary>What was signed is kept, with its evidence: the law asks for it.</summary>
    public IQueryable<Quote> SignedQuotes(CrmDbContext db) =>
        db.Quotes.Where(quote => Envelopes(db).Any(envelope => envelope.QuoteId == quote.Id && envelope.Status == EnvelopeStatus.Signed));

    /// <summary>A quote that lies before the person now has to be withdrawn or signed first.</summary>
    public IQueryable<Quote> OpenQuotes(CrmDbContext db) =>
        db.Quotes.Where(quote => Envelopes(db).Any(envelope => envelope.QuoteId == quote.Id && (envelope.Status == EnvelopeStatus.Open || envelope.Status == EnvelopeStatus.CounterSigning)));

    /// <summary>Mail to the person, other than that about what was signed.</summary>
    public IQueryable<MailMessage> Mails(CrmDbContext db)
    {
        var signed = SignedQuotes(db).Select(quote => quote.Id);
        var addresses = Addresses.Select(address => address.ToLowerInvariant()).ToList();
        return db.Mails.Where(mail => (addresses.Contains(mail.ToAddress.ToLower()) || mail.CcAddresses.Any(copy => addresses.Contains(copy.ToLower()))) && (mail.QuoteId == null || !signed.Contains(mail.QuoteId.Value)));
    }

    /// <summary>Quotes that name the person among those who get a copy.</summary>
    public IQueryable<Quote> CopiedQuotes(CrmDbContext db)
    {
        var addresses = Addresses.Select(address => address.ToLowerInvariant()).ToList();
        return db.Quotes.Where(quote => quote.Cc != "" && addresses.Any(address => quote.Cc.ToLower().Contains(address)));
    }

    public IQueryable<BouncingAddress> BouncingAddresses(CrmDbContext db)
    {
        var addresses = Addresses.Select(address => address.ToLowerInvariant()).ToList();
        return db.BouncingAddresses.Where(bouncing => addresses.Contains(bouncing.Address));
    }

    public IQueryable<CampaignMember> CampaignMembers(CrmDbContext db) => db.CampaignMembers.Where(member => member.ContactId != null && ContactIds.Contains(member.ContactId.Value));

    public IQueryable<EntryProfiles.Submission> Submissions(CrmDbContext db) => db.Submissions.Where(submission => submission.ContactId != null && ContactIds.Contains(submission.ContactId.Value));

    public IQueryable<ImportRow> ImportRows(CrmDbContext db) => db.ImportRows.Where(row => row.ContactId != null && ContactIds.Contains(row.ContactId.Value));

    /// <summary>Whether a text that people wrote names the person: only a person can say what of it has to go.</summary>
    public bool IsNamedIn(string text) => Person.LastName.Length > 2 && text.Contains(Person.LastName, StringComparison.OrdinalIgnoreCase);

    static async Task<List<Merge>> MergesAsync(CrmDbContext db, Guid personId, CancellationToken cancellationToken)
    {
        List<Merge> merges = [];
        List<Guid> persons = [personId];
        for (var at = 0; at < persons.Count; at++)
        {
            var id = persons[at];
            var more = await db.Merges.Include(merge => merge.Traces).Where(merge => merge.Kind == MergeKind.Person && (merge.TargetId == id || merge.SourceId == id)).ToListAsync(cancellationToken);
            foreach (var merge in more.Where(merge => merges.TrueForAll(known => known.Id != merge.Id)))
            {
                merges.Add(merge);
                persons.Add(merge.SourceId == id ? merge.TargetId : merge.SourceId);
            }
        }
        return merges;
    }
}
