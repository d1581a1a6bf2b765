using Crm.ContactMoments;
using Crm.Dashboard.Bookkeeping;
using Crm.Dashboard.Figures;
using Crm.Data;
using Crm.Users;

namespace Crm.Dashboard.Behind;

/// <summary>The contact that a figure counts, so that anyone can count it again.</summary>
public sealed class DashboardContacts(CrmDatabase database, Bookkeeper bookkeeper, TimeProvider clock)
{
    public sealed record Row(Guid Id, DateTime At, string Subject, LocalText Form, string Icon, Guid RelationId, string Relation, Guid? ForecastId, string? Forecast, string Employee);

    public sealed record Page(IReadOnlyList<Row> Items, int Total);

    /// <summary>The latest first.</summary>
    public async Task<Page> FindAsync(DashboardView view, RowsNarrowed narrowed, bool arePlanned, int skip, int take, Actor reader, CancellationToken cancellationToken)
    {
        var ledger = await bookkeeper.UpToDateAsync(cancellationToken);
        return await database.ReadAsync(async db =>
        {
            var scope = await DashboardScope.ReadAsync(db, ledger, view, reader, clock, cancellationToken);
            var contacts = OfPart(scope, OfView(scope, arePlanned ? Planned(scope) : Held(scope, narrowed)), narrowed);
            return new Page(await RowsAsync(db, contacts, skip, take, cancellationToken), await contacts.CountAsync(cancellationToken));
        }, cancellationToken);
    }

    static IQueryable<ContactMoment> Held(DashboardScope scope, RowsNarrowed narrowed)
    {
        var (first, end) = (DashboardScope.StartOf(narrowed.From ?? scope.From), DashboardScope.EndOf(narrowed.To ?? scope.To));
        return scope.Db.ContactMoments.Where(m => !m.IsPlanned && m.At >= first && m.At < end);
    }

    /// <summary>See <see cref="DashboardScope.IsPlanned"/>.</summary>
    static IQueryable<ContactMoment> Planned(DashboardScope scope)
    {
        var now = scope.Now;
        var ahead = scope.Db.ContactMoments.Where(m => m.At >= now);
        return scope.View.On is null ? ahead.Where(m => m.IsPlanned) : ahead.Where(m => m.CreatedAt < now);
    }

    static IQueryable<ContactMoment> OfView(DashboardScope scope, IQueryable<ContactMoment> contacts)
    {
        var (db, view) = (scope.Db, scope.View);
        if (scope.People is { } people)
            contacts = contacts.Where(m => people.Contains(m.EmployeeId));
        if (view.GroupId is { } group)
            contacts = contacts.Where(m => db.Forecasts.Any(f => f.Id == m.ForecastId && f.GroupId == group));
        if (view.CampaignId is { } campaign)
            contacts = contacts.Where(m => db.Forecasts.Any(f => f.Id == m.ForecastId && f.CampaignId == campaign));
        if (view.SourceId is { } source)
            contacts = contacts.Where(m => db.Forecasts.Any(f => f.Id == m.ForecastId && f.SourceId == source));
        return contacts;
    }

    static IQueryable<ContactMoment> OfPart(DashboardScope scope, IQueryable<ContactMoment> contacts, RowsNarrowed narrowed)
    {
        var db = scope.Db;
        if (narrowed.FormId is { } form)
            contacts = contacts.Where(m => m.FormId == form);
        if (narrowed.PartId is not { } part)
            return contacts;
        var id = part == Guid.Empty ? (Guid?)null : part;
        return narrowed.Part switch
        {
            Section.Employee => contacts.Where(m => m.EmployeeId == id),
            Section.Department => contacts.Where(m => db.Users.Any(u => u.Id == m.EmployeeId && u.DepartmentId == id)),
            Section.Campaign => contacts.Where(m => db.Forecasts.Any(f => f.Id == m.ForecastId && f.CampaignId == id)),
            Section.Source => contacts.Where(m => db.Forecasts.Any(f => f.Id == m.ForecastId && f.SourceId == id)),
            _ => contacts.Where(m => db.Forecasts.Any(f => f.Id == m.ForecastId && f.GroupId == id)),
        };
    }

    static async Task<IReadOnlyList<Row>> RowsAsync(CrmDbContext db, IQueryable<ContactMoment> contacts, int skip, int take, CancellationToken cancellationToken) =>
        await contacts.OrderByDescending(m => m.At).ThenByDescending(m => m.Id).Skip(skip).Take(take).Select(m => new Row(
            m.Id, m.At, m.Subject, m.Form!.Name, m.Form.Icon, m.RelationId, m.Relation!.Organisation!.Name, m.ForecastId,
            db.Forecasts.Where(f => f.Id == m.ForecastId).Select(f => f.Description).FirstOrDefault(), db.Users.Where(u => u.Id == m.EmployeeId).Select(u => u.Name).First())).ToListAsync(cancellationToken);
}
