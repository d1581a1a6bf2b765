using Crm.Data;
using Crm.Users;

namespace Crm.Dashboard;

/// <summary>The dashboard's figures, and the rows behind each, for programs.</summary>
public static class DashboardApi
{
    const int MostRows = 500;

    /// <summary>The view as query parameters.</summary>
    public sealed record Asked(int? Year, Guid? DepartmentId, Guid? EmployeeId, Guid? GroupId, Measure? Measure)
    {
        public DashboardView View(TimeProvider clock) => Year is < 2000 or > 2100
            ? throw RefusedException.Invalid("year", "Kies een jaar tussen 2000 en 2100.", "Choose a year between 2000 and 2100.")
            : new(Year ?? clock.Today().Year, Measure ?? Dashboard.Measure.Amount, DepartmentId, EmployeeId, GroupId);
    }

    /// <summary>The part of a figure as query parameters.</summary>
    public sealed record Narrowed(DateOnly? From, DateOnly? To, Guid? StatusId, Guid? ReasonId, Guid? CompetitorId, Guid? ResponsibleId, Guid? PartGroupId, int? Skip, int? Take);

    public static void MapDashboard(this IEndpointRouteBuilder app)
    {
        var dashboard = app.MapGroup("/api/dashboard").WithTags("Dashboard").RequireAuthorization(staff => staff.RequireRole(Roles.All));
        dashboard.MapGet("/summary", ([AsParameters] Asked asked, DashboardQueries queries, TimeProvider clock, CancellationToken cancellationToken) =>
            queries.SummaryAsync(asked.View(clock), cancellationToken));
        dashboard.MapGet("/scored", ([AsParameters] Asked asked, DashboardQueries queries, TimeProvider clock, CancellationToken cancellationToken) =>
            queries.ScoredAsync(asked.View(clock), cancellationToken));
        dashboard.MapGet("/open", ([AsParameters] Asked asked, DashboardQueries queries, TimeProvider clock, CancellationToken cancellationToken) =>
            queries.OpenAsync(asked.View(clock), cancellationToken));
        dashboard.MapGet("/not-scored", ([AsParameters] Asked asked, DashboardQueries queries, TimeProvider clock, CancellationToken cancellationToken) =>
            queries.NotScoredAsync(asked.View(clock), cancellationToken));
        dashboard.MapGet("/targets", ([AsParameters] Asked asked, DashboardQueries queries, TimeProvider clock, CancellationToken cancellationToken) =>
            queries.TargetsAsync(asked.View(clock), cancellationToken));
        dashboard.MapGet("/contact-moments", ([AsParameters] Asked asked, DashboardQueries queries, TimeProvider clock, CancellationToken cancellationToken) =>
            queries.ContactMomentsAsync(asked.View(clock), cancellationToken));
        dashboard.MapGet("/rows", ([AsParameters] Asked asked, Figure figure, [AsParameters] Narrowed narrowed, DashboardRows rows, TimeProvider clock, CancellationToken cancellationToken) =>
            rows.FindAsync(
                asked.View(clock), figure,
                new(narrowed.From, narrowed.To, narrowed.StatusId, narrowed.ReasonId, narrowed.CompetitorId, narrowed.ResponsibleId, narrowed.PartGroupId),
                Math.Max(0, narrowed.Skip ?? 0), Math.Clamp(narrowed.Take ?? 100, 1, MostRows), cancellationToken));
    }
}
