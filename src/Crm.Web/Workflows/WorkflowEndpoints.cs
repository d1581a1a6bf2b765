using Crm.Engine.Http;
using Crm.Mail;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;

namespace Crm.Workflows;

/// <summary>
/// Requests that workflows listen to, under /workflows. Who may call stands in the workflow: whoever drew it says whether a caller must
/// be signed in and which role they need; a policy of an endpoint is the name of a role. Without a word everybody may call, at a limited rate.
/// </summary>
public static class WorkflowEndpoints
{
    const string BasePath = "/workflows";
    const long MaxBody = 10 * 1024 * 1024;

    public static void AddWorkflowEndpoints(this IServiceCollection services)
    {
        services.AddSingleton<HttpDoor>();
        services.AddSingleton(provider => new HttpSender(new HttpSenderOptions { PrivateHosts = provider.GetRequiredService<CrmSettings>().WorkflowPrivateHosts }));
        services.AddSingleton<IOutboxDeliverer, WorkflowRequests>();
        services.AddKeyedSingleton(BasePath, (_, _) => new CallRate(atOnce: 120, more: 20, each: TimeSpan.FromSeconds(1)));
    }

    public static void MapWorkflowEndpoints(this WebApplication app)
    {
        // What a workflow answers goes out as it is, also a 404.
        app.Map(BasePath + "/{**path}", AnswerAsync).WithMetadata(new SkipStatusCodePagesAttribute())
            .AllowAnonymous().DisableAntiforgery().AddEndpointFilter(app.Services.GetRequiredKeyedService<CallRate>(BasePath)).ExcludeFromDescription();
    }

    static async Task AnswerAsync(HttpContext context, HttpDoor door, CancellationToken cancellationToken)
    {
        // It is no page of this site, so it may not behave like one.
        context.Response.Headers.ContentSecurityPolicy = "sandbox";
        context.Response.Headers.XContentTypeOptions = "nosniff";
        try
        {
            await WriteAsync(context.Response, await door.AnswerAsync(await ReadAsync(context, cancellationToken), cancellationToken), cancellationToken);
        }
        catch (BadHttpRequestException error)
        {
            await WriteAsync(context.Response, HttpAnswer.Text(error.StatusCode, error.Message), cancellationToken);
        }
    }

    static async Task<HttpCall> ReadAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var request = context.Request;
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = MaxBody;
        var form = request.HasFormContentType ? await FormOf(request, cancellationToken) : null;
        var body = form is null ? await BodyOf(request, cancellationToken) : [];
        return new HttpCall
        {
            Method = request.Method,
            Path = $"/{request.RouteValues["path"]}",
            Query = request.Query.ToDictionary(pair => pair.Key, pair => pair.Value.ToString()),
            Headers = HeadersOf(request),
            ContentType = request.ContentType,
            Body = body,
            Form = form?.ToDictionary(pair => pair.Key, pair => pair.Value.ToString()),
            Files = form is null ? [] : await Task.WhenAll(form.Files.Select(file => FileOf(file, cancellationToken))),
            Size = request.ContentLength ?? body.Length,
            IsSignedIn = IsSignedIn(context),
            MeetsPolicy = policy => Task.FromResult(context.User.IsInRole(policy)),
        };
    }

    // A session counts only when it is our own site that calls, or a program: another site must not act for whoever is signed in.
    static bool IsSignedIn(HttpContext context) =>
        context.User.Identity?.IsAuthenticated == true && context.Request.Headers["Sec-Fetch-Site"].ToString() is "" or "same-origin" or "none";

    // The workflow's state is kept and shown; the session of who called is nobody's business.
    static Dictionary<string, string> HeadersOf(HttpRequest request) => request.Headers
        .Where(header => header.Key is not "Cookie")
        .ToDictionary(header => header.Key, header => header.Value.ToString());

    static async Task<IFormCollection> FormOf(HttpRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return await request.ReadFormAsync(cancellationToken);
        }
        catch (InvalidDataException error)
        {
            throw new BadHttpRequestException(error.Message, error);
        }
    }

    static async Task<byte[]> BodyOf(HttpRequest request, CancellationToken cancellationToken)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, cancellationToken);
        return body.ToArray();
    }

    static async Task<HttpFile> FileOf(IFormFile file, CancellationToken cancellationToken)
    {
        using var content = new MemoryStream();
        await file.CopyToAsync(content, cancellationToken);
        return new HttpFile(file.Name, Path.GetFileName(file.FileName), file.ContentType, content.ToArray());
    }

    static async Task WriteAsync(HttpResponse response, HttpAnswer answer, CancellationToken cancellationToken)
    {
        response.StatusCode = answer.Status;
        foreach (var (name, values) in answer.Headers.Where(header => !IsOurs(header.Key)))
            response.Headers[name] = values;
        response.ContentType = answer.ContentType is { } type && type.StartsWith("text/", StringComparison.Ordinal) && !type.Contains("charset", StringComparison.OrdinalIgnoreCase)
            ? $"{type}; charset=utf-8"
            : answer.ContentType;
        if (answer is { Body.Length: > 0, Status: not (204 or 205 or 304) and >= 200 })
            await response.Body.WriteAsync(answer.Body, cancellationToken);
    }

    // A workflow must not give out sessions, undo what protects the site, or contradict the length of its own answer.
    static bool IsOurs(string header) => header.Equals("Set-Cookie", StringComparison.OrdinalIgnoreCase)
        || header.Equals("Content-Security-Policy", StringComparison.OrdinalIgnoreCase)
        || header.Equals("Strict-Transport-Security", StringComparison.OrdinalIgnoreCase)
        || header.Equals("Content-Length", StringComparison.OrdinalIgnoreCase)
        || header.Equals("Transfer-Encoding", StringComparison.OrdinalIgnoreCase)
        || header.Equals("Clear-Site-Data", StringComparison.OrdinalIgnoreCase);
}
