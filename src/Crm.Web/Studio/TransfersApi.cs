using System.Globalization;
using System.IO.Compression;
using System.Security.Claims;
using System.Text.Json.Nodes;
using Crm.Data;
using Crm.Users;
using Crm.Workflows;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Crm.Studio;

/// <summary>Definitions as files, to take elsewhere and to bring in.</summary>
public static class TransfersApi
{
    public sealed record ExportMany(string[]? Ids, bool? IncludeConsumingWorkflows);

    public sealed record Import(int Count);

    public static void MapTransfers(this IEndpointRouteBuilder api)
    {
        var definitions = api.MapGroup("/workflow-definitions");
        definitions.MapGet("/{definitionId}/export", ExportAsync).WithSummary("A version as a file; with the workflows that use it as a zip.");
        definitions.MapPost("/{definitionId}/export", ExportAsync).WithSummary("The same.");
        definitions.MapPost("/import", ImportAsync).WithSummary("Takes in a definition as a draft.");
        definitions.MapPut("/import", ImportAsync).WithSummary("The same.");
        definitions.MapPut("/{definitionId}/import", ImportAsync).WithSummary("Takes in a definition as a draft of this one.");
        definitions.MapPost("/import-files", ImportFilesAsync).DisableAntiforgery().WithSummary("Takes in JSON files, and the JSON files in zip files.");
        api.MapPost("/bulk-actions/export/workflow-definitions", ExportManyAsync).WithSummary("Versions as a zip.");
    }

    static async Task<IResult> ExportAsync(string definitionId, string? versionOptions, bool? includeConsumingWorkflows, DefinitionQueries queries, Consumers consumers, CancellationToken cancellationToken)
    {
        var row = await queries.FindAsync(definitionId, versionOptions is null or "" ? "Latest" : versionOptions, cancellationToken) ?? throw NotThere();
        return includeConsumingWorkflows == true
            ? Zip([row, .. await consumers.OfAsync(definitionId, cancellationToken)])
            : TypedResults.File(Bytes(row), "application/json", FileName(row));
    }

    static async Task<IResult> ExportManyAsync(ExportMany many, DefinitionQueries queries, Consumers consumers, CancellationToken cancellationToken)
    {
        var rows = await queries.FindVersionsAsync(many.Ids ?? [], cancellationToken);
        foreach (var row in many.IncludeConsumingWorkflows == true ? rows.ToList() : [])
            rows.AddRange(await consumers.OfAsync(row.DefinitionId, cancellationToken));
        return rows.Count == 0 ? throw NotThere() : Zip(rows);
    }

    static async Task<IResult> ImportAsync(HttpRequest request, ClaimsPrincipal user, DefinitionDesk desk, DefinitionQueries queries, CancellationToken cancellationToken)
    {
        var sent = await StudioJson.ReadAsync(request, cancellationToken);
        if (request.RouteValues["definitionId"] is string definitionId)
            sent["definitionId"] = definitionId;
        return StudioJson.Answer(await queries.ShownAsync(await TakeInAsync(sent, desk, user.AsActor(Door.Import), cancellationToken), cancellationToken));
    }

    /// <summary>All of them or, when one is no definition, none.</summary>
    static async Task<IResult> ImportFilesAsync(HttpRequest request, ClaimsPrincipal user, CrmDatabase database, DefinitionDesk desk, CancellationToken cancellationToken)
    {
        if (!request.HasFormContentType)
            throw RefusedException.Invalid("files", "Er is geen bestand meegestuurd.", "No file was sent.");
        var sent = new List<JsonObject>();
        foreach (var file in (await request.ReadFormAsync(cancellationToken)).Files)
            sent.AddRange(await ImportFile.ReadAsync(file, cancellationToken));
        await database.WriteAsync(async _ =>
        {
            foreach (var definition in sent)
                await TakeInAsync((JsonObject)definition.DeepClone(), desk, user.AsActor(Door.Import), cancellationToken);
        }, cancellationToken);
        return StudioJson.Answer(new Import(sent.Count));
    }

    static async Task<string> TakeInAsync(JsonObject sent, DefinitionDesk desk, Actor actor, CancellationToken cancellationToken)
    {
        if (sent["root"] is not JsonObject || sent.Text("name") is null && sent.Text("definitionId") is null)
            throw RefusedException.Invalid("", "Dit bestand bevat geen procesdefinitie.", "This file holds no workflow definition.");
        if (string.IsNullOrWhiteSpace(sent.Text("definitionId")))
            sent["definitionId"] = Guid.CreateVersion7().ToString("N");
        sent.Remove("$schema");
        return (await desk.SaveAsync(StudioJson.Text(SentDefinition.ToKeep(sent)), publish: false, actor, cancellationToken)).VersionId;
    }

    static FileContentHttpResult Zip(IReadOnlyList<DefinitionRow> rows)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var row in rows.DistinctBy(row => row.Id))
            {
                using var entry = zip.CreateEntry(FileName(row)).Open();
                entry.Write(Bytes(row));
            }
        }
        return TypedResults.File(bytes.ToArray(), "application/zip", "workflow-definitions.zip");
    }

    static byte[] Bytes(DefinitionRow row) => System.Text.Encoding.UTF8.GetBytes(StudioJson.Printed(ShownDefinition.Exported(row)));

    static string FileName(DefinitionRow row) => string.Create(CultureInfo.InvariantCulture, $"{FileNames.Of(row.DefinitionId)}-v{row.Version}.json");

    static RefusedException NotThere() => RefusedException.NotFound("Deze procesdefinitie bestaat niet.", "This workflow definition does not exist.");
}
