using Crm.Data;
using Crm.Dossiers;
using Crm.Relations;
using Crm.Users;

namespace Crm.Permissions;

/// <summary>Something that a contact person said about being approached.</summary>
public sealed record NewConsent(ConsentAct Act, IReadOnlyList<ContactChannel> Channels, string Source)
{
    public const int LongestSource = 200;
    public const int LongestText = 4000;

    public ConsentGround Ground { get; init; }
    /// <summary>The words that the person agreed to; consent without them cannot be proved.</summary>
    public string Text { get; init; } = "";
    /// <summary>When; null is now.</summary>
    public DateTime? At { get; init; }
}

/// <summary>Writes the consent ledger.</summary>
public sealed class PermissionDesk(CrmDatabase database, TimeProvider clock)
{
    /// <summary>Adds a line for each channel. Objecting or withdrawing also puts the addresses on the list that outlives an erasure; consent takes them off.</summary>
    public Task RecordAsync(Guid contactId, NewConsent said, Actor actor, CancellationToken cancellationToken = default) => database.WriteAsync(async db =>
    {
        RefuseIncomplete(said);
        var contact = await db.Contacts.Include(contact => contact.Organisation).Include(contact => contact.Person).SingleOrDefaultAsync(contact => contact.Id == contactId, cancellationToken)
            ?? throw RefusedException.NotFound("Deze contactpersoon bestaat niet.", "This contact person does not exist.");
        await RefuseWrongGroundAsync(db, contact, said, cancellationToken);
        await db.LockAsync<Person>(contact.PersonId, cancellationToken);
        var channels = await NewsAsync(db, contact, said, cancellationToken);
        foreach (var channel in channels)
            await AddAsync(db, contact, channel, said, actor, cancellationToken);
        if (channels.Count > 0)
            await TellAsync(db, contact, said, channels, actor, cancellationToken);
    }, cancellationToken);

    async Task AddAsync(CrmDbContext db, Contact contact, ContactChannel channel, NewConsent said, Actor actor, CancellationToken cancellationToken)
    {
        var now = clock.UtcNow();
        var at = said.At is { } when ? Clock.Utc(when) : now;
        db.Consents.Add(new()
        {
            PersonId = contact.PersonId, Channel = channel, Act = said.Act, Ground = said.Act == ConsentAct.Given ? said.Ground : ConsentGround.Consent, At = at,
            Source = said.Source.Trim(), Text = said.Text.Trim(), RecordedAt = now, ById = actor.UserId, ByName = actor.Name, Door = actor.Door,
        });
        // The company's own number or mailbox is not the person's to close.
        var addresses = Suppression.AddressesOf(channel, contact).Where(address => address != contact.Organisation!.Phone && !string.Equals(address, contact.Organisation.Email, StringComparison.OrdinalIgnoreCase)).ToList();
        if (said.Act == ConsentAct.Given)
            await Suppression.RemoveAsync(db, channel, addresses, cancellationToken);
        else
            await Suppression.AddAsync(db, channel, addresses, said.Source.Trim(), at, cancellationToken);
    }

    /// <summary>The channels for which this is news: who presses "unsubscribe" twice has said it once.</summary>
    static async Task<IReadOnlyList<ContactChannel>> NewsAsync(CrmDbContext db, Contact contact, NewConsent said, CancellationToken cancellationToken)
    {
        var channels = said.Channels.Distinct().ToList();
        if (said.Act == ConsentAct.Given)
            return channels;
        var before = await db.Consents.AsNoTracking().Where(entry => entry.PersonId == contact.PersonId).OrderBy(entry => entry.At).ThenBy(entry => entry.Id).ToListAsync(cancellationToken);
        return [.. channels.Where(channel => before.LastOrDefault(entry => entry.Channel == channel)?.Act != said.Act)];
    }

    async Task TellAsync(CrmDbContext db, Contact contact, NewConsent said, IReadOnlyList<ContactChannel> channels, Actor actor, CancellationToken cancellationToken)
    {
        var kind = said.Act switch { ConsentAct.Given => DossierKind.ConsentGiven, ConsentAct.Withdrawn => DossierKind.ConsentWithdrawn, _ => DossierKind.ObjectionMade };
        Dictionary<string, string> details = new()
        {
            [Detail.Person] = contact.Person!.FullName,
            [Detail.Outcome] = string.Join(", ", channels.Select(channel => channel.Name().Nl)),
            [Detail.OutcomeEn] = string.Join(", ", channels.Select(channel => channel.Name().En)),
            [Detail.Subject] = said.Source.Trim(),
        };
        var relations = await db.Relations.Where(relation => relation.OrganisationId == contact.OrganisationId).Select(relation => relation.Id).ToListAsync(cancellationToken);
        db.Dossier.AddRange(relations.Select(id => Dossier.Item(kind, actor, clock, new(id), details)));
    }

    void RefuseIncomplete(NewConsent said)
    {
        List<Fault> faults = [];
        if (said.Channels is not { Count: > 0 })
            faults.Add(new("channels", "Kies minstens één kanaal.", "Choose at least one channel."));
        if (string.IsNullOrWhiteSpace(said.Source))
            faults.Add(new("source", "Vul in waar of hoe dit gezegd is.", "Enter where or how this was said."));
        else if (said.Source.Length > NewConsent.LongestSource)
            faults.Add(new("source", $"Hooguit {NewConsent.LongestSource} tekens.", $"At most {NewConsent.LongestSource} characters."));
        if (said is { Act: ConsentAct.Given, Ground: ConsentGround.Consent } && string.IsNullOrWhiteSpace(said.Text))
            faults.Add(new("text", "Leg vast waarmee iemand instemde: zonder die woorden is toestemming niet te bewijzen.", "Record what was agreed to: without those words consent cannot be proved."));
        if (said.Text?.Length > NewConsent.LongestText)
            faults.Add(new("text", $"Hooguit {NewConsent.LongestText} tekens.", $"At most {NewConsent.LongestText} characters."));
        if (said.At is { } at && Clock.Utc(at) > clock.UtcNow().AddDays(1))
            faults.Add(new("at", "Deze datum ligt in de toekomst.", "This date lies in the future."));
        faults.RefuseIfAny();
    }

    static async Task RefuseWrongGroundAsync(CrmDbContext db, Contact contact, NewConsent said, CancellationToken cancellationToken)
    {
        if (said.Act != ConsentAct.Given || said.Ground == ConsentGround.Consent)
            return;
        if (LegalForms.IsNaturalPerson(contact.Organisation!.LegalForm))
            throw RefusedException.Invalid("ground", "Deze uitzondering geldt alleen voor rechtspersonen; hier is toestemming nodig.", "This exception holds for legal persons only; consent is needed here.");
        if (said.Channels.Any(channel => channel is not (ContactChannel.Mail or ContactChannel.Message)))
            throw RefusedException.Invalid("channels", "Deze uitzondering geldt alleen voor mail en berichten.", "This exception holds for mail and messages only.");
        var isCustomer = await db.Relations.AnyAsync(relation => relation.OrganisationId == contact.OrganisationId && relation.IsDebtor, cancellationToken);
        if (said.Ground == ConsentGround.ExistingCustomer && !isCustomer)
            throw RefusedException.Invalid("ground", "Dit is nog geen klant: een offerteaanvraag is geen aankoop.", "This is not a customer yet: a request for a quote is not a purchase.");
    }
}
