using System.Net;
using System.Text.RegularExpressions;

namespace Crm.Portal;

/// <summary>The customer's contact with a browser that runs no scripts: reads pages and fills in their forms.</summary>
public sealed partial class PortalBrowser(HttpClient client, string link)
{
    string html = "", formToken = "";

    public HttpStatusCode Status { get; private set; }
    public HttpResponseMessage Answer { get; private set; } = default!;

    /// <summary>What the page says, without its tags.</summary>
    public string Text => WebUtility.HtmlDecode(Spaces().Replace(Tags().Replace(html, " "), " ")).Replace('\u00A0', ' ');

    public string Html => html;

    /// <summary>The total that the button to sign names, as the form sends it along.</summary>
    public string Amount => Amounts().Match(html).Groups[1].Value;

    /// <summary>The same browser at another page, with what it has seen last.</summary>
    public PortalBrowser At(string address) => new(client, address) { html = html, formToken = formToken };

    public Task OpenAsync(string query = "") => TakeAsync(client.GetAsync(link + query));

    public async Task<byte[]> DownloadAsync() => await (await client.GetAsync(link + "/document")).Content.ReadAsByteArrayAsync();

    /// <summary>Sends the form that goes to this address of the page, as it was last seen (also when the page has gone since), and reads the page that follows.</summary>
    public async Task SubmitAsync(string form, params (string Name, string Value)[] fields)
    {
        await TakeAsync(SendAsync(form, fields));
        if (Status == HttpStatusCode.SeeOther)
            await TakeAsync(client.GetAsync(Answer.Headers.Location));
    }

    /// <summary>Only sends it.</summary>
    public Task<HttpResponseMessage> SendAsync(string form, params (string Name, string Value)[] fields) => client.PostAsync(form.Length > 0 ? $"{link}/{form}" : link, new FormUrlEncodedContent(
        fields.Append(("__RequestVerificationToken", formToken)).Select(field => KeyValuePair.Create(field.Item1, field.Item2))));

    async Task TakeAsync(Task<HttpResponseMessage> asked)
    {
        Answer = await asked;
        (Status, html) = (Answer.StatusCode, await Answer.Content.ReadAsStringAsync());
        if (FormToken().Match(html) is { Success: true } found)
            formToken = WebUtility.HtmlDecode(found.Groups[1].Value);
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex FormToken();

    [GeneratedRegex("name=\"amount\" value=\"([^\"]+)\"")]
    private static partial Regex Amounts();

    [GeneratedRegex("<style.*?</style>|<[^>]*>", RegexOptions.Singleline)]
    private static partial Regex Tags();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
