using Crm.Data;
using Crm.Permissions;
using Crm.Relations;

namespace Crm.Campaigns;

/// <summary>Somebody whom an action could approach, or a line of an import that nobody answers to.</summary>
public sealed record Candidate(Guid? ContactId, Guid? RelationId, string Name, string Address, LeftOut? LeftOut);

/// <summary>Looks up who an action is for, and who of them may not or cannot be approached.</summary>
public sealed class TargetGroups(PermissionQueries permissions)
{
    const int Portion = 500;

    /// <summary>Each once, in the order of the selections.</summary>
    public async Task<IReadOnlyList<Candidate>> CandidatesAsync(CrmDbContext db, CampaignAction action, CancellationToken cancellationToken)
    {
        var selections = await db.CampaignSelections.AsNoTracking().Where(s => s.ActionId == action.Id).OrderBy(s => s.Id).ToListAsync(cancellationToken);
        List<Guid> chosen = [];
        List<Candidate> unknown = [];
        foreach (var selection in selections)
        {
            var (contacts, misses) = await ChosenAsync(db, selection, cancellationToken);
            chosen.AddRange(contacts);
            unknown.AddRange(misses.Select(entry => new Candidate(null, null, entry, "", LeftOut.Unknown)));
        }
        var people = await LookUpAsync(db, action.Kind, [.. chosen.Distinct()], cancellationToken);
        return [.. OncePerAddress(people, action.Kind), .. unknown.DistinctBy(candidate => candidate.Name)];
    }

    /// <summary>The contact persons of one selection, and the entries that are nobody's.</summary>
    public static async Task<(IReadOnlyList<Guid> Contacts, IReadOnlyList<string> Misses)> ChosenAsync(CrmDbContext db, CampaignSelection selection, CancellationToken cancellationToken) => selection.Kind switch
    {
        SelectionKind.Filter => (await TargetFilter.Parse(selection.Query).Contacts(db).OrderBy(c => c.Id).Select(c => c.Id).ToListAsync(cancellationToken), []),
        SelectionKind.EarlierAction => (await db.CampaignMembers.Where(m => m.ActionId == selection.FromActionId && m.State == MemberState.Reached && m.ContactId != null)
            .OrderBy(m => m.Id).Select(m => m.ContactId!.Value).ToListAsync(cancellationToken), []),
        _ => await ImportedAsync(db, selection.Entries, cancellationToken),
    };

    /// <summary>Contact persons as an action of this kind sees them, with whether they may be approached that way.</summary>
    public async Task<IReadOnlyList<Candidate>> LookUpAsync(CrmDbContext db, ActionKind kind, IReadOnlyList<Guid> contactIds, CancellationToken cancellationToken)
    {
        var found = new Dictionary<Guid, Candidate>();
        foreach (var portion in contactIds.Chunk(Portion))
        {
            var rows = await db.Contacts.AsNoTracking().Where(c => portion.Contains(c.Id)).Select(c => new
            {
                Contact = c,
                c.Person,
                c.Organisation,
                Relation = db.Relations.Where(r => r.OrganisationId == c.OrganisationId && !r.IsArchived).OrderBy(r => r.Number).Select(r => new { r.Id, r.IsBlocked }).FirstOrDefault(),
            }).ToListAsync(cancellationToken);
            foreach (var row in rows)
            {
                var address = AddressFor(kind, row.Contact, row.Organisation!);
                var isBlocked = row.Contact.IsBlocked || row.Relation is null || row.Relation.IsBlocked;
                found[row.Contact.Id] = new(row.Contact.Id, row.Relation?.Id, row.Person!.FullName, address, isBlocked ? LeftOut.Blocked : address.Length == 0 ? LeftOut.NoAddress : null);
            }
        }
        var allowed = ChannelOf(kind) is null ? null : await permissions.OfAsync([.. found.Values.Where(person => person.LeftOut is null).Select(person => person.ContactId!.Value)], cancellationToken);
        return [.. contactIds.Where(found.ContainsKey).Select(id => found[id]).Select(person => allowed is not null && person.LeftOut is null ? person with { LeftOut = Refusal(allowed[person.ContactId!.Value][ChannelOf(kind)!.Value]) } : person)];
    }

