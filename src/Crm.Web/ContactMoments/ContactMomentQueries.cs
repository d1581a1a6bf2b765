using Crm.Data;
using Crm.Dossiers;

namespace Crm.ContactMoments;

public enum ContactState { All, Held, Planned }

/// <summary>Which contact moments; days are those of the Netherlands, both included.</summary>
public sealed record ContactFilter(
    Guid? EmployeeId = null, ContactState State = ContactState.All, DateOnly? From = null, DateOnly? To = null, Guid? RelationId = null, Guid? ForecastId = null);

/// <summary>Contact that was and contact that is to be.</summary>
public sealed class ContactMomentQueries(CrmDatabase database)
{
    public sealed record Row(
        Guid Id, DateTime At, bool IsPlanned, string Subject, LocalText Form, string Icon, string Relation, Guid RelationId,
        Guid? ForecastId, string? Forecast, string? Contact, string Employee, Guid EmployeeId);

    public sealed record Rows(IReadOnlyList<Row> Items, int Total);

    public sealed record Attached(Guid Id, string FileName, long Size);

    public sealed record Whole(Row Row, Guid FormId, Guid? ContactId, string Report, Guid? FollowsId, int Revision, IReadOnlyList<Attached> Files);

    public sealed record Form(Guid Id, LocalText Name, string Icon, bool IsArchived);

    public sealed record Person(Guid Id, string Name);

    /// <summary>What a form about a relation offers to choose from.</summary>
    public sealed record Setting(Guid RelationId, string Relation, IReadOnlyList<Person> Contacts, IReadOnlyList<Person> Forecasts, Guid? ContactId);

    /// <summary>Newest first, the ones before a place; the total counts all of the filter.</summary>
    public Task<Rows> ListAsync(ContactFilter filter, DossierPlace? before, int take, CancellationToken cancellationToken) => database.ReadAsync(async db =>
    {
        var all = Matching(db.ContactMoments, filter);
        var total = await all.CountAsync(cancellationToken);
        if (before is not null)
            all = all.Where(m => m.At < before.At || (m.At == before.At && m.Id < before.Id));
        var rows = await Rowed(db, all.OrderByDescending(m => m.At).ThenByDescending(m => m.Id).Take(take)).ToListAsync(cancellationToken);
        return new Rows(rows, total);
    }, cancellationToken);

    public Task<Whole?> FindAsync(Guid id, CancellationToken cancellationToken) => database.ReadAsync(async db =>
    {
        var row = await Rowed(db, db.ContactMoments.Where(m => m.Id == id)).FirstOrDefaultAsync(cancellationToken);
        if (row is null)
            return null;
        var more = await db.ContactMoments.Where(m => m.Id == id).Select(m => new { m.FormId, m.ContactId, m.Report, m.FollowsId, m.Revision }).FirstAsync(cancellationToken);
        var files = await db.Files.Where(f => f.OwnerId == id).OrderBy(f => f.Id).Select(f => new Attached(f.Id, f.FileName, f.Size)).ToListAsync(cancellationToken);
        return new Whole(row, more.FormId, more.ContactId, more.Report, more.FollowsId, more.Revision, files);
    }, cancellationToken);

    public Task<IReadOnlyList<Form>> FormsAsync(CancellationToken cancellationToken) => database.ReadAsync<IReadOnlyList<Form>>(async db =>
        await db.ContactForms.AsNoTracking().OrderBy(f => f.IsArchived).ThenBy(f => f.Order).Select(f => new Form(f.Id, f.Name, f.Icon, f.IsArchived)).ToListAsync(cancellationToken), cancellationToken);

    /// <summary>Whom and what contact can be about, from a relation or from one of its forecasts.</summary>
    public Task<Setting?> SettingAsync(Guid? relationId, Guid? forecastId, CancellationToken cancellationToken) => database.ReadAsync(async db =>
    {
        var forecast = await db.Forecasts.Where(f => f.Id == forecastId).Select(f => new { f.RelationId, f.ContactId }).FirstOrDefaultAsync(cancellationToken);
        relationId ??= forecast?.RelationId;
        var relation = await db.Relations.Where(r => r.Id == relationId).Select(r => new { r.Id, r.OrganisationId, r.Organisation!.Name }).FirstOrDefaultAsync(cancellationToken);
        if (relation is null)
            return null;
        var contacts = await db.Contacts.Where(c => c.OrganisationId == relation.OrganisationId && !c.IsBlocked).Include(c => c.Person).ToListAsync(cancellationToken);
        var forecasts = await db.Forecasts.Where(f => f.RelationId == relation.Id && (f.Result == Forecasts.ForecastResult.Open || f.Id == forecastId))
            .OrderByDescending(f => f.CreatedAt).Select(f => new Person(f.Id, f.Number + " · " + f.Description)).ToListAsync(cancellationToken);
        return new Setting(relation.Id, relation.Name, [.. contacts.Select(c => new Person(c.Id, c.Person!.FullName))], forecasts, forecast?.ContactId ?? contacts.FirstOrDefault()?.Id);
    }, cancellationToken);

    static IQueryable<ContactMoment> Matching(IQueryable<ContactMoment> moments, ContactFilter filter)
    {
        if (filter.EmployeeId is { } employee)
            moments = moments.Where(m => m.EmployeeId == employee);
        if (filter.RelationId is { } relation)
            moments = moments.Where(m => m.RelationId == relation);
        if (filter.ForecastId is { } forecast)
            moments = moments.Where(m => m.ForecastId == forecast);
        moments = filter.State switch
        {
            ContactState.Planned => moments.Where(m => m.IsPlanned),
            ContactState.Held => moments.Where(m => !m.IsPlanned),
            _ => moments,
        };
        if (filter.From is { } from && Clock.Utc(from, TimeOnly.MinValue) is var first)
            moments = moments.Where(m => m.At >= first);
        if (filter.To is { } to && Clock.Utc(to.AddDays(1), TimeOnly.MinValue) is var end)
            moments = moments.Where(m => m.At < end);
        return moments;
    }

    static IQueryable<Row> Rowed(CrmDbContext db, IQueryable<ContactMoment> moments) =>
        from moment in moments.AsNoTracking()
        join employee in db.Users on moment.EmployeeId equals employee.Id
        join forecast in db.Forecasts on moment.ForecastId equals (Guid?)forecast.Id into forecasts
        from about in forecasts.DefaultIfEmpty()
        orderby moment.At descending, moment.Id descending
        select new Row(
            moment.Id, moment.At, moment.IsPlanned, moment.Subject, moment.Form!.Name, moment.Form.Icon, moment.Relation!.Organisation!.Name, moment.RelationId,
            moment.ForecastId, about == null ? null : about.Description,
            moment.Contact == null ? null : moment.Contact.Person!.FirstName + " " + (moment.Contact.Person!.Prefix == "" ? "" : moment.Contact.Person!.Prefix + " ") + moment.Contact.Person!.LastName,
            employee.Name, moment.EmployeeId);
}
