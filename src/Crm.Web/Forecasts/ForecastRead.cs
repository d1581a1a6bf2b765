using System.Linq.Expressions;
using Crm.CustomFields;
using Crm.Data;

namespace Crm.Forecasts;

/// <summary>The projections that list, board and record share.</summary>
public static class ForecastRead
{
    const int PortionSize = 500;

    public static Expression<Func<ForecastStatus, StatusRow>> Status { get; } =
        s => new StatusRow(s.Id, s.Key, new LocalText(s.Name.Nl, s.Name.En), s.Color, s.Order, s.Chance, s.StaleAfterDays, s.IsArchived);

    public static async Task<List<ForecastRow>> RowsAsync(this IQueryable<Forecast> forecasts, CrmDbContext db, DateTime startOfToday, CancellationToken cancellationToken) =>
        WithOpenFields(await WithNextAsync(db, await Rows(forecasts, db).ToListAsync(cancellationToken), startOfToday, cancellationToken), await CustomFieldSet.ReadAsync(db, cancellationToken));

    static List<ForecastRow> WithOpenFields(List<ForecastRow> rows, CustomFieldSet fields) => rows.ConvertAll(row => row.Custom.Count == 0 ? row : row with { Custom = fields.Open(row.Custom) });

    static IQueryable<ForecastRow> Rows(IQueryable<Forecast> forecasts, CrmDbContext db) => forecasts.Select(f => new ForecastRow
    {
        Id = f.Id,
        Number = f.Number,
        Description = f.Description,
        RelationId = f.RelationId,
        Relation = f.Relation!.Organisation!.Name,
        StatusId = f.StatusId,
        StatusSince = f.StatusSince,
        Chance = f.Chance,
        ExpectedAmount = f.ExpectedAmount,
        WeightedAmount = f.WeightedAmount,
        ExpectedDate = f.ExpectedDate,
        ResponsibleId = f.ResponsibleId,
        Responsible = db.Users.Where(user => user.Id == f.ResponsibleId).Select(user => user.Name).First(),
        Result = f.Result,
        ClosedOn = f.ClosedOn,
        OrderAmount = f.OrderAmount,
        Custom = f.Custom,
        Revision = f.Revision,
        StartDate = f.StartDate,
        Group = db.ForecastOptions.Where(o => o.Id == f.GroupId).Select(o => new LocalText(o.Name.Nl, o.Name.En)).FirstOrDefault(),
        Source = db.ForecastOptions.Where(o => o.Id == f.SourceId).Select(o => new LocalText(o.Name.Nl, o.Name.En)).FirstOrDefault(),
        Campaign = db.Campaigns.Where(c => c.Id == f.CampaignId).Select(c => c.Name).FirstOrDefault(),
    });

    /// <summary>
    /// The appointments come after the rows, of those rows only: asked along with them, the databases first look up the next appointment of every forecast there is.
    /// </summary>
    static async Task<List<ForecastRow>> WithNextAsync(CrmDbContext db, List<ForecastRow> rows, DateTime startOfToday, CancellationToken cancellationToken)
    {
        Dictionary<Guid, NextAppointment> next = [];
        foreach (var portion in rows.Select(row => row.Id).Chunk(PortionSize))
        {
            var planned = await db.ContactMoments.Where(m => m.ForecastId != null && portion.Contains(m.ForecastId.Value) && m.IsPlanned && m.At >= startOfToday).OrderBy(m => m.At)
                .Select(m => new
                {
                    ForecastId = m.ForecastId!.Value,
                    Appointment = new NextAppointment(m.Id, m.At, new LocalText(m.Form!.Name.Nl, m.Form.Name.En), m.Subject,
                        m.Contact == null ? null : m.Contact.Person!.FirstName + " " + m.Contact.Person.LastName),
                }).ToListAsync(cancellationToken);
            foreach (var moment in planned)
                next.TryAdd(moment.ForecastId, moment.Appointment);
        }
        return rows.ConvertAll(row => next.TryGetValue(row.Id, out var appointment) ? row with { Next = appointment } : row);
    }

    public static DateTime StartOfToday(this TimeProvider clock) => Clock.Utc(clock.Today(), TimeOnly.MinValue);
}
