using Crm.Data;
using Crm.Forecasts;
using Crm.Quotes;
using Crm.Relations;
using Crm.Users;

namespace Crm.Shell;

/// <summary>Something that the palette leads to.</summary>
public sealed record Found(string Icon, string Text, string More, string Href);

/// <summary>Finds records by a few letters of their name or number.</summary>
public sealed class RecordSearch(CrmDatabase database)
{
    const int PerKind = 4;

    public Task<IReadOnlyList<Found>> FindAsync(string typed, Actor reader, CancellationToken cancellationToken) => database.ReadAsync<IReadOnlyList<Found>>(async db =>
    {
        var text = typed.Trim().ToLowerInvariant();
        if (text.Length < 2)
            return [];
        return
        [
            .. await RelationsAsync(db, text, cancellationToken),
            .. await ForecastsAsync(db, text, reader, cancellationToken),
            .. await QuotesAsync(db, text, cancellationToken),
            .. await ContactsAsync(db, text, cancellationToken),
            .. await ProjectsAsync(db, text, cancellationToken),
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

    static async Task<IEnumerable<Found>> RelationsAsync(CrmDbContext db, string text, CancellationToken cancellationToken)
    {
        var number = int.TryParse(text, out var typed) ? typed : -1;
        var rows = await db.Relations
            .Where(r => !r.IsArchived && (r.Organisation!.Name.ToLower().Contains(text) || r.Number == number || r.Organisation.KvkNumber == text))
            .OrderBy(r => r.Organisation!.Name)
            .Select(r => new { r.Id, r.Organisation!.Name, r.Organisation.Address.Town, r.IsDebtor })
            .Take(PerKind).ToListAsync(cancellationToken);
        return rows.Select(r => new Found("rel", r.Name, Joined(r.IsDebtor ? Say("klant", "customer") : "prospect", r.Town), Urls.Relation(r.Id)));
    }

    static async Task<IEnumerable<Found>> ForecastsAsync(CrmDbContext db, string text, Actor reader, CancellationToken cancellationToken)
    {
        var rows = await db.Forecasts.SeenBy(db, reader).Where(f => f.Description.ToLower().Contains(text) || f.Number.ToLower().StartsWith(text))
            .OrderBy(f => f.Result == ForecastResult.Open ? 0 : 1).ThenByDescending(f => f.Number)
            .Select(f => new { f.Id, f.Description, f.Number, f.ExpectedAmount })
            .Take(PerKind).ToListAsync(cancellationToken);
        return rows.Select(f => new Found("fc", f.Description, Joined($"forecast {f.Number}", Formats.EuroWhole(f.ExpectedAmount)), Urls.Forecast(f.Id)));
    }

    static async Task<IEnumerable<Found>> QuotesAsync(CrmDbContext db, string text, CancellationToken cancellationToken)
    {
        var rows = await db.Quotes.Where(q => (q.Title.ToLower().Contains(text) || q.Number.ToLower().Contains(text)) && q.Status != QuoteStatus.Replaced)
            .OrderByDescending(q => q.Number)
            .Select(q => new { q.Id, q.Title, q.Number, q.NetAmount })
            .Take(PerKind).ToListAsync(cancellationToken);
        return rows.Select(q => new Found("quote", q.Title, Joined(q.Number, Formats.EuroWhole(q.NetAmount)), Urls.Quote(q.Id)));
    }

    static async Task<IEnumerable<Found>> ContactsAsync(CrmDbContext db, string text, CancellationToken cancellationToken)
    {
        var rows = await (
            from contact in db.Contacts
            join relation in db.Relations on contact.OrganisationId equals relation.OrganisationId
            where !contact.IsBlocked && (contact.Person!.FirstName + " " + contact.Person.LastName).ToLower().Contains(text)
            orderby contact.Person!.LastName
            select new { relation.Id, contact.Person, Organisation = contact.Organisation!.Name }).Take(PerKind).ToListAsync(cancellationToken);
        return rows.Select(c => new Found("user", c.Person!.FullName, c.Organisation, Urls.Relation(c.Id)));
    }

    static async Task<IEnumerable<Found>> ProjectsAsync(CrmDbContext db, string text, CancellationToken cancellationToken)
    {
        var rows = await db.Projects.Where(p => p.Name.ToLower().Contains(text) || p.Number.ToLower().StartsWith(text))
            .OrderByDescending(p => p.Number)
            .Select(p => new { p.Id, p.Name, p.Number })
            .Take(PerKind).ToListAsync(cancellationToken);
        return rows.Select(p => new Found("project", p.Name, p.Number, Urls.Project(p.Id)));
    }

    static string Joined(params string[] parts) => string.Join(" · ", parts.Where(part => part.Length > 0));
}
