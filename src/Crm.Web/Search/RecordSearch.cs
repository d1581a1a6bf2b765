using System.Globalization;
using Crm.Data;
using Crm.Forecasts;
using Crm.Quotes;
using Crm.Relations;
using Crm.Users;

namespace Crm.Search;

/// <summary>Something that the palette leads to.</summary>
public sealed record Found(string Icon, string Text, string More, string Href);

/// <summary>Finds records by the beginnings of words of their name or number, in any order, from an index of words.</summary>
public sealed class RecordSearch(CrmDatabase database)
{
    const int PerKind = 4;
    const int FewestLetters = 2;
    /// <summary>Many records have a word that begins with two letters: the newest of them are looked at.</summary>
    const int Newest = 64;

    /// <summary>The first four of each kind that this reader may see; nothing for less than two letters.</summary>
    public Task<IReadOnlyList<Found>> FindAsync(string typed, Actor reader, CancellationToken cancellationToken) => database.ReadAsync<IReadOnlyList<Found>>(async db =>
    {
        var (words, number) = (RecordWords.Asked(typed), NumberIn(typed));
        if (words.Sum(word => word.Length) < FewestLetters)
            return [];
        return
        [
            .. await RelationsAsync(db, words, number, cancellationToken),
            .. await ForecastsAsync(db, words, number, reader, cancellationToken),
            .. await QuotesAsync(db, words, number, cancellationToken),
            .. await ContactsAsync(db, words, cancellationToken),
            .. await ProjectsAsync(db, words, number, cancellationToken),
        ];
    }, cancellationToken);

    /// <summary>What this employee may begin.</summary>
    public Task<IReadOnlyList<Found>> NewAsync(Actor actor, CancellationToken cancellationToken) => database.ReadAsync<IReadOnlyList<Found>>(async db =>
    {
        var profiles = await db.EntryProfiles.OrderBy(profile => profile.Order).ToListAsync(cancellationToken);
        var relations = profiles.Where(profile => profile.RoleNames.Any(actor.Is))
            .Select(profile => new Found("rel", Say("Nieuwe verkooprelatie", "New sales relation"), profile.Name.ToString(), Urls.NewRelation(profile.Key)));
        return actor.Is(Roles.Sales) ? [.. relations, new("fc", Say("Nieuwe forecast", "New forecast"), "", Urls.NewForecast())] : [.. relations];
    }, cancellationToken);

    static async Task<IEnumerable<Found>> RelationsAsync(CrmDbContext db, IReadOnlyList<string> words, string number, CancellationToken cancellationToken)
    {
        var own = int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var typed) ? typed : -1;
        var organisations = await RelationSearch.PageAsync(db, string.Join(' ', words), null, PerKind, cancellationToken);
        var rows = await db.Relations.Where(r => !r.IsArchived && (r.Number == own || organisations.Contains(r.OrganisationId)))
            .OrderBy(r => r.Number == own ? 0 : 1).ThenBy(r => r.Organisation!.SearchName)
            .Select(r => new { r.Id, r.Organisation!.Name, r.Organisation.Address.Town, r.IsDebtor })
            .Take(PerKind).ToListAsync(cancellationToken);
        return rows.Select(r => new Found("rel", r.Name, Joined(r.IsDebtor ? Say("klant", "customer") : "prospect", r.Town), Urls.Relation(r.Id)));
    }

    static async Task<IEnumerable<Found>> ForecastsAsync(CrmDbContext db, IReadOnlyList<string> words, string number, Actor reader, CancellationToken cancellationToken)
    {
        // Whoever sees few forecasts may see none of the newest.
        var found = reader.Sight == Sight.All ? NewestHaving(db, WordKind.Forecast, words) : RecordWords.Having(db, WordKind.Forecast, words);
        var rows = await db.Forecasts.SeenBy(db, reader).Where(f => f.Number == number || found.Contains(f.Id))
            .OrderBy(f => f.Number == number ? 0 : 1).ThenBy(f => f.Result == ForecastResult.Open ? 0 : 1).ThenByDescending(f => f.Number)
            .Select(f => new { f.Id, f.Description, f.Number, f.ExpectedAmount })
            .Take(PerKind).ToListAsync(cancellationToken);
        return rows.Select(f => new Found("fc", f.Description, Joined($"forecast {f.Number}", Formats.EuroWhole(f.ExpectedAmount)), Urls.Forecast(f.Id)));
    }

    static async Task<IEnumerable<Found>> QuotesAsync(CrmDbContext db, IReadOnlyList<string> words, string number, CancellationToken cancellationToken)
    {
        var found = NewestHaving(db, WordKind.Quote, words);
        var rows = await db.Quotes.Where(q => (q.Number == number || found.Contains(q.Id)) && q.Status != QuoteStatus.Replaced)
            .OrderBy(q => q.Number == number ? 0 : 1).ThenByDescending(q => q.Number)
            .Select(q => new { q.Id, q.Title, q.Number, q.NetAmount })
            .Take(PerKind).ToListAsync(cancellationToken);
        return rows.Select(q => new Found("quote", q.Title, Joined(q.Number, Formats.EuroWhole(q.NetAmount)), Urls.Quote(q.Id)));
    }

    static async Task<IEnumerable<Found>> ContactsAsync(CrmDbContext db, IReadOnlyList<string> words, CancellationToken cancellationToken)
    {
        var found = NewestHaving(db, WordKind.Person, words);
        var rows = await (
            from contact in db.Contacts
            join relation in db.Relations on contact.OrganisationId equals relation.OrganisationId
            where !contact.IsBlocked && found.Contains(contact.PersonId)
            orderby contact.Person!.LastName
            select new { relation.Id, contact.Person, Organisation = contact.Organisation!.Name }).Take(PerKind).ToListAsync(cancellationToken);
        return rows.Select(c => new Found("user", c.Person!.FullName, c.Organisation, Urls.Relation(c.Id)));
    }

    static async Task<IEnumerable<Found>> ProjectsAsync(CrmDbContext db, IReadOnlyList<string> words, string number, CancellationToken cancellationToken)
    {
        var found = NewestHaving(db, WordKind.Project, words);
        var rows = await db.Projects.Where(p => p.Number == number || found.Contains(p.Id))
            .OrderBy(p => p.Number == number ? 0 : 1).ThenByDescending(p => p.Number)
            .Select(p => new { p.Id, p.Name, p.Number })
            .Take(PerKind).ToListAsync(cancellationToken);
        return rows.Select(p => new Found("project", p.Name, p.Number, Urls.Project(p.Id)));
    }

    /// <summary>Ids are in the order in which records were made, so the index of words answers this alone.</summary>
    static IQueryable<Guid> NewestHaving(CrmDbContext db, WordKind kind, IReadOnlyList<string> words) => RecordWords.Having(db, kind, words).OrderByDescending(id => id).Take(Newest);

    /// <summary>Nothing but a number was typed: the record that bears it comes first. Empty when it is none.</summary>
    static string NumberIn(string typed) => typed.Trim() is var text && text.Any(char.IsAsciiDigit) && !text.Any(char.IsWhiteSpace) ? text.ToUpperInvariant() : "";

    static string Joined(params string[] parts) => string.Join(" · ", parts.Where(part => part.Length > 0));
}
