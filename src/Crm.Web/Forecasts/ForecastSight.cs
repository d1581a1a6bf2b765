using Crm.Data;
using Crm.Users;

namespace Crm.Forecasts;

/// <summary>
/// Which forecasts an employee sees: everybody's, those of the own department, or the own only; a share makes it one's own as well. It holds for lists, the board, records,
/// changes, searches, figures and exports. Quotes, contact moments and projects belong to the relation and are not limited by it.
/// </summary>
public static class ForecastSight
{
    /// <summary>Whose was asked for, or less when this reader may see less.</summary>
    public static Whose Narrowed(this Actor reader, Whose asked) => reader.Sight switch
    {
        Sight.Own => Whose.Mine,
        Sight.Team when asked == Whose.All => Whose.Team,
        _ => asked,
    };

    /// <summary>What there is to choose from: nobody is offered more than they see.</summary>
    public static IReadOnlyList<Whose> Choosable(this Actor reader) => [.. Enum.GetValues<Whose>().Where(whose => reader.Narrowed(whose) == whose)];

    public static IQueryable<Forecast> SeenBy(this IQueryable<Forecast> forecasts, CrmDbContext db, Actor reader, Whose asked = Whose.All) => reader.Narrowed(asked) switch
    {
        Whose.Mine => forecasts.WorkedOnBy(db, reader.UserId),
        Whose.Team => forecasts.Where(f => db.TeamOf(reader).Contains(f.ResponsibleId) || db.ForecastShares.Where(s => db.TeamOf(reader).Contains(s.EmployeeId)).Select(s => s.FiguresId).Contains(f.Id)),
        _ => forecasts,
    };

    /// <summary>Responsible for, or with a share in. One after the other: an "or" between the two answers no index. By the list of shares: asked of each forecast, SQLite looks at all of them.</summary>
    public static IQueryable<Forecast> WorkedOnBy(this IQueryable<Forecast> forecasts, CrmDbContext db, Guid? employeeId) => forecasts.Where(f => f.ResponsibleId == employeeId)
        .Concat(forecasts.Where(f => f.ResponsibleId != employeeId && db.ForecastShares.Where(s => s.EmployeeId == employeeId).Select(s => s.FiguresId).Contains(f.Id)));

    /// <summary>For every endpoint with a forecast's id in its path.</summary>
    public static async ValueTask<object?> GuardAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        if (http.Request.RouteValues["id"] is string id)
            await http.RequestServices.GetRequiredService<ForecastQueries>().RefuseUnseenAsync(Guid.Parse(id), http.User.AsActor(Door.Api), http.RequestAborted);
        return await next(context);
    }
}
