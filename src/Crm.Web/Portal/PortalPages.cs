using System.Globalization;
using System.Security.Cryptography;
using Crm.Data;
using Crm.Documents;
using Crm.Signing;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Crm.Portal;

/// <summary>The customers' side of the site: plain pages behind an unguessable link, without circuit, script or sign-in.</summary>
public static class PortalPages
{
    const string LanguageCookie = "portal-lang", VisitCookie = "portal-visit";
    const int VisitLength = 12;
    const int LargestUpload = 30_000_000;

    public static void MapPortal(this IEndpointRouteBuilder app)
    {
        var portal = app.MapGroup("/portal").AllowAnonymous().ExcludeFromDescription();
        portal.MapGet("/verify", (HttpContext http) => ShowVerifyAsync(http, null, StatusCodes.Status200OK));
        portal.MapPost("/verify", VerifyAsync).WithMetadata(new RequestSizeLimitAttribute(LargestUpload));
        portal.MapGet("/icon.svg", IconAsync);
        portal.MapPortalLogin(app.ServiceProvider.GetRequiredKeyedService<CallRate>(Urls.PortalLogin));
        MapQuote(portal.MapGroup("/{token}"));
        MapQuote(portal.MapGroup("/quotes/{quote:guid}"));
    }

    /// <summary>One quote, behind the link of a mail or for who is logged in.</summary>
    static void MapQuote(RouteGroupBuilder portal)
    {
        portal.MapGet("/", OpenAsync);
        portal.MapGet("/document", DownloadAsync);
        portal.MapGet("/pictures/{file:guid}", ShowFileAsync);
        portal.MapPost("/code", (HttpContext http, [FromForm] string? name, [FromForm] string? function) => ActAsync(http,
            new(new(null, name, function, false)), (desk, seat, visitor) => desk.SendCodeAsync(seat, visitor, http.RequestAborted), "#code"));
        portal.MapPost("/sign", SignAsync);
        portal.MapPost("/pass-on", PassOnAsync);
        portal.MapPost("/option", (HttpContext http, [FromForm] Guid option, [FromForm] string? take) => ActAsync(http,
            PortalForm.Empty, (desk, seat, visitor) => desk.ChooseAsync(seat, option, take == "yes", visitor, http.RequestAborted), "#option-" + option.ToString("N")));
        portal.MapPost("/decline", (HttpContext http, [FromForm] string? reason) => ActAsync(http,
            new(Reason: reason ?? ""), (desk, seat, visitor) => desk.DeclineAsync(seat, reason, visitor, http.RequestAborted), ""));
        portal.MapPost("/question", (HttpContext http, [FromForm] string? question) => ActAsync(http,
            new(Question: question ?? ""), (desk, seat, visitor) => desk.AskAsync(seat, question, visitor, http.RequestAborted), "#question"));
    }

    /// <summary>The supplier's initial on its colour, for the tab of the browser.</summary>
    static async Task<IResult> IconAsync(HttpContext http, PortalQueries queries)
    {
        var company = await queries.CompanyAsync(http.RequestAborted);
        var initial = System.Net.WebUtility.HtmlEncode(company.Name.Length > 0 ? company.Name[..1] : "");
        http.Response.Headers.CacheControl = "public, max-age=86400";
        return Results.Text(
            $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 32 32\"><rect width=\"32\" height=\"32\" rx=\"5\" fill=\"{Accent.Of(company.Accent)}\"/>" +
            $"<text x=\"16\" y=\"23\" text-anchor=\"middle\" font-family=\"sans-serif\" font-weight=\"700\" font-size=\"20\" fill=\"#fff\">{initial}</text></svg>", "image/svg+xml");
    }

    static async Task OpenAsync(HttpContext http)
    {
        if (http.Request.RouteValues["token"] is null && await http.AddressLoggedInAsync() is null)
        {
            PortalLoginPages.GoTo(http, Urls.PortalLogin);
            return;
        }
        var found = await FindAsync(http);
        UseLanguage(http, found?.Quote.Language);
        if (found is { State: PortalState.Open })
            await http.Desk().OpenedAsync(found.Envelope.Id, VisitorOf(http), http.RequestAborted);
        await ShowAsync(http, found, PortalForm.Empty, found?.State switch
        {
            null => StatusCodes.Status404NotFound,
            PortalState.Expired or PortalState.Withdrawn => StatusCodes.Status410Gone,
            _ => StatusCodes.Status200OK,
        });
    }

