using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;

namespace Crm.Users;

/// <summary>What needs a cookie and therefore a plain form: signing out, the language and the theme.</summary>
public static class SessionForms
{
    static readonly CookieOptions Kept = new() { MaxAge = TimeSpan.FromDays(365), HttpOnly = true, SameSite = SameSiteMode.Lax, IsEssential = true };

    public static void MapSessionForms(this IEndpointRouteBuilder app)
    {
        var session = app.MapGroup("/session").ExcludeFromDescription();
        session.MapPost("/end", EndAsync).RequireAuthorization();
        session.MapPost("/language", SetLanguageAsync).AllowAnonymous();
        session.MapPost("/theme", SetThemeAsync).RequireAuthorization();
    }

    static async Task<IResult> EndAsync(SignInManager<User> signIn, [FromForm] string? to)
    {
        await signIn.SignOutAsync();
        return Results.LocalRedirect(to ?? Urls.SignIn);
    }

    static async Task<IResult> SetLanguageAsync(HttpContext http, SignInManager<User> signIn, [FromForm] string language, [FromForm] string? to)
    {
        var chosen = language == "en" ? "en" : "nl";
        http.Response.Cookies.Append(ReaderLanguage.Cookie, chosen, Kept);
        await ChangeAsync(http, signIn, user => user.Language = chosen);
        return Results.LocalRedirect(to ?? Urls.Account);
    }

    static async Task<IResult> SetThemeAsync(HttpContext http, SignInManager<User> signIn, [FromForm] string? theme, [FromForm] string? to)
    {
        await ChangeAsync(http, signIn, user => user.Theme = theme is "light" or "dark" ? theme : "");
        return Results.LocalRedirect(to ?? Urls.Account);
    }

    // The choice is in the sign-in cookie too, so that the first paint has it without asking the database.
    static async Task ChangeAsync(HttpContext http, SignInManager<User> signIn, Action<User> change)
    {
        if (await signIn.UserManager.GetUserAsync(http.User) is not { } user)
            return;
        change(user);
        await signIn.UserManager.UpdateAsync(user);
        await signIn.RefreshSignInAsync(user);
    }
}
