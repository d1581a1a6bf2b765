using System.Security.Claims;
using Crm.Dashboard.Behind;
using Crm.Dashboard.Figures;
using Crm.Data;
using Crm.Forecasts;
using Crm.Quotes;
using Crm.Users;

namespace Crm.Dashboard;

/// <summary>The dashboard's figures, and the rows behind each, for programs.</summary>
public static class DashboardApi
{
    const int MostRows = 500;

    /// <summary>The view as query parameters.</summary>
    /// <param name="Months">"7-9"; nothing is the whole year.</param>
    /// <param name="On">A past day, shown as it was at its end.</param>
    /// <param name="Moved">From when the summary tells what moved; a week when nothing is asked for.</param>
    public sealed record Asked(
        int? Year, Guid? DepartmentId, Guid? EmployeeId, Guid? GroupId, Guid? CampaignId, Guid? SourceId, Measure? Measure, Whose? Whose, Section? Section, string? Months, DateOnly? On, MovementSpan? Moved)
    {
        public DashboardView View(TimeProvider clock)
        {
            var year = Year ?? (On ?? clock.Today()).Year;
            if (year is < 2000 or > 2100)
                throw RefusedException.Invalid("year", "Kies een jaar tussen 2000 en 2100.", "Choose a year between 2000 and 2100.");
            if (On > clock.Today())
                throw RefusedException.Invalid("on", "Kies een dag die geweest is.", "Choose a day that has been.");
            var (first, last) = DashboardView.Months(Months);
            return new(
                year, Measure ?? Figures.Measure.Amount, DepartmentId, EmployeeId, GroupId, CampaignId, SourceId, Whose ?? Users.Whose.All, Section ?? Dashboard.Section.Group, first, last,
                On == clock.Today() ? null : On, Moved ?? MovementSpan.Week);
        }
    }

    /// <summary>The part of a figure as query parameters.</summary>
    public sealed record Narrowed(
        DateOnly? From, DateOnly? To, Guid? StatusId, Guid? ReasonId, Guid? CompetitorId, Section? Part, Guid? PartId, Guid? FormId, int? FromDays, int? ToDays, MovementStep? Step, int? Skip, int? Take)
    {
        public RowsNarrowed Rows => new(From, To, StatusId, ReasonId, CompetitorId, Part, PartId, FromDays, ToDays, Step, FormId);
    }

    /// <summary>The part of a figure of quotes as query parameters.</summary>
    public sealed record QuotesAsked(DateOnly? From, DateOnly? To, QuoteStatus? Status, int? Discount, int? Versions, int? Days, Section? Part, Guid? PartId, int? Skip, int? Take)
    {
        public QuotesNarrowed Rows => new(From, To, Status, Discount, Versions, Days, Part, PartId);
    }

    public static void MapDashboard(this IEndpointRouteBuilder app)
    {
        var dashboard = app.MapGroup("/api/dashboard").WithTags("Dashboard").RequireAuthorization(staff => staff.RequireRole(Roles.All));
        dashboard.MapGet("/summary", ([AsParameters] Asked asked, ClaimsPrincipal user, DashboardQueries queries, TimeProvider clock, CancellationToken cancellationToken) =>
            queries.SummaryAsync(asked.View(clock), user.AsActor(Door.Api), cancellationToken));
        dashboard.MapGet("/scored", ([AsParameters] Asked asked, ClaimsPrincipal user, DashboardQueries queries, TimeProvider clock, CancellationToken cancellationToken) =>
            queries.ScoredAsync(asked.View(clock), user.AsActor(Door.Api), cancellationToken));
        dashboard.MapGet("/open", ([AsParameters] Asked asked, ClaimsPrincipal user, DashboardQueries queries, TimeProvider clock, CancellationToken cancellationToken) =>
            queries.OpenAsync(asked.View(clock), user.AsActor(Door.Api), cancellationToken));
        dashboard.MapGet("/not-scored", ([AsParameters] Asked asked, ClaimsPrincipal user, DashboardQueries queries, TimeProvider clock, CancellationToken cancellationToken) =>
            queries.NotScoredAsync(asked.View(clock), user.AsActor(Door.Api), cancellationToken));
        dashboard.MapGet("/targets", ([AsParameters] Asked asked, ClaimsPrincipal user, DashboardQueries queries, TimeProvider clock, CancellationToken cancellationToken) =>
            queries.TargetsAsync(asked.View(clock), user.AsActor(Door.Api), cancellationToken));
        dashboard.MapGet("/contact-moments", ([AsParameters] Asked asked, ClaimsPrincipal user, DashboardQueries queries, TimeProvider clock, CancellationToken cancellationToken) =>
            queries.ContactMomentsAsync(asked.View(clock), user.AsActor(Door.Api), cancellationToken));
        dashboard.MapGet("/quotes", ([AsParameters] Asked asked, ClaimsPrincipal user, DashboardQueries queries, TimeProvider clock, CancellationToken cancellationToken) =>
            queries.QuotesAsync(asked.View(clock), user.AsActor(Door.Api), cancellationToken));
        dashboard.MapGet("/section", ([AsParameters] Asked asked, ClaimsPrincipal user, DashboardQueries queries, TimeProvider clock, CancellationToken cancellationToken) =>
            queries.SectionAsync(asked.View(clock), user.AsActor(Door.Api), cancellationToken));
        dashboard.MapGet("/movement", ([AsParameters] Asked asked, DateOnly since, ClaimsPrincipal user, DashboardQueries queries, TimeProvider clock, CancellationToken cancellationToken) =>
            queries.MovementAsync(asked.View(clock), since, user.AsActor(Door.Api), cancellationToken));
        dashboard.MapGet("/rows", ([AsParameters] Asked asked, Figure figure, [AsParameters] Narrowed narrowed, ClaimsPrincipal user, DashboardRows rows, TimeProvider clock, CancellationToken cancellationToken) =>
            rows.FindAsync(
                asked.View(clock), figure, narrowed.Rows, Math.Max(0, narrowed.Skip ?? 0), Math.Clamp(narrowed.Take ?? 100, 1, MostRows), user.AsActor(Door.Api), cancellationToken));
        dashboard.MapGet("/contacts", ([AsParameters] Asked asked, bool? planned, [AsParameters] Narrowed narrowed, ClaimsPrincipal user, DashboardContacts contacts, TimeProvider clock, CancellationToken cancellationToken) =>
            contacts.FindAsync(
                asked.View(clock), narrowed.Rows, planned ?? false, Math.Max(0, narrowed.Skip ?? 0), Math.Clamp(narrowed.Take ?? 100, 1, MostRows), user.AsActor(Door.Api), cancellationToken));
        dashboard.MapGet("/quote-rows", ([AsParameters] Asked asked, QuoteFigure figure, [AsParameters] QuotesAsked narrowed, ClaimsPrincipal user, DashboardQuotes quotes, TimeProvider clock, CancellationToken cancellationToken) =>
            quotes.FindAsync(
                asked.View(clock), figure, narrowed.Rows, Math.Max(0, narrowed.Skip ?? 0), Math.Clamp(narrowed.Take ?? 100, 1, MostRows), user.AsActor(Door.Api), cancellationToken));
    }
}
