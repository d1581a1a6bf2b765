using System.Security.Claims;
using Crm.Data;
using Crm.Users;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Crm.Quotes.Templates;

/// <summary>Templates for programs: the same verbs as the pages.</summary>
public static class TemplatesApi
{
    /// <param name="From">The key of the template to begin with; null: an empty document.</param>
    public sealed record Create(string? NameNl, string? NameEn, string? From);

    public sealed record Save(TemplateContent Content, int? Revision);

    public sealed record Publish(string? Note);

    public sealed record Return(int Version, string? Note);

    public sealed record Try(TemplateContent Content, Guid? QuoteId);

    /// <param name="Version">Zero: the draft.</param>
    public sealed record Saved(string Key, int Version, int Revision);

    public static void MapTemplates(this IEndpointRouteBuilder app)
    {
        var templates = app.MapGroup("/api/templates").WithTags("Templates").RequireAuthorization(may => may.RequireRole(Roles.ProcessOwner));
        templates.MapGet("/", (TemplateQueries queries, CancellationToken cancellationToken) => queries.ListAsync(cancellationToken));
        templates.MapPost("/", CreateAsync);
        templates.MapGet("/{key}", (string key, TemplateQueries queries, CancellationToken cancellationToken) => queries.GetAsync(key, cancellationToken));
        templates.MapGet("/{key}/versions/{version:int}", (string key, int version, TemplateQueries queries, CancellationToken cancellationToken) => queries.ReadAsync(key, version, cancellationToken));
        templates.MapPost("/{key}/try", (string key, Try request, TemplateQueries queries, CancellationToken cancellationToken) => queries.TryAsync(key, request.Content, request.QuoteId, cancellationToken));
        templates.MapPut("/{key}/draft", SaveAsync);
        templates.MapDelete("/{key}/draft", (string key, ClaimsPrincipal user, TemplateDesk desk, CancellationToken cancellationToken) =>
            Answers.DoneAsync(desk.DiscardAsync(key, user.AsActor(Door.Api), cancellationToken)));
        templates.MapPost("/{key}/publish", PublishAsync);
        templates.MapPost("/{key}/return", ReturnAsync);
    }

    static async Task<Created<Saved>> CreateAsync(Create request, ClaimsPrincipal user, TemplateDesk desk, CancellationToken cancellationToken)
    {
        var draft = await desk.CreateAsync(request.NameNl, request.NameEn, request.From, user.AsActor(Door.Api), cancellationToken);
        return TypedResults.Created($"/api/templates/{draft.Key}", Of(draft));
    }

    static async Task<Saved> SaveAsync(string key, Save request, ClaimsPrincipal user, TemplateDesk desk, CancellationToken cancellationToken) =>
        Of(await desk.SaveAsync(key, request.Content, request.Revision, user.AsActor(Door.Api), cancellationToken));

    static async Task<Saved> PublishAsync(string key, Publish request, ClaimsPrincipal user, TemplateDesk desk, CancellationToken cancellationToken) =>
        Of(await desk.PublishAsync(key, request.Note, user.AsActor(Door.Api), cancellationToken));

    static async Task<Saved> ReturnAsync(string key, Return request, ClaimsPrincipal user, TemplateDesk desk, CancellationToken cancellationToken) =>
        Of(await desk.ReturnAsync(key, request.Version, request.Note, user.AsActor(Door.Api), cancellationToken));

    static Saved Of(TemplateVersion version) => new(version.Key, version.Version, version.Revision);
}
