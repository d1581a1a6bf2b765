using System.Globalization;
using Microsoft.AspNetCore.Localization;

namespace Crm.Users;

/// <summary>Chooses Dutch or English per request: what the employee set, else the cookie of the switch, else what the browser asks for, else Dutch.</summary>
public static class ReaderLanguage
{
    public const string Cookie = "lang";

    static readonly CultureInfo[] Both = [CultureInfo.GetCultureInfo("nl"), CultureInfo.GetCultureInfo("en")];

    /// <summary>After authentication, because the choice of a signed-in employee comes first.</summary>
    public static void UseReaderLanguage(this WebApplication app) => app.UseRequestLocalization(localization =>
    {
        localization.DefaultRequestCulture = new RequestCulture("nl");
        localization.SupportedCultures = Both;
        localization.SupportedUICultures = Both;
        localization.RequestCultureProviders =
        [
            new CustomRequestCultureProvider(context => Task.FromResult(Chosen(context))),
            new AcceptLanguageHeaderRequestCultureProvider(),
        ];
    });

    static ProviderCultureResult? Chosen(HttpContext context) =>
        (context.User.FindFirst(CrmClaims.Language)?.Value ?? context.Request.Cookies[Cookie]) is ("nl" or "en") and var language
            ? new ProviderCultureResult(language)
            : null;
}
