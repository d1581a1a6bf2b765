namespace Crm.Shell;

/// <summary>What a browser is told not to do with our answers.</summary>
public static class SafeHeaders
{
    public static void UseSafeHeaders(this WebApplication app) => app.Use((context, next) =>
    {
        var headers = context.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        // A portal's address is its key: it must not travel along with a link to elsewhere.
        headers["Referrer-Policy"] = "same-origin";
        headers.ContentSecurityPolicy = "frame-ancestors 'self'; object-src 'none'; base-uri 'self'; form-action 'self'";
        return next(context);
    });
}
