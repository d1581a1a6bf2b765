using System.Security.Claims;
using Crm.Dashboard.Behind;
using Crm.Data;
using Crm.Documents;
using Crm.Users;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Crm.Dashboard.Exports;

/// <summary>What the page shows, to take along. The query is the address of the page, so that both show the same.</summary>
public static class DashboardExportApi
{
    public static void MapDashboardExport(this IEndpointRouteBuilder app)
    {
        var exports = app.MapGroup("/api/dashboard/export").WithTags("Dashboard").RequireAuthorization(staff => staff.RequireRole(Roles.All));
        exports.MapGet("/xlsx", async (HttpRequest request, string? tab, ClaimsPrincipal user, DashboardExport export, TimeProvider clock, CancellationToken cancellationToken) =>
            TypedResults.File(await export.WorkbookAsync(View(request, clock), Tab(tab), user.AsActor(Door.Api), cancellationToken), Workbook.ContentType, Name(tab, clock, "xlsx")))
            .WithSummary("A tab of the dashboard as an Excel workbook.");
        exports.MapGet("/rows", RowsAsync).WithSummary("The forecasts behind a figure as an Excel workbook.");
        exports.MapGet("/quote-rows", async (HttpRequest request, QuoteFigure figure, ClaimsPrincipal user, DashboardExport export, TimeProvider clock, CancellationToken cancellationToken) =>
            TypedResults.File(
                await export.WorkbookAsync(View(request, clock), figure, QuotesNarrowed.Read(request.Query.ToDictionary()), user.AsActor(Door.Api), cancellationToken),
                Workbook.ContentType, Name("quotes", clock, "xlsx")))
            .WithSummary("The quotes behind a figure as an Excel workbook.");
        exports.MapGet("/pdf", async (HttpRequest request, string? tab, ClaimsPrincipal user, DashboardPrint print, TimeProvider clock, CancellationToken cancellationToken) =>
            TypedResults.File(await print.PdfAsync(View(request, clock), Tab(tab), user.AsActor(Door.Api), cancellationToken), "application/pdf", Name(tab, clock, "pdf")))
            .WithSummary("A tab of the dashboard as a PDF.");
        exports.MapGet("/png", async (HttpRequest request, string? tab, ClaimsPrincipal user, DashboardPrint print, TimeProvider clock, CancellationToken cancellationToken) =>
            TypedResults.File(await print.PictureAsync(View(request, clock), Tab(tab), user.AsActor(Door.Api), cancellationToken), "image/png", Name(tab, clock, "png")))
            .WithSummary("A tab of the dashboard as a picture.");
    }

    static async Task<FileContentHttpResult> RowsAsync(HttpRequest request, Figure figure, ClaimsPrincipal user, DashboardExport export, TimeProvider clock, CancellationToken cancellationToken) =>
        TypedResults.File(
            await export.WorkbookAsync(View(request, clock), figure, RowsNarrowed.Read(request.Query.ToDictionary()), user.AsActor(Door.Api), cancellationToken),
            Workbook.ContentType, Name(figure.ToString().ToLowerInvariant(), clock, "xlsx"));

    static DashboardView View(HttpRequest request, TimeProvider clock) => DashboardView.Read(request.Query.ToDictionary(), clock);

    static string Tab(string? tab) => DashboardView.Tabs.Contains(tab ?? "") ? tab ?? "" : throw RefusedException.NotFound("Dit tabblad bestaat niet.", "This tab does not exist.");

    static string Name(string? tab, TimeProvider clock, string kind) => $"dashboard{(string.IsNullOrEmpty(tab) ? "" : "-" + tab)}-{clock.Today():yyyy-MM-dd}.{kind}";
}
