using System.Globalization;
using System.Security.Cryptography;
using Crm.Portal;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Crm.Campaigns;

/// <summary>
/// The page behind the link in a campaign mail. Opening it changes nothing, because mail scanners open every link; its button, and the
/// one-click request that mail programs send by themselves (RFC 8058), do.
/// </summary>
public static class UnsubscribePages
{
    public static void MapUnsubscribe(this IEndpointRouteBuilder app)
    {
        // The token is the proof; a mail program has no cookie and no form token.
        var pages = app.MapGroup("/unsubscribe").AllowAnonymous().DisableAntiforgery().ExcludeFromDescription();
        pages.MapGet("/{token}", (HttpContext http, string token) => ShowAsync(http, token));
        pages.MapPost("/{token}", AcceptAsync);
    }

    static async Task AcceptAsync(HttpContext http, string token)
    {
        await http.RequestServices.GetRequiredService<Unsubscribing>().UnsubscribeAsync(token, http.RequestAborted);
        await ShowAsync(http, token);
    }

    static async Task ShowAsync(HttpContext http, string token)
    {
        var link = await http.RequestServices.GetRequiredService<Unsubscribing>().FindAsync(token, http.RequestAborted);
        var language = http.Request.Query["lang"].ToString() is "nl" or "en" ? http.Request.Query["lang"].ToString() : link?.Language;
        if (language is not null)
            CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
        var nonce = Convert.ToBase64String(RandomNumberGenerator.GetBytes(16));
        PortalHeaders.Set(http.Response, nonce);
        await new RazorComponentResult<UnsubscribePage>(new Dictionary<string, object?>
        {
            ["Company"] = await http.RequestServices.GetRequiredService<PortalQueries>().CompanyAsync(http.RequestAborted),
            ["Frame"] = new PortalFrame(Urls.Unsubscribe(link is null ? "" : token), nonce, "", ""),
            ["Link"] = link,
        }) { StatusCode = link is null ? StatusCodes.Status404NotFound : StatusCodes.Status200OK }.ExecuteAsync(http);
    }
}
