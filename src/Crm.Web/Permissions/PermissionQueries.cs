using Crm.Data;
using Crm.Mail.Bounces;

namespace Crm.Permissions;

/// <summary>May this person be mailed, called, written to; and why or why not. Computed when asked, for one or for many.</summary>
public sealed class PermissionQueries(CrmDatabase database)
{
    // Well below the number of parameters that SQLite takes.
    const int AtOnce = 1000;

    /// <summary>A contact person's permissions, one for each channel.</summary>
    public sealed record OfContact(Guid ContactId, IReadOnlyList<ContactPermission> Channels)
    {
        /// <summary>Mail to the contact person's address came back, and nobody has said that it arrives again.</summary>
        public BouncingAddress? Bounce { get; init; }

        public ContactPermission this[ContactChannel channel] => Channels.First(permission => permission.Channel == channel);
    }

    public sealed record LedgerLine(ContactChannel Channel, ConsentAct Act, ConsentGround Ground, DateTime At, string Source, string Text, DateTime RecordedAt, string ByName);

    sealed record Known(Guid ContactId, Guid PersonId, PermissionFacts Facts);

    /// <summary>By contact; one that does not exist is not among them.</summary>
    public Task<IReadOnlyDictionary<Guid, OfContact>> OfAsync(IReadOnlyCollection<Guid> contactIds, CancellationToken cancellationToken = default) =>
        database.ReadAsync<IReadOnlyDictionary<Guid, OfContact>>(async db =>
        {
            Dictionary<Guid, OfContact> all = [];
            var hash = await Suppression.HashAsync(db, cancellationToken);
            foreach (var part in contactIds.Distinct().Chunk(AtOnce))
            {
                foreach (var permissions in await PartAsync(db, part, hash, cancellationToken))
                    all[permissions.ContactId] = permissions;
            }
            return all;
        }, cancellationToken);

    public async Task<OfContact> OfAsync(Guid contactId, CancellationToken cancellationToken = default) =>
        (await OfAsync([contactId], cancellationToken)).GetValueOrDefault(contactId)
        ?? throw RefusedException.NotFound("Deze contactpersoon bestaat niet.", "This contact person does not exist.");

    /// <summary>Of someone who is being entered, and so has no ledger yet; the list of addresses not to approach knows him or her perhaps.</summary>
    public Task<IReadOnlyList<ContactPermission>> OfNewAsync(PermissionFacts facts, CancellationToken cancellationToken = default) => database.ReadAsync<IReadOnlyList<ContactPermission>>(async db =>
    {
        var hash = await Suppression.HashAsync(db, cancellationToken);
        var suppressed = await SuppressedAsync(db, [facts], hash, cancellationToken);
        // What is not filled in yet is no reason.
        return [.. ContactChannels.All.Select(channel => PermissionRules.Decide(channel, Reachable(facts), null, First(suppressed, channel, facts, hash)))];
    }, cancellationToken);

    /// <summary>All that the person said, newest first.</summary>
    public Task<IReadOnlyList<LedgerLine>> LedgerAsync(Guid contactId, CancellationToken cancellationToken = default) => database.ReadAsync<IReadOnlyList<LedgerLine>>(async db =>
    {
        var lines = db.Consents.Where(entry => db.Contacts.Any(contact => contact.Id == contactId && contact.PersonId == entry.PersonId));
        return await lines.OrderByDescending(entry => entry.At).ThenByDescending(entry => entry.Id)
            .Select(entry => new LedgerLine(entry.Channel, entry.Act, entry.Ground, entry.At, entry.Source, entry.Text, entry.RecordedAt, entry.ByName))
            .ToListAsync(cancellationToken);
    }, cancellationToken);

    static async Task<IEnumerable<OfContact>> PartAsync(CrmDbContext db, Guid[] contactIds, Func<string, string>? hash, CancellationToken cancellationToken)
    {
        var contacts = db.Contacts.Where(contact => contactIds.Contains(contact.Id));
        var known = await contacts.LeftJoin(db.BouncingAddresses, contact => contact.Email!.ToLower(), bouncing => bouncing.Address, (contact, bounce) => new Known(contact.Id, contact.PersonId, new PermissionFacts
        {
            LegalForm = contact.Organisation!.LegalForm,
            IsNonMailing = contact.Organisation.IsNonMailing,
            IsCustomer = db.Relations.Any(relation => relation.OrganisationId == contact.OrganisationId && relation.IsDebtor),
            IsRelationBlocked = db.Relations.Any(relation => relation.OrganisationId == contact.OrganisationId && relation.IsBlocked),
            IsContactBlocked = contact.IsBlocked,
            Email = contact.Email,
            Phone = contact.Phone,
            Mobile = contact.Mobile,
            Bounce = bounce,
            HasAddress = contact.Organisation.Address.Street != "" && contact.Organisation.Address.Town != "",
        })).ToListAsync(cancellationToken);
        var people = known.Select(contact => contact.PersonId).Distinct().ToList();
        var said = (await db.Consents.AsNoTracking().Where(entry => people.Contains(entry.PersonId)).ToListAsync(cancellationToken))
            .GroupBy(entry => (entry.PersonId, entry.Channel))
            .ToDictionary(entries => entries.Key, entries => entries.OrderBy(entry => entry.At).ThenBy(entry => entry.Id).Last());
        var suppressed = await SuppressedAsync(db, known.Select(contact => contact.Facts), hash, cancellationToken);
        return known.Select(contact => new OfContact(contact.ContactId,
            [.. ContactChannels.All.Select(channel => PermissionRules.Decide(
                channel, contact.Facts, said.GetValueOrDefault((contact.PersonId, channel)), First(suppressed, channel, contact.Facts, hash)))]) { Bounce = contact.Facts.Bounce });
    }

    static async Task<Dictionary<(ContactChannel, string), SuppressedAddress>> SuppressedAsync(
        CrmDbContext db, IEnumerable<PermissionFacts> people, Func<string, string>? hash, CancellationToken cancellationToken)
    {
        if (hash is null)
            return [];
        var hashes = people.SelectMany(facts => new[] { facts.Email, facts.Phone, facts.Mobile }).OfType<string>().Where(address => address.Length > 0).Select(hash).Distinct().ToList();
        return await db.SuppressedAddresses.AsNoTracking().Where(address => hashes.Contains(address.Hash)).ToDictionaryAsync(address => (address.Channel, address.Hash), cancellationToken);
    }

    static SuppressedAddress? First(Dictionary<(ContactChannel, string), SuppressedAddress> suppressed, ContactChannel channel, PermissionFacts facts, Func<string, string>? hash) =>
        hash is null ? null : Suppression.AddressesOf(channel, facts.Email, facts.Phone, facts.Mobile).Select(address => suppressed.GetValueOrDefault((channel, hash(address)))).FirstOrDefault(found => found is not null);

    static PermissionFacts Reachable(PermissionFacts facts) => facts with { HasAddress = true, Email = Or(facts.Email), Phone = Or(facts.Phone), Mobile = Or(facts.Mobile) };

    static string Or(string? address) => string.IsNullOrEmpty(address) ? "?" : address;
}
