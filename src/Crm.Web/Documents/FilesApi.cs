using System.Security.Claims;
using Crm.Users;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Crm.Documents;

/// <summary>Downloads. Only those within the company: the portal hands out its own files.</summary>
public static class FilesApi
{
    public static void MapFiles(this IEndpointRouteBuilder app) =>
        app.MapGroup("/api/files").WithTags("Files")
            .RequireAuthorization(staff => staff.RequireRole(Roles.All))
            .MapGet("/{id:guid}", DownloadAsync);

    static async Task<FileContentHttpResult> DownloadAsync(Guid id, FileDesk files, ClaimsPrincipal user, HttpContext http, CancellationToken cancellationToken)
    {
        var file = await files.OpenAsync(id, user.AsActor(Door.Api), cancellationToken);
        http.Response.Headers.XContentTypeOptions = "nosniff";
        http.Response.Headers.CacheControl = "private, no-store";
        return TypedResults.File(file.Bytes, file.ContentType, file.FileName);
    }
}
