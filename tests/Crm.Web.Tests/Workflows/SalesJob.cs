using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Crm.Portal;
using MimeKit;

namespace Crm.Workflows;

/// <summary>
/// The whole job of one sale, over the API, by its four people. Each step looks first what has been done already, so that the job can be
/// taken up again after a server died in the middle of anything.
/// </summary>
/// <param name="mailFolder">Where mail lies once it has left: the pick-up folder of the server, or what a mail server received.</param>
public sealed partial class SalesJob(Func<string, Task<HttpClient>> signInAsync, Func<Task<HttpClient>> visitAsync, string mailFolder, string company = "Test BV Donald")
{
    public enum Ending { Signed, Declined, Silence }

    /// <summary>The contact's, of this sale alone.</summary>
    public string Address { get; } = $"donald@{Regex.Replace(company.ToLowerInvariant(), "[^a-z0-9]", "")}.example";
    readonly Dictionary<string, HttpClient> people = [];
    readonly HashSet<string> acknowledged = [];
    // What lay there when this sale began is of others, and there can be thousands.
    readonly HashSet<string> earlier = [.. Laid(mailFolder)];
    readonly Dictionary<string, MimeMessage> read = [];
    string? firstReview, firstEdit;

    public Ending End { get; init; } = Ending.Signed;

    /// <summary>Of € 9,850; with two of them the quote is € 25,490.</summary>
    public decimal Units { get; init; } = 2;

    /// <summary>The house number of a company that the register does not know: two companies at one door would be asked about.</summary>
    public int Door { get; init; } = 1;

    public string? SubmissionId { get; private set; }
    public string? ForecastId { get; private set; }
    public string? RelationId { get; private set; }
    public string? QuoteId { get; private set; }

    /// <summary>Does the next thing that somebody can do. True when the customer's answer has been dealt with.</summary>
    public async Task<bool> GoOnAsync()
    {
        if (!await SubmittedAsync() || !await ApprovedAsync() || !await ContactLoggedAsync() || !await QuotedAsync())
            return false;
        var quote = await GetAsync("sanne", $"/api/quotes/{QuoteId}");
        return (string)quote["status"]! switch
        {
            "Draft" => await ComposeAsync(quote),
            "InReview" => await ReviewAsync(),
            "Approved" => false,
            "Sent" => await AnswerAsCustomerAsync(),
            _ => await IsClosedAsync(),
        };
    }

    async Task<bool> SubmittedAsync()
    {
        var list = await GetAsync("sanne", "/api/submissions");
        SubmissionId = Items(list).Where(item => item.ToJsonString().Contains(company, StringComparison.Ordinal)).Select(item => (string)item["id"]!).FirstOrDefault();
        if (SubmissionId is not null)
            return true;
        var sources = await GetAsync("sanne", "/api/forecasts/options/Source");
        var values = new Dictionary<string, string>(await CompanyAsync())
        {
            ["firstName"] = "Donald", ["lastName"] = "Duk", ["contactEmail"] = Address, ["description"] = "Koelcel met monitoring", ["amount"] = "24000", ["status"] = "new",
            ["source"] = (string)sources[0]!["id"]!, ["expectedDate"] = "26-02-2027",
        };
        await PostAsync("sanne", "/api/submissions", new { profile = "domestic", values });
        return false;
    }

    /// <summary>The company as the trade register knows it; typed by hand when the register does not.</summary>
    async Task<Dictionary<string, string>> CompanyAsync()
    {
        var hit = Items(await GetAsync("sanne", $"/api/kvk/search?name={Uri.EscapeDataString(company)}")).FirstOrDefault(found => (string)found["name"]! == company);
        if (hit is null)
            return new() { ["name"] = company, ["postalCode"] = "1181 LJ", ["houseNumber"] = $"{Door}", ["town"] = "Amstelveen" };
        var entry = await GetAsync("sanne", $"/api/kvk/{(string)hit["kvkNumber"]!}");
        var address = entry["address"]!;
        return new()
        {
            ["name"] = (string)entry["name"]!, ["kvkNumber"] = (string)entry["kvkNumber"]!, ["branchNumber"] = (string)entry["branchNumber"]!, ["rsin"] = (string)entry["rsin"]!,
            ["street"] = (string)address["street"]!, ["houseNumber"] = address["houseNumber"]!.ToString(), ["addition"] = (string?)address["addition"] ?? "",
            ["postalCode"] = (string)address["postalCode"]!, ["town"] = (string)address["town"]!,
        };
    }