    /// <summary>To an event people come by themselves; inviting them is a letter, a mail or a call.</summary>
    static ContactChannel? ChannelOf(ActionKind kind) => kind switch
    {
        ActionKind.Mail => ContactChannel.Mail,
        ActionKind.Call => ContactChannel.Phone,
        ActionKind.Letter => ContactChannel.Post,
        _ => null,
    };

    static LeftOut? Refusal(ContactPermission permission) => permission.Reason switch
    {
        _ when permission.IsAllowed => null,
        PermissionReason.Withdrawn => LeftOut.Withdrawn,
        PermissionReason.Objected => LeftOut.Objected,
        PermissionReason.Suppressed => LeftOut.Suppressed,
        PermissionReason.NonMailing => LeftOut.NonMailing,
        PermissionReason.ContactBlocked or PermissionReason.RelationBlocked => LeftOut.Blocked,
        PermissionReason.NoAddress => LeftOut.NoAddress,
        PermissionReason.MailBounces => LeftOut.Bounces,
        _ => LeftOut.NoConsent,
    };

    /// <summary>One address, one mail: whoever comes second under it is left out.</summary>
    static IEnumerable<Candidate> OncePerAddress(IReadOnlyList<Candidate> people, ActionKind kind)
    {
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var person in people)
            yield return kind == ActionKind.Mail && person.LeftOut is null && !seen.Add(person.Address) ? person with { LeftOut = LeftOut.Twice } : person;
    }

    static string AddressFor(ActionKind kind, Contact contact, Organisation organisation) => kind switch
    {
        ActionKind.Mail => MimeKit.MailboxAddress.TryParse(contact.Email, out _) ? contact.Email! : "",
        ActionKind.Call => contact.Mobile ?? contact.Phone ?? organisation.Phone ?? "",
        ActionKind.Letter => OnEnvelope(organisation.Address),
        _ => contact.Email ?? contact.Mobile ?? contact.Phone ?? OnEnvelope(organisation.Address),
    };

    static string OnEnvelope(Address address) => address.Street.Length == 0 || address.Town.Length == 0
        ? ""
        : $"{address.Street} {address.HouseNumber}{address.Addition}, {address.PostalCode} {address.Town}".Replace("  ", " ", StringComparison.Ordinal);

    static async Task<(IReadOnlyList<Guid> Contacts, IReadOnlyList<string> Misses)> ImportedAsync(CrmDbContext db, List<string> entries, CancellationToken cancellationToken)
    {
        List<Guid> contacts = [];
        List<string> misses = [];
        foreach (var portion in entries.Chunk(Portion))
        {
            var numbers = portion.Select(entry => int.TryParse(entry, out var number) ? number : 0).Where(number => number > 0).ToList();
            var addresses = portion.Where(entry => entry.Contains('@', StringComparison.Ordinal)).Select(entry => entry.ToLowerInvariant()).ToList();
            var byAddress = await db.Contacts.Where(c => c.Email != null && addresses.Contains(c.Email.ToLower())).Select(c => new { c.Id, Entry = c.Email!.ToLower() }).ToListAsync(cancellationToken);
            var byNumber = await db.Relations.Where(r => numbers.Contains(r.Number))
                .SelectMany(r => db.Contacts.Where(c => c.OrganisationId == r.OrganisationId), (r, c) => new { c.Id, r.Number }).ToListAsync(cancellationToken);
            var found = byAddress.Select(row => (row.Id, row.Entry)).Concat(byNumber.Select(row => (row.Id, Entry: $"{row.Number}"))).ToLookup(row => row.Entry, row => row.Id);
            foreach (var entry in portion)
            {
                var key = int.TryParse(entry, out var number) ? $"{number}" : entry.ToLowerInvariant();
                if (found.Contains(key))
                    contacts.AddRange(found[key].Order());
                else
                    misses.Add(entry);
            }
        }
        return (contacts, misses);
    }
}
