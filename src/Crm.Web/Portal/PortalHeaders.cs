namespace Crm.Portal;

/// <summary>What every answer of the portal tells the browser: run nothing but the pad to sign on and what tells how far one read, keep nothing, and tell no other site about the link.</summary>
static class PortalHeaders
{
    public static void Set(HttpResponse response, string nonce, bool hasScripts = false)
    {
        var headers = response.Headers;
        headers.ContentSecurityPolicy =
            $"default-src 'none'; style-src 'self'{(nonce.Length > 0 ? $" 'nonce-{nonce}'" : "")}{(hasScripts ? $"; script-src 'nonce-{nonce}'" : "")}; font-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
        headers["Referrer-Policy"] = "no-referrer";
        headers.CacheControl = "no-store";
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["X-Robots-Tag"] = "noindex, nofollow";
    }
}