    async Task<bool> ApprovedAsync()
    {
        var submission = await GetAsync("sanne", $"/api/submissions/{SubmissionId}");
        (RelationId, ForecastId) = (Find(submission, "relationId"), Find(submission, "forecastId"));
        if (ForecastId is not null)
            return true;
        await AnswerAsync("marieke", "submission", SubmissionId!, _ => ("Approve", "Akkoord"));
        return false;
    }

    async Task<bool> ContactLoggedAsync()
    {
        var logged = await GetAsync("sanne", $"/api/contact-moments?forecastId={ForecastId}");
        if (Items(logged).Any())
            return true;
        var forms = await GetAsync("sanne", "/api/contact-moments/forms");
        await PostAsync("sanne", "/api/contact-moments", new { relationId = RelationId, forecastId = ForecastId, formId = (string)forms[1]!["id"]!, at = "2026-11-20T13:00:00Z", subject = "Kennismaking", report = "Wil een koelcel." });
        return false;
    }

    async Task<bool> QuotedAsync()
    {
        var quotes = await GetAsync("sanne", $"/api/quotes?forecast={ForecastId}");
        QuoteId = Items(quotes).Select(item => (string)item["id"]!).FirstOrDefault();
        if (QuoteId is not null)
            return true;
        await StartQuoteAsync();
        Acknowledged("POST /api/quotes");
        return false;
    }

    async Task<bool> ComposeAsync(JsonNode quote)
    {
        if (quote["lines"]!.AsArray().Count == 0)
        {
            object[] lines = [Line("Engineering", 40, 98.50m), Line("Koelunit 42 kW", Units, 9850m), Line("Monitoring, 1 jaar", 1, 1850m)];
            await SendAsync(await PersonAsync("sanne"), HttpMethod.Put, $"/api/quotes/{QuoteId}/lines", new { revision = (int)quote["revision"]!, lines });
            return false;
        }
        if (await AnswerAsync("bas", "quote", QuoteId!, task => Offers(task, "Done") ? ("Done", "Prijs aangescherpt") : null))
            return false;
        await AnswerAsync("sanne", "quote", QuoteId!, task =>
        {
            firstEdit ??= (string)task["id"]!;
            return !Offers(task, "RequestReview") ? null : firstEdit == (string)task["id"]! ? ("AskColleague", "Kijk je mee?") : ("RequestReview", "");
        });
        return false;
    }

    async Task<bool> ReviewAsync()
    {
        // A second review is for another than who did the first.
        if (!await ReviewAsync("marieke"))
            await ReviewAsync("ruben");
        return false;
    }

    Task<bool> ReviewAsync(string who) => AnswerAsync(who, "quote", QuoteId!, task =>
    {
        firstReview ??= (string)task["id"]!;
        return firstReview == (string)task["id"]! ? ("SendBack", "Marge graag toelichten") : ("Approve", "Akkoord");
    });

    async Task<bool> AnswerAsCustomerAsync()
    {
        if (End == Ending.Silence || PortalLink() is not { } link)
            return false;
        var browser = new PortalBrowser(await visitAsync(), link);
        await browser.OpenAsync();
        if (End == Ending.Declined)
        {
            await browser.SubmitAsync("decline", ("reason", "Te duur"));
            return false;
        }
        var codes = Codes().Count;
        await browser.SubmitAsync("code");
        for (var patience = 0; Codes().Count == codes && patience < 100; patience++)
            await Task.Delay(100);
        await browser.SubmitAsync("sign", ("code", Codes().LastOrDefault() ?? ""), ("name", "Donald Duk"), ("function", "Directeur"), ("consents", "yes"));
        return false;
    }

    async Task<bool> IsClosedAsync()
    {
        if (End == Ending.Declined)
            await AnswerAsync("sanne", "quote", QuoteId!, task => Offers(task, "Close") ? ("Close", "") : null);
        var forecast = await GetAsync("sanne", $"/api/forecasts/{ForecastId}");
        return (string)forecast["result"]! == (End == Ending.Signed ? "Scored" : "NotScored");
    }

    async Task<bool> AnswerAsync(string who, string subjectKind, string subjectId, Func<JsonNode, (string Outcome, string Reaction)?> choose)
    {
        var person = await PersonAsync(who);
        foreach (var row in Items(await GetAsync(who, "/api/tasks")))
        {
            var task = await GetAsync(who, $"/api/tasks/{(string)row["id"]!}");
            if ((string)task["subjectKind"]! != subjectKind || (string?)task["subjectId"] != subjectId || choose(task) is not { } answer)
                continue;
            await SendAsync(person, HttpMethod.Post, $"/api/tasks/{(string)task["id"]!}/complete", new { outcome = answer.Outcome, reaction = answer.Reaction });
            return true;
        }
        return false;
    }

