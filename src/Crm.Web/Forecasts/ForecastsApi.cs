using System.Security.Claims;
using Crm.Data;
using Crm.Documents;
using Crm.Users;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Crm.Forecasts;

/// <summary>Forecasts over HTTP: the same verbs as the pages.</summary>
public static class ForecastsApi
{
    public sealed record Undone(int Changed);

    public sealed record StatusRequest(string Status);

    /// <param name="Result">"Scored" or "NotScored".</param>
    /// <param name="OrderAmount">Asked when scored.</param>
    /// <param name="ReasonId">Asked when not scored.</param>
    /// <param name="ClosedOn">Today when left out.</param>
    public sealed record CloseRequest(ForecastResult Result, decimal? OrderAmount, Guid? ReasonId, Guid? LostToId, DateOnly? ClosedOn);

    public static void MapForecasts(this IEndpointRouteBuilder app)
    {
        var forecasts = app.MapGroup("/api/forecasts").WithTags("Forecasts").RequireAuthorization().AddEndpointFilter(ForecastSight.GuardAsync);
        forecasts.MapGet("/", ListAsync).WithSummary("A page of forecasts; the query is the filter of the list page: whose, group, status, result, from, until, attention, search, sort.");
        forecasts.MapGet("/board", BoardAsync).WithSummary("The open forecasts by status, with totals.");
        forecasts.MapGet("/export", ExportAsync).WithSummary("All pages of the list as an Excel workbook; the same query, with columns.");
        forecasts.MapGet("/pipeline", (DateOnly on, Whose? whose, ClaimsPrincipal user, PipelineHistory history, CancellationToken cancellationToken) =>
            history.OnAsync(on, whose ?? Whose.All, user.AsActor(Door.Api), cancellationToken)).WithSummary("The pipeline as it was at the end of a day, beside today's.");
        forecasts.MapGet("/statuses", (ForecastQueries queries, CancellationToken cancellationToken) => queries.StatusesAsync(cancellationToken)).WithSummary("The statuses, in order.");
        forecasts.MapGet("/options/{kind}", (ForecastOptionKind kind, ForecastQueries queries, CancellationToken cancellationToken) => queries.OptionsAsync(kind, cancellationToken))
            .WithSummary("What can be chosen as group, source, reason of loss or competitor.");
        forecasts.MapGet("/{id:guid}", (Guid id, ForecastQueries queries, CancellationToken cancellationToken) => queries.RecordAsync(id, cancellationToken)).WithSummary("One forecast.");
        forecasts.MapGet("/{id:guid}/history", (Guid id, ForecastQueries queries, CancellationToken cancellationToken) => queries.HistoryAsync(id, cancellationToken))
            .WithSummary("Every change of every field, newest first.");

        var writing = forecasts.MapGroup("").RequireAuthorization(policy => policy.RequireRole(Roles.Sales, Roles.Reviewer));
        writing.MapPost("/", OpenAsync).WithSummary("Opens a forecast at a relation.");
        writing.MapPost("/bulk", (BulkChange change, ClaimsPrincipal user, ForecastBulk bulk, CancellationToken cancellationToken) => bulk.ChangeAsync(change, user.AsActor(Door.Api), cancellationToken))
            .WithSummary("Gives one field of many forecasts a value: those named, or all of a query. Answers with who was skipped and why, and with what undoes it.");
        writing.MapPost("/bulk/undo", async (BulkUndo undo, ClaimsPrincipal user, ForecastBulk bulk, CancellationToken cancellationToken) =>
            new Undone(await bulk.UndoAsync(undo, user.AsActor(Door.Api), cancellationToken))).WithSummary("Undoes a bulk change; what somebody changed since stays.");
        writing.MapPut("/{id:guid}", EditAsync).WithSummary("Edits the fields; with the revision that was read, another's changes are merged or refused.");
        writing.MapPut("/{id:guid}/status", SetStatusAsync).WithSummary("Gives the forecast another status, by key or id.");
        writing.MapPost("/{id:guid}/close", CloseAsync).WithSummary("Closes the forecast as scored or not scored.");
        writing.MapPost("/{id:guid}/reopen", ReopenAsync).WithSummary("Opens a closed forecast again.");
    }

