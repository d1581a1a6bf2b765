using System.Security.Claims;
using System.Text.Json;
using Crm.Data;
using Crm.Documents;
using Crm.Dossiers;
using Crm.Users;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Crm.ContactMoments;

/// <summary>Contact moments for programs. With attachments it is a form: the JSON in the field "contactMoment", the files beside it.</summary>
public static class ContactMomentsApi
{
    public static void MapContactMoments(this IEndpointRouteBuilder app)
    {
        var moments = app.MapGroup("/api/contact-moments").WithTags("Contact moments").RequireAuthorization(staff => staff.RequireRole(Roles.All));
        moments.MapGet("/", ListAsync);
        moments.MapGet("/forms", (ContactMomentQueries queries, CancellationToken cancellationToken) => queries.FormsAsync(cancellationToken));
        moments.MapGet("/{id:guid}", FindAsync);
        moments.MapGet("/{id:guid}/calendar.ics", CalendarAsync);
        moments.MapPost("/", LogAsync).Accepts<LoggedContact>("application/json");
        moments.MapPost("/", LogWithFilesAsync).TakesFiles();
        moments.MapPost("/planned", PlanAsync);
        moments.MapPost("/{id:guid}/held", MarkHeldAsync).Accepts<HeldContact>("application/json");
        moments.MapPost("/{id:guid}/held", MarkHeldWithFilesAsync).TakesFiles();
        moments.MapPut("/{id:guid}", EditAsync);
    }

    static Task<ContactMomentQueries.Rows> ListAsync(
        Guid? employeeId, ContactState? state, DateOnly? from, DateOnly? to, Guid? relationId, Guid? forecastId, DateTime? beforeAt, Guid? beforeId, int? take,
        ContactMomentQueries queries, CancellationToken cancellationToken) =>
        queries.ListAsync(
            new(employeeId, state ?? ContactState.All, from, to, relationId, forecastId),
            beforeAt is { } at && beforeId is { } id ? new DossierPlace(Clock.Utc(at), id) : null,
            Math.Clamp(take ?? 50, 1, 200), cancellationToken);

    static async Task<ContactMomentQueries.Whole> FindAsync(Guid id, ContactMomentQueries queries, CancellationToken cancellationToken) =>
        await queries.FindAsync(id, cancellationToken) ?? throw RefusedException.NotFound("Dit contactmoment bestaat niet.", "This contact moment does not exist.");

    static async Task<FileContentHttpResult> CalendarAsync(Guid id, ContactMomentQueries queries, TimeProvider clock, CancellationToken cancellationToken)
    {
        var moment = await FindAsync(id, queries, cancellationToken);
        if (!moment.Row.IsPlanned)
            throw RefusedException.Conflict("Dit contactmoment is geweest; alleen een afspraak past in een agenda.", "This contact moment is over; only an appointment fits a calendar.");
        return TypedResults.File(Appointment.AsCalendar(moment.Row, clock), "text/calendar; charset=utf-8", "afspraak.ics");
    }

    static async Task<Created<Made>> LogAsync(LoggedContact logged, ContactMomentDesk desk, ClaimsPrincipal user, CancellationToken cancellationToken) =>
        CreatedAt(await desk.LogAsync(logged, user.AsActor(Door.Api), cancellationToken));

    static async Task<Created<Made>> LogWithFilesAsync(
        [FromForm] string contactMoment, IFormFileCollection files, ContactMomentDesk desk, ClaimsPrincipal user, CancellationToken cancellationToken) =>
        CreatedAt(await desk.LogAsync(Read<LoggedContact>(contactMoment) with { Files = await ReadAsync(files, cancellationToken) }, user.AsActor(Door.Api), cancellationToken));

    static async Task<Created<Made>> PlanAsync(PlannedContact planned, ContactMomentDesk desk, ClaimsPrincipal user, CancellationToken cancellationToken) =>
        CreatedAt(await desk.PlanAsync(planned, user.AsActor(Door.Api), cancellationToken));

    static async Task<NoContent> MarkHeldAsync(Guid id, HeldContact held, ContactMomentDesk desk, ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        await desk.MarkHeldAsync(id, held, user.AsActor(Door.Api), cancellationToken);
        return TypedResults.NoContent();
    }

    static async Task<NoContent> MarkHeldWithFilesAsync(
        Guid id, [FromForm] string contactMoment, IFormFileCollection files, ContactMomentDesk desk, ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        await desk.MarkHeldAsync(id, Read<HeldContact>(contactMoment) with { Files = await ReadAsync(files, cancellationToken) }, user.AsActor(Door.Api), cancellationToken);
        return TypedResults.NoContent();
    }

    static async Task<NoContent> EditAsync(Guid id, EditedContact edited, ContactMomentDesk desk, ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        await desk.EditAsync(id, edited, user.AsActor(Door.Api), cancellationToken);
        return TypedResults.NoContent();
    }

    static Created<Made> CreatedAt(Guid id) => TypedResults.Created($"/api/contact-moments/{id}", new Made(id));

    // The session cookie is SameSite=Lax, so another site cannot post this form in someone's name.
    static void TakesFiles(this RouteHandlerBuilder endpoint) =>
        endpoint.DisableAntiforgery().WithMetadata(new RequestSizeLimitAttribute(5 * FileDesk.MaxBytes)).Accepts<IFormFileCollection>("multipart/form-data");

    static T Read<T>(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(json, JsonSerializerOptions.Web) ?? throw new JsonException("null");
        }
        catch (JsonException unreadable)
        {
            throw new BadHttpRequestException("The field contactMoment is not the JSON that is expected.", unreadable);
        }
    }

    static async Task<IReadOnlyList<BroughtFile>> ReadAsync(IFormFileCollection files, CancellationToken cancellationToken)
    {
        List<BroughtFile> brought = [];
        foreach (var file in files)
            brought.Add(await BroughtFile.ReadAsync(file, cancellationToken));
        return brought;
    }
}
