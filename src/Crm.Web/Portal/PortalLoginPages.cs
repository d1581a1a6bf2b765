using Crm.Data;
using Crm.Signing;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Crm.Portal;

/// <summary>The pages of a contact with a lasting login: a code by mail, and then all quotes of the organisation.</summary>
static class PortalLoginPages
{
    const string Cookie = "portal-session";

    public static void MapPortalLogin(this RouteGroupBuilder portal, CallRate rate)
    {
        portal.MapGet("/login", (HttpContext http) => ShowAsync(http, PortalForm.Empty, "", isCodeAsked: false));
        portal.MapPost("/login", AskCodeAsync).AddEndpointFilter(rate);
        portal.MapPost("/login/code", EnterAsync).AddEndpointFilter(rate);
        portal.MapPost("/login/out", LeaveAsync);
        portal.MapGet("/quotes", ListAsync);
    }

    /// <summary>Whoever is logged in with this browser, asked once a request; null when nobody is.</summary>
    public static async Task<string?> AddressLoggedInAsync(this HttpContext http)
    {
        if (!http.Items.TryGetValue(Cookie, out var address))
            http.Items[Cookie] = address = await http.Service<PortalAccounts>().AddressOfAsync(http.Request.Cookies[Cookie], http.RequestAborted);
        return (string?)address;
    }

    static async Task AskCodeAsync(HttpContext http, [FromForm] string? email)
    {
        PortalPages.UseLanguage(http, null);
        try
        {
            await http.Service<PortalAccounts>().AskCodeAsync(email, http.RequestAborted);
            await ShowAsync(http, PortalForm.Empty, email ?? "", isCodeAsked: true);
        }
        catch (RefusedException refused)
        {
            await ShowAsync(http, PortalForm.Empty with { Faults = refused.Faults }, email ?? "", isCodeAsked: false);
        }
    }

    static async Task EnterAsync(HttpContext http, [FromForm] string? email, [FromForm] string? code)
    {
        PortalPages.UseLanguage(http, null);
        try
        {
            var (token, left) = await http.Service<PortalAccounts>().EnterAsync(email, code, http.RequestAborted);
            PortalPages.Refuse(left is { } tries ? new WrongCode("code", tries) : null);
            http.Response.Cookies.Append(Cookie, token!, new() { Path = "/portal", HttpOnly = true, Secure = http.Request.IsHttps, SameSite = SameSiteMode.Lax, MaxAge = PortalSession.Lifetime, IsEssential = true });
            GoTo(http, Urls.PortalQuotes);
        }
        catch (RefusedException refused)
        {
            await ShowAsync(http, PortalForm.Empty with { Faults = refused.Faults }, email ?? "", isCodeAsked: true);
        }
    }

    static async Task LeaveAsync(HttpContext http)
    {
        await http.Service<PortalAccounts>().LeaveAsync(http.Request.Cookies[Cookie], http.RequestAborted);
        http.Response.Cookies.Delete(Cookie, new() { Path = "/portal" });
        GoTo(http, Urls.PortalLogin);
    }

    static async Task ListAsync(HttpContext http)
    {
        PortalPages.UseLanguage(http, null);
        if (await http.AddressLoggedInAsync() is not { } address)
        {
            GoTo(http, Urls.PortalLogin);
            return;
        }
        await new RazorComponentResult<PortalQuotesPage>(new Dictionary<string, object?>
        {
            ["Company"] = await http.Service<PortalQueries>().CompanyAsync(http.RequestAborted), ["Frame"] = PortalPages.Frame(http, Urls.PortalQuotes),
            ["Address"] = address, ["Rows"] = await http.Service<PortalQuotes>().ListAsync(address, http.RequestAborted),
        }).ExecuteAsync(http);
    }

    static async Task ShowAsync(HttpContext http, PortalForm form, string email, bool isCodeAsked)
    {
        PortalPages.UseLanguage(http, null);
        await new RazorComponentResult<PortalLoginPage>(new Dictionary<string, object?>
        {
            ["Company"] = await http.Service<PortalQueries>().CompanyAsync(http.RequestAborted), ["Frame"] = PortalPages.Frame(http, Urls.PortalLogin),
            ["Form"] = form, ["Email"] = email, ["IsCodeAsked"] = isCodeAsked,
        }) { StatusCode = form.Faults is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest }.ExecuteAsync(http);
    }

    /// <summary>303: the browser reads the page anew, so that reloading it asks for nothing twice.</summary>
    internal static void GoTo(HttpContext http, string address)
    {
        (http.Response.StatusCode, http.Response.Headers.Location) = (StatusCodes.Status303SeeOther, address);
        PortalHeaders.Set(http.Response, "");
    }
}
