using System.Net.Http.Headers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.RegularExpressions;
using Crm.Mail;

namespace Crm.Signing;

/// <summary>Hands a text message to the gateway of the settings, in the form that this gateway reads.</summary>
public sealed partial class SmsGateway(CrmSettings settings, IHttpClientFactory clients)
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Returns when the gateway has taken the message over.</summary>
    /// <param name="id">Of the message: the same when it is sent again, so that a gateway that looks at it sends one.</param>
    /// <exception cref="HttpRequestException">The gateway is down or busy: later it may succeed.</exception>
    /// <exception cref="UndeliverableException">The gateway refuses the message.</exception>
    public async Task SendAsync(Guid id, string number, string text, CancellationToken cancellationToken)
    {
        if (!Uri.TryCreate(settings.Sms.Url, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
            throw new UndeliverableException($"Sms:Url is no address of a gateway: {settings.Sms.Url}");
        using var client = clients.CreateClient(nameof(SmsGateway));
        client.Timeout = Patience;
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = BodyOf(id, number, text) };
        if (settings.Sms.Secret.Length > 0)
            request.Headers.TryAddWithoutValidation(settings.Sms.Header, settings.Sms.Secret);
        // The status is the answer; what else a gateway writes, and how much of it, is left unread.
        using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        Accept((int)answer.StatusCode);
    }

    static void Accept(int status)
    {
        if (status is >= 200 and < 300)
            return;
        var told = $"The SMS gateway answered {status}.";
        // Too early, too many, or its own trouble. Anything else says that this message or this account is wrong, which no waiting mends.
        throw status is 408 or 425 or 429 or >= 500 ? new HttpRequestException(told) : new UndeliverableException(told);
    }

    StringContent BodyOf(Guid id, string number, string text)
    {
        var isJson = settings.Sms.Body.TrimStart() is ['{' or '[', ..];
        string Written(string value) => isJson ? JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(value) : Uri.EscapeDataString(value);
        var body = Placeholder().Replace(settings.Sms.Body, named => Written(named.Groups[1].Value switch
        {
            "number" => number,
            "digits" => number.TrimStart('+'),
            "text" => text,
            "sender" => settings.Sms.Sender,
            _ => id.ToString("D"),
        }));
        return new(body, Encoding.UTF8, new MediaTypeHeaderValue(isJson ? "application/json" : "application/x-www-form-urlencoded", "utf-8"));
    }

    [GeneratedRegex(@"\{(number|digits|text|sender|id)\}")]
    private static partial Regex Placeholder();
}