    /// <summary>The document as it was sent, or once it is signed the sealed one.</summary>
    static async Task DownloadAsync(HttpContext http)
    {
        var found = await FindAsync(http);
        UseLanguage(http, found?.Quote.Language);
        if (found is not { IsReadable: true })
        {
            await ShowAsync(http, found, PortalForm.Empty, found is null ? StatusCodes.Status404NotFound : StatusCodes.Status410Gone);
            return;
        }
        var sealedFile = found.State == PortalState.Signed ? found.SealedFileId : null;
        var file = await http.Service<PortalQueries>().FileAsync(sealedFile ?? found.Envelope.DocumentFileId, http.RequestAborted);
        await http.Desk().DownloadedAsync(found.Envelope.Id, file.Sha256, VisitorOf(http), http.RequestAborted);
        PortalHeaders.Set(http.Response, "");
        await Results.File(file.Bytes, file.ContentType, file.FileName).ExecuteAsync(http);
    }

    /// <summary>A picture or an annex of the quote that this link opens, as long as the quote itself is shown; of no other.</summary>
    static async Task ShowFileAsync(HttpContext http, Guid file)
    {
        var found = await FindAsync(http);
        PortalHeaders.Set(http.Response, "");
        if (found is not { IsReadable: true } || !found.Quote.Pictures().Concat(found.Quote.Blocks.Annexes()).Contains(file))
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }
        var shown = await http.Service<PortalQueries>().FileAsync(file, http.RequestAborted);
        await Results.Bytes(shown.Bytes, shown.ContentType).ExecuteAsync(http);
    }

    static Task SignAsync(HttpContext http, [FromForm] string? code, [FromForm] string? sms, [FromForm] string? name, [FromForm] string? function, [FromForm] string? consents, [FromForm] string? amount, [FromForm] string? drawing,
        [FromForm] string? zone, [FromForm] string? readToEnd)
    {
        var entry = new SignEntry(code, name, function, consents == "yes", decimal.TryParse(amount, NumberStyles.Number, CultureInfo.InvariantCulture, out var seen) ? seen : null, drawing, sms, new(zone, readToEnd));
        return ActAsync(http, new(entry), async (desk, seat, visitor) =>
        {
            Refuse(await desk.SignAsync(seat, entry, visitor, http.RequestAborted));
        }, "");
    }

    static Task PassOnAsync(HttpContext http, [FromForm] string? code, [FromForm] string? sms, [FromForm] string? colleague, [FromForm] string? email)
    {
        var entry = new PassOnEntry(code, colleague, email, sms);
        return ActAsync(http, new(PassOn: entry), async (desk, seat, visitor) =>
        {
            Refuse(await desk.PassOnAsync(seat, entry, visitor, http.RequestAborted));
        }, "#sign");
    }

    /// <summary>A wrong code, when there is one, with how often it can still be tried.</summary>
    internal static void Refuse(WrongCode? wrong)
    {
        if (wrong is var (field, left))
            throw left > 0
                ? RefusedException.Invalid(field, $"Deze code klopt niet. U kunt nog {left} keer proberen.", $"This code is not right. You can try {left} more times.")
                : RefusedException.Invalid(field, "Deze code klopt niet. Vraag een nieuwe.", "This code is not right. Ask for a new one.");
    }

    /// <summary>Does what a form asks and shows the page afresh; when it is refused, the same page with what was entered and what is wrong.</summary>
    static async Task ActAsync(HttpContext http, PortalForm form, Func<CustomerDesk, Seat, Visitor, Task> act, string place)
    {
        var found = await FindAsync(http);
        UseLanguage(http, found?.Quote.Language);
        if (found is null)
        {
            await ShowAsync(http, null, form, StatusCodes.Status404NotFound);
            return;
        }
        try
        {
            await act(http.Desk(), found.Seat, VisitorOf(http));
            PortalLoginPages.GoTo(http, AddressOf(http) + place);
        }
        catch (RefusedException refused)
        {
            var status = refused.Refusal == Refusal.Conflict ? StatusCodes.Status409Conflict : StatusCodes.Status400BadRequest;
            await ShowAsync(http, await FindAsync(http), form with { Faults = refused.Faults }, status);
        }
    }

    static async Task VerifyAsync(HttpContext http, IFormFile? file)
    {
        UseLanguage(http, null);
        if (file is null || file.Length == 0)
        {
            await ShowVerifyAsync(http, [Say("Kies eerst een pdf.", "Choose a PDF first.")], StatusCodes.Status400BadRequest);
            return;
        }
        var brought = await BroughtFile.ReadAsync(file, http.RequestAborted);
        var report = await http.Service<SealCheck>().CheckAsync(brought.Bytes, http.RequestAborted);
        await ShowVerifyAsync(http, SealCheck.Tell(report), StatusCodes.Status200OK, report.IsGenuine, report.WasChanged);
    }

    static async Task ShowVerifyAsync(HttpContext http, IReadOnlyList<string>? told, int status, bool isGenuine = false, bool wasChanged = false)
    {
        UseLanguage(http, null);
        var company = await http.Service<PortalQueries>().CompanyAsync(http.RequestAborted);
        await new RazorComponentResult<VerifyPage>(new Dictionary<string, object?>
        {
            ["Company"] = company, ["Frame"] = Frame(http, Urls.PortalVerify), ["Told"] = told, ["IsGenuine"] = isGenuine, ["WasChanged"] = wasChanged,
        }) { StatusCode = status }.ExecuteAsync(http);
    }

    static async Task ShowAsync(HttpContext http, PortalQuote? found, PortalForm form, int status)
    {
        var parameters = new Dictionary<string, object?>();
        if (found is null)
        {
            parameters["Frame"] = Frame(http, Urls.Portal(""));
            parameters["Company"] = await http.Service<PortalQueries>().CompanyAsync(http.RequestAborted);
            await new RazorComponentResult<UnknownLinkPage>(parameters) { StatusCode = status }.ExecuteAsync(http);
            return;
        }
        (parameters["Found"], parameters["Form"]) = (found, form);
        parameters["Frame"] = Frame(http, AddressOf(http), hasScripts: found.State == PortalState.Open);
        await new RazorComponentResult<PortalQuotePage>(parameters) { StatusCode = status }.ExecuteAsync(http);
    }

    static async Task<PortalQuote?> FindAsync(HttpContext http)
    {
        var seat = http.Request.RouteValues["token"] is string token
            ? await http.Service<PortalQueries>().SeatAsync(token, http.RequestAborted)
            : await http.AddressLoggedInAsync() is { } address ? await http.Service<PortalQuotes>().SeatAsync(address, QuoteIdOf(http), http.RequestAborted) : null;
        return seat is null ? null : await http.Service<PortalQueries>().FindAsync(seat, http.RequestAborted);
    }

    /// <summary>Of the page of this quote, for its forms and links.</summary>
    static string AddressOf(HttpContext http) => http.Request.RouteValues["token"] is string token ? Urls.Portal(token) : Urls.PortalQuote(QuoteIdOf(http));

    static Guid QuoteIdOf(HttpContext http) => Guid.Parse((string)http.Request.RouteValues["quote"]!, CultureInfo.InvariantCulture);

    internal static PortalFrame Frame(HttpContext http, string address, bool hasScripts = false)
    {
        var nonce = Convert.ToBase64String(RandomNumberGenerator.GetBytes(16));
        var tokens = http.Service<IAntiforgery>().GetAndStoreTokens(http);
        PortalHeaders.Set(http.Response, nonce, hasScripts);
        return new(address, nonce, tokens.FormFieldName, tokens.RequestToken!);
    }

    /// <summary>Chooses for the method that calls it and all that it calls, but not for its caller. What the switch says, else what it said before, else the language of the quote.</summary>
    internal static void UseLanguage(HttpContext http, string? quoteLanguage)
    {
        var asked = http.Request.Query["lang"].ToString();
        if (asked is "nl" or "en")
            http.Response.Cookies.Append(LanguageCookie, asked, new() { Path = "/portal", HttpOnly = true, SameSite = SameSiteMode.Lax, IsEssential = true });
        var language = asked is "nl" or "en" ? asked : http.Request.Cookies[LanguageCookie] ?? quoteLanguage;
        if (language is "nl" or "en")
            CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
    }

    static Visitor VisitorOf(HttpContext http)
    {
        return new(http.Connection.RemoteIpAddress?.ToString() ?? "", Cut(http.Request.Headers.UserAgent.ToString(), 300), Cut(http.Request.Headers.AcceptLanguage.ToString(), 60), VisitOf(http));

        static string Cut(string text, int longest) => text.Length <= longest ? text : text[..longest];
    }

    /// <summary>Kept by the browser until it is closed, and only for the evidence: it opens nothing.</summary>
    static string VisitOf(HttpContext http)
    {
        if (http.Request.Cookies[VisitCookie] is { Length: VisitLength } kept && kept.All(char.IsAsciiHexDigitLower))
            return kept;
        var visit = RandomNumberGenerator.GetHexString(VisitLength, lowercase: true);
        http.Response.Cookies.Append(VisitCookie, visit, new() { Path = "/portal", HttpOnly = true, SameSite = SameSiteMode.Lax, IsEssential = true });
        return visit;
    }

    static CustomerDesk Desk(this HttpContext http) => http.Service<CustomerDesk>();

    internal static T Service<T>(this HttpContext http) where T : notnull => http.RequestServices.GetRequiredService<T>();
}
