using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace Crm.Users;

/// <summary>The sign-in cookie: a page is sent to the sign-in form, an API call gets 401 or 403 as problem details.</summary>
public static class SignInCookie
{
    public static void Configure(CookieAuthenticationOptions cookie)
    {
        cookie.Cookie.Name = "crm";
        cookie.Cookie.HttpOnly = true;
        // Strict would drop the session when someone follows a link from a mail.
        cookie.Cookie.SameSite = SameSiteMode.Lax;
        cookie.ExpireTimeSpan = TimeSpan.FromHours(12);
        cookie.SlidingExpiration = true;
        cookie.LoginPath = "/sign-in";
        cookie.AccessDeniedPath = "/no-access";
        cookie.ReturnUrlParameter = "to";
        cookie.Events.OnRedirectToLogin = context => AnswerAsync(context, StatusCodes.Status401Unauthorized);
        cookie.Events.OnRedirectToAccessDenied = context => AnswerAsync(context, StatusCodes.Status403Forbidden);
    }

    static Task AnswerAsync(RedirectContext<CookieAuthenticationOptions> context, int status)
    {
        if (IsForPeople(context.Request))
            context.Response.Redirect(context.RedirectUri);
        else
            context.Response.StatusCode = status;
        return Task.CompletedTask;
    }

    static bool IsForPeople(HttpRequest request) => !request.Path.StartsWithSegments("/api") && !request.Path.StartsWithSegments("/elsa");
}
