using Microsoft.Net.Http.Headers;

namespace Crm.Studio;

/// <summary>Serves the files of Elsa Studio as they were compressed by its makers, to be kept by the browser.</summary>
public static class StudioFiles
{
    public static void MapStudioFiles(this IEndpointRouteBuilder app)
    {
        // The same files that everyone can read on npm; what they show is behind the API.
        var files = app.MapGroup("/studio").AllowAnonymous().ExcludeFromDescription();
        files.MapGet("/_framework/{**rest}", Serve);
        files.MapGet("/_content/{**rest}", Serve);
        files.MapGet("/appsettings.json", Serve);
        files.MapGet("/Elsa.Studio.Host.CustomElements.styles.css", Serve);
    }

    static IResult Serve(HttpContext http, StudioPackage package)
    {
        if (package.Find(http.Request.Path.Value!["/studio/".Length..]) is not { } file)
            return Results.NotFound();
        var (suffix, encoding) = Encoding(file, http.Request);
        var headers = http.Response.Headers;
        headers.Vary = HeaderNames.AcceptEncoding;
        headers.CacheControl = file.IsNamedByContent ? "public, max-age=31536000, immutable" : "public, no-cache";
        if (encoding.Length > 0)
            headers.ContentEncoding = encoding;
        // Within a version of the package a file never changes; npm gives them all the same date.
        var tag = new EntityTagHeaderValue($"\"{package.Version}{suffix}\"");
        return Results.File(file.Path + suffix, file.ContentType, entityTag: tag);
    }

    static (string Suffix, string Encoding) Encoding(StudioFile file, HttpRequest request)
    {
        var accepted = request.GetTypedHeaders().AcceptEncoding.Where(value => value.Quality is not 0).Select(value => value.Value.Value).ToHashSet();
        return file switch
        {
            { HasBrotli: true } when accepted.Contains("br") => (".br", "br"),
            { HasGzip: true } when accepted.Contains("gzip") => (".gz", "gzip"),
            _ => ("", ""),
        };
    }
}