    static Task<ForecastList> ListAsync(HttpRequest request, ClaimsPrincipal user, ForecastQueries queries, string? after, int? take, CancellationToken cancellationToken) =>
        queries.ListAsync(ForecastFilter.Parse(request.Query), user.AsActor(Door.Api), after, Math.Clamp(take ?? ForecastQueries.PageSize, 1, 200), cancellationToken);

    static async Task<FileContentHttpResult> ExportAsync(HttpRequest request, ClaimsPrincipal user, ForecastExport export, TimeProvider clock, CancellationToken cancellationToken) => TypedResults.File(
        await export.WorkbookAsync(ForecastFilter.Parse(request.Query), user.AsActor(Door.Api), cancellationToken), Workbook.ContentType, $"forecasts-{clock.Today():yyyy-MM-dd}.xlsx");

    static Task<Board> BoardAsync(HttpRequest request, ClaimsPrincipal user, ForecastBoard board, CancellationToken cancellationToken) =>
        board.ReadAsync(ForecastFilter.Parse(request.Query), user.AsActor(Door.Api), cancellationToken);

    static async Task<Created<ForecastRecord>> OpenAsync(OpenForecast request, ClaimsPrincipal user, ForecastDesk desk, ForecastQueries queries, CancellationToken cancellationToken)
    {
        var forecast = await desk.OpenAsync(request, user.AsActor(Door.Api), cancellationToken);
        return TypedResults.Created($"/api/forecasts/{forecast.Id}", await queries.RecordAsync(forecast.Id, cancellationToken));
    }

    static async Task<ForecastRecord> EditAsync(Guid id, EditForecast edit, ClaimsPrincipal user, ForecastDesk desk, ForecastQueries queries, CancellationToken cancellationToken)
    {
        await desk.EditAsync(id, edit, user.AsActor(Door.Api), cancellationToken);
        return await queries.RecordAsync(id, cancellationToken);
    }

    static async Task<ForecastRecord> SetStatusAsync(Guid id, StatusRequest request, ClaimsPrincipal user, ForecastDesk desk, ForecastQueries queries, CancellationToken cancellationToken)
    {
        await desk.SetStatusAsync(id, request.Status ?? "", user.AsActor(Door.Api), cancellationToken);
        return await queries.RecordAsync(id, cancellationToken);
    }

    static async Task<ForecastRecord> CloseAsync(Guid id, CloseRequest request, ClaimsPrincipal user, ForecastDesk desk, ForecastQueries queries, TimeProvider clock, CancellationToken cancellationToken)
    {
        var (actor, closedOn) = (user.AsActor(Door.Api), request.ClosedOn ?? clock.Today());
        await (request.Result switch
        {
            ForecastResult.Scored => desk.CloseScoredAsync(id, request.OrderAmount
                ?? throw RefusedException.Invalid(nameof(Forecast.OrderAmount), "Vul het orderbedrag in.", "Enter the order amount."), closedOn, actor, cancellationToken),
            ForecastResult.NotScored => desk.CloseNotScoredAsync(id, request.ReasonId ?? Guid.Empty, request.LostToId, closedOn, actor, cancellationToken),
            _ => throw RefusedException.Invalid(nameof(Forecast.Result), "Sluit de forecast als gescoord of niet gescoord.", "Close the forecast as scored or not scored."),
        });
        return await queries.RecordAsync(id, cancellationToken);
    }

    static async Task<ForecastRecord> ReopenAsync(Guid id, ClaimsPrincipal user, ForecastDesk desk, ForecastQueries queries, CancellationToken cancellationToken)
    {
        await desk.ReopenAsync(id, user.AsActor(Door.Api), cancellationToken);
        return await queries.RecordAsync(id, cancellationToken);
    }
}
