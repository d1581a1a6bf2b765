using System.Text.Json.Nodes;
using Crm.Users;

namespace Crm.Kvk;

/// <summary>The sandbox speaks the register's protocol over HTTP, mistakes included, so that the client meets here what it meets there.</summary>
public static class KvkSandboxApi
{
    static readonly HashSet<string> Parameters = new(StringComparer.OrdinalIgnoreCase)
    {
        "kvkNummer", "rsin", "vestigingsnummer", "naam", "straatnaam", "plaats", "type", "pagina", "resultatenPerPagina", "inclusiefInactieveRegistraties",
    };

    public static void MapKvkSandbox(this IEndpointRouteBuilder app)
    {
        app.MapPut("/sandbox/mode", (SandboxMode mode, KvkSandbox sandbox) => sandbox.Mode = mode)
            .RequireAuthorization(policy => policy.RequireRole(Roles.Administrator)).ExcludeFromDescription();
        var kvk = app.MapGroup("/sandbox/kvk").AllowAnonymous().ExcludeFromDescription().AddEndpointFilter(MisbehaveAsync);
        kvk.MapGet("/v2/zoeken", Search);
        kvk.MapGet("/v1/basisprofielen/{number}", (string number, KvkSandbox sandbox) => Profile(number, sandbox, profile => profile));
        kvk.MapGet("/v1/basisprofielen/{number}/eigenaar", (string number, KvkSandbox sandbox) => Profile(number, sandbox, profile => profile["_embedded"]?["eigenaar"]));
        kvk.MapGet("/v1/basisprofielen/{number}/hoofdvestiging", (string number, KvkSandbox sandbox) => Profile(number, sandbox, profile => profile["_embedded"]?["hoofdvestiging"]));
        kvk.MapGet("/v1/vestigingsprofielen/{number}", Branch);
        kvk.MapGet("/v1/naamgevingen/kvknummer/{number}", (string number, KvkSandbox sandbox) => Profile(number, sandbox, profile => Names(profile, sandbox)));
    }

    static async ValueTask<object?> MisbehaveAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        if (string.IsNullOrEmpty(http.Request.Headers["apikey"]))
            return Results.StatusCode(StatusCodes.Status401Unauthorized);
        switch (http.RequestServices.GetRequiredService<KvkSandbox>().Mode)
        {
            case SandboxMode.Slow:
                await Task.Delay(TimeSpan.FromSeconds(10), http.RequestAborted);
                return await next(context);
            case SandboxMode.TooManyRequests:
                return Results.StatusCode(StatusCodes.Status429TooManyRequests);
            case SandboxMode.TechnicalError:
                return Fault(StatusCodes.Status500InternalServerError, "IPD9999", "Er is een technische fout opgetreden.");
            case SandboxMode.BrokenJson:
                return Results.Text("""{"pagina":1,"resultaten":[{"kvkNummer":""", "application/json");
            case SandboxMode.TryAgainLater:
                return Fault(StatusCodes.Status404NotFound, "IPD1003", "Het product kan tijdelijk niet worden geleverd. Probeer het over 5 minuten opnieuw.");
            case SandboxMode.Down:
                http.Abort();
                return Results.Empty;
            default:
                return await next(context);
        }
    }

    static IResult Search(HttpRequest request, KvkSandbox sandbox)
    {
        var query = request.Query;
        if (query.Keys.FirstOrDefault(key => !Parameters.Contains(key)) is { } unknown)
            return Fault(StatusCodes.Status400BadRequest, "IPD1999", $"Parameter {unknown} bestaat niet.");
        string Asked(string parameter) => query[parameter].ToString();
        if (Asked("kvkNummer") is { Length: > 0 } number && !IsDigits(number, 8))
            return Fault(StatusCodes.Status400BadRequest, "IPD0004", $"Het KVK-nummer {number} is niet valide.");
        var rows = sandbox.Search(row => Matches(row, "kvkNummer", Asked("kvkNummer")) && Matches(row, "vestigingsnummer", Asked("vestigingsnummer"))
            && MatchesRsin(row, Asked("rsin"), sandbox) && (Asked("naam").Length == 0 || KvkSandbox.HasWords(row, Asked("naam"))));
        return rows.Count == 0
            ? Fault(StatusCodes.Status404NotFound, "IPD5200", "Er zijn geen gegevens gevonden die voldoen aan de opgegeven zoekparameters.")
            : Page(rows, PerPage(Asked("resultatenPerPagina")));
    }

    static IResult Page(IReadOnlyList<JsonObject> rows, int perPage) => Json(new JsonObject
    {
        ["pagina"] = 1,
        ["resultatenPerPagina"] = perPage,
        ["totaal"] = rows.Count,
        ["resultaten"] = new JsonArray([.. rows.Take(perPage)]),
    });

    static int PerPage(string typed) => int.TryParse(typed, out var rows) ? Math.Clamp(rows, 1, 100) : 10;

    static bool Matches(JsonNode row, string property, string asked) => asked.Length == 0 || KvkSandbox.Text(row, property) == asked;

    static bool MatchesRsin(JsonNode row, string asked, KvkSandbox sandbox) =>
        asked.Length == 0 || KvkSandbox.Text(sandbox.Profile(KvkSandbox.Text(row, "kvkNummer"))?["_embedded"]?["eigenaar"], "rsin") == asked;

    static IResult Profile(string number, KvkSandbox sandbox, Func<JsonNode, JsonNode?> part)
    {
        if (!IsDigits(number, 8))
            return Fault(StatusCodes.Status400BadRequest, "IPD0004", $"Het KVK-nummer {number} is niet valide.");
        return sandbox.Profile(number) is { } profile && part(profile) is { } asked
            ? Json(asked)
            : Fault(StatusCodes.Status404NotFound, "IPD0005", $"Op basis van het KVK-nummer {number} kan het product niet worden geleverd.");
    }

    static IResult Branch(string number, KvkSandbox sandbox)
    {
        if (!IsDigits(number, 12))
            return Fault(StatusCodes.Status400BadRequest, "IPD0006", $"Het vestigingsnummer {number} is niet valide.");
        return sandbox.Branch(number) is { } branch
            ? Json(branch)
            : Fault(StatusCodes.Status404NotFound, "IPD0007", $"Op basis van het vestigingsnummer {number} kan het product niet worden geleverd.");
    }

    static JsonObject Names(JsonNode profile, KvkSandbox sandbox) => new()
    {
        ["kvkNummer"] = KvkSandbox.Text(profile, "kvkNummer"),
        ["statutaireNaam"] = KvkSandbox.Text(profile, "statutaireNaam") is { Length: > 0 } name ? name : KvkSandbox.Text(profile, "naam"),
        ["vestigingen"] = new JsonArray([.. sandbox.BranchesOf(KvkSandbox.Text(profile, "kvkNummer")).Select(branch => new JsonObject
        {
            ["vestigingsnummer"] = KvkSandbox.Text(branch, "vestigingsnummer"),
            ["eersteHandelsnaam"] = KvkSandbox.Text(branch, "eersteHandelsnaam"),
            ["handelsnamen"] = branch["handelsnamen"]?.DeepClone(),
        })]),
    };

    static bool IsDigits(string number, int length) => number.Length == length && number.All(char.IsAsciiDigit);

    static IResult Json(JsonNode body) => Results.Text(body.ToJsonString(), "application/hal+json");

    static IResult Fault(int status, string code, string text) =>
        Results.Json(new JsonObject { ["fout"] = new JsonArray(new JsonObject { ["code"] = code, ["omschrijving"] = text }) }, statusCode: status);
}