    /// <summary>The mails that were laid down since this sale began, oldest first; one that is being written is not there yet.</summary>
    public IReadOnlyList<MimeMessage> Mails()
    {
        // A mail that lies there does not change any more.
        foreach (var file in Laid(mailFolder).Where(file => !earlier.Contains(file) && !read.ContainsKey(file)))
            read[file] = WithoutAttachments(MimeMessage.Load(file));
        return [.. read.Values.OrderBy(mail => mail.Date).ThenBy(mail => mail.MessageId, StringComparer.Ordinal)];
    }

    static IEnumerable<string> Laid(string folder) => Directory.Exists(folder) ? Directory.GetFiles(folder).Where(file => !file.EndsWith(".part", StringComparison.Ordinal)) : [];

    /// <summary>Where a server without a mail server lays its mail.</summary>
    public static string PickUp(string dataFolder) => Path.Combine(dataFolder, "mail");

    /// <summary>A long run would keep every quote in memory otherwise.</summary>
    static MimeMessage WithoutAttachments(MimeMessage mail)
    {
        mail.Body = new TextPart("html") { Text = mail.HtmlBody ?? mail.TextBody ?? "" };
        return mail;
    }

    /// <summary>Where the customer reads and signs, once the mail with it has arrived.</summary>
    public string? PortalLink() => ToContact().Select(mail => Link().Match(mail.HtmlBody ?? "")).Where(match => match.Success).Select(match => new Uri(match.Groups[1].Value).AbsolutePath).LastOrDefault();

    List<string> Codes() => [.. ToContact().Select(mail => Code().Match(mail.Subject ?? "")).Where(match => match.Success).Select(match => match.Value)];

    IEnumerable<MimeMessage> ToContact() => Mails().Where(mail => mail.To.Mailboxes.Any(to => to.Address == Address));

    /// <summary>After weeks every session has ended; who does something signs in anew.</summary>
    public void SignEveryoneOut() => people.Clear();

    async Task<HttpClient> PersonAsync(string who) => people.TryGetValue(who, out var known) ? known : people[who] = await signInAsync(who);

    public async Task<JsonNode> GetAsync(string who, string address)
    {
        var answer = await (await PersonAsync(who)).GetAsync(address);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, $"GET {address}: {(int)answer.StatusCode} {text}");
        return JsonNode.Parse(text)!;
    }

    /// <summary>A quote on the forecast, still without lines; a second one beside it is no step of the job.</summary>
    public async Task StartQuoteAsync()
    {
        var templates = await GetAsync("sanne", "/api/quotes/templates");
        await DeliverAsync(await PersonAsync("sanne"), HttpMethod.Post, "/api/quotes", new { forecastId = ForecastId, templateKey = (string)templates[0]!["key"]! });
    }

    async Task PostAsync(string who, string address, object body) => await SendAsync(await PersonAsync(who), HttpMethod.Post, address, body);

    async Task SendAsync(HttpClient client, HttpMethod method, string address, object body)
    {
        await DeliverAsync(client, method, address, body);
        Acknowledged($"{method} {address}");
    }

    static async Task DeliverAsync(HttpClient client, HttpMethod method, string address, object body)
    {
        using var request = new HttpRequestMessage(method, address) { Content = JsonContent.Create(body) };
        var answer = await client.SendAsync(request);
        Assert.True(answer.IsSuccessStatusCode, $"{method} {address}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
    }

    /// <summary>Each step has an address of its own. What was acknowledged is there when it is looked for, so the job never comes to it again.</summary>
    void Acknowledged(string step) => Assert.True(acknowledged.Add(step), $"{step} had been acknowledged, and was lost.");

    static object Line(string description, decimal quantity, decimal price) => new { kind = "Article", description, quantity, price, unit = "st", costPrice = price / 2 };

    static bool Offers(JsonNode task, string outcome) => task["outcomes"]!.AsArray().Any(one => (string)one!["name"]! == outcome);

    static IEnumerable<JsonNode> Items(JsonNode list) => (list as JsonArray ?? (list["rows"] ?? list["items"])!.AsArray()).OfType<JsonNode>();

    static string? Find(JsonNode node, string name) =>
        (node[name] ?? node["submission"]?[name]) is { } value && (string?)value is { Length: > 0 } text ? text : null;

    [GeneratedRegex("href=\"([^\"]*/portal/[^\"]+)\"")]
    private static partial Regex Link();

    [GeneratedRegex(@"\b\d{6}\b")]
    private static partial Regex Code();
}
