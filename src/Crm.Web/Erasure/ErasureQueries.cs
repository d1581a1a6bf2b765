using Crm.Data;
using Crm.Users;

namespace Crm.Erasure;

/// <summary>What an erasure would do, before anybody does it.</summary>
public sealed class ErasureQueries(CrmDatabase database)
{
    public Task<ErasurePreview> PreviewAsync(Guid personId, Actor actor, CancellationToken cancellationToken = default) => database.ReadAsync(async db =>
    {
        ErasureDesk.RefuseOthers(actor);
        var traces = await PersonTraces.ReadAsync(db, personId, cancellationToken);
        var open = await traces.OpenQuotes(db).OrderBy(quote => quote.Number).Select(quote => quote.Number).ToListAsync(cancellationToken);
        return new ErasurePreview(traces.Person.FullName, [.. traces.Contacts.Select(contact => contact.Organisation!.Name)],
            await GoesAsync(db, traces, cancellationToken), await StaysAsync(db, traces, cancellationToken), await ToReadAsync(db, traces, cancellationToken))
        {
            Before = [.. open.Select(number => ErasureDesk.StillOpen(number).ToString())],
        };
    }, cancellationToken);

    static async Task<IReadOnlyList<ErasureLine>> GoesAsync(CrmDbContext db, PersonTraces traces, CancellationToken cancellationToken) =>
    [
        new(Say("Naam, functie, adressen en eigen velden", "Name, function, addresses and custom fields"), Say("Gewist", "Erased")),
        .. Counted(await db.Consents.CountAsync(entry => entry.PersonId == traces.Person.Id, cancellationToken), Say("Regels over toestemming", "Lines about consent"), Say("Gewist", "Erased")),
        .. Counted(await traces.Mails(db).CountAsync(cancellationToken), Say("Mails aan deze persoon", "Mails to this person"), Say("Gewist", "Erased")),
        .. Counted(await traces.CopiedQuotes(db).CountAsync(cancellationToken), Say("Offertes waarvan deze persoon een kopie krijgt", "Quotes that this person gets a copy of"), Say("Zonder dit adres", "Without this address")),
        .. Counted(await traces.BouncingAddresses(db).CountAsync(cancellationToken), Say("Adressen waarvan mail terugkwam", "Addresses that mail bounced from"), Say("Gewist", "Erased")),
        .. Counted(await traces.CampaignMembers(db).CountAsync(cancellationToken), Say("In een doelgroep", "In a target group"), Say("Telt mee zonder naam", "Counts without a name")),
        .. Counted(await traces.Submissions(db).CountAsync(cancellationToken), Say("Inzendingen", "Submissions"), Say("Zonder de contactpersoon", "Without the contact person")),
        .. Counted(await traces.ImportRows(db).CountAsync(cancellationToken), Say("Rijen van een import", "Rows of an import"), Say("Leeggemaakt", "Emptied")),
        .. Counted(traces.Merges.Count, Say("Samenvoegingen", "Merges"), Say("Niet meer ongedaan te maken", "Cannot be undone any more")),
        .. Counted(await traces.Envelopes(db).CountAsync(envelope => envelope.Status != Signing.EnvelopeStatus.Signed, cancellationToken), Say("Niet ondertekende verzoeken", "Requests that were not signed"), Say("Gewist", "Erased")),
        new(Say("Historie van contactpersonen", "History of contact persons"), Say("De regels blijven, wat erin stond gaat", "The lines stay, what stood in them goes")),
    ];

    static async Task<IReadOnlyList<ErasureLine>> StaysAsync(CrmDbContext db, PersonTraces traces, CancellationToken cancellationToken) =>
    [
        .. (await traces.SignedQuotes(db).OrderBy(quote => quote.Number).Select(quote => new { quote.Id, quote.Number }).ToListAsync(cancellationToken)).Select(quote =>
            new ErasureLine(Say($"Ondertekende offerte {quote.Number}", $"Signed quote {quote.Number}"), Say("Met bewijs en mail: de wet vraagt die zeven jaar te bewaren", "With evidence and mail: the law asks to keep them for seven years"), Urls.Quote(quote.Id))),
        .. Counted(await db.Forecasts.CountAsync(f => f.ContactId != null && traces.ContactIds.Contains(f.ContactId.Value), cancellationToken), "Forecasts", Say("Zijn van het bedrijf; zonder contactpersoon", "Are the company's; without a contact person")),
        .. Counted(await db.ContactMoments.CountAsync(m => m.ContactId != null && traces.ContactIds.Contains(m.ContactId.Value), cancellationToken), Say("Contactmomenten", "Contact moments"), Say("Zijn van het bedrijf; zonder contactpersoon", "Are the company's; without a contact person")),
        .. Counted(traces.Addresses.Count, Say("Adressen en nummers, onherkenbaar", "Addresses and numbers, unrecognisable"), Say("Op de lijst van niet te benaderen: anders wordt deze persoon opnieuw benaderd", "On the list not to approach: otherwise this person would be approached again")),
        new(Say("Logboeken van processen", "Logs of processes"), Say("Gaan vanzelf na de bewaartermijn", "Go by themselves after their term")),
    ];

    /// <summary>Free text names people as it pleases; which of it is about this person, only a reader can say.</summary>
    static async Task<IReadOnlyList<ErasureLine>> ToReadAsync(CrmDbContext db, PersonTraces traces, CancellationToken cancellationToken)
    {
        var moments = await db.ContactMoments.Where(m => traces.RelationIds.Contains(m.RelationId)).Select(m => new { m.Subject, m.Report }).ToListAsync(cancellationToken);
        var notes = await db.Dossier.Where(item => item.RelationId != null && traces.RelationIds.Contains(item.RelationId.Value) && item.Text != "").Select(item => item.Text).ToListAsync(cancellationToken);
        var where = traces.RelationIds is [var first, ..] ? Urls.Relation(first) : Urls.Relations;
        return
        [
            .. Counted(moments.Count(moment => traces.IsNamedIn(moment.Subject + moment.Report)), Say("Verslagen met deze naam", "Reports with this name"), Say("Lees ze na en haal weg wat over deze persoon gaat", "Read them and take out what is about this person"), where),
            .. Counted(notes.Count(traces.IsNamedIn), Say("Notities in het dossier met deze naam", "Notes in the dossier with this name"), Say("Lees ze na en haal weg wat over deze persoon gaat", "Read them and take out what is about this person"), where),
        ];
    }

    static IEnumerable<ErasureLine> Counted(int count, string what, string why, string? href = null) => count == 0 ? [] : [new($"{what}: {Formats.Number(count)}", why, href)];
}
