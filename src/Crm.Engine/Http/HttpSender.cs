using System.Net;
using System.Net.Sockets;

namespace Crm.Engine.Http;

/// <summary>How requests of workflows leave this server.</summary>
public sealed record HttpSenderOptions
{
    /// <summary>
    /// Hosts that may be called although their address is private, e.g. a server in the company's own network. Everybody who may draw
    /// a workflow can call them.
    /// </summary>
    public IReadOnlyList<string> PrivateHosts { get; init; } = [];

    /// <summary>Every address may be called; for a developer's own machine.</summary>
    public bool AllowsEveryAddress { get; init; }
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);
    public long MaxAnswer { get; init; } = 10 * 1024 * 1024;
}

/// <summary>
/// Sends what workflows ask. Only public addresses are called unless the operator said otherwise: whoever draws a workflow must not
/// reach what only this server can reach. The address is checked when the connection is made, so a name that changes its mind or a
/// redirect gets no further.
/// </summary>
public sealed class HttpSender : IDisposable
{
    const int Attempts = 3;
    readonly HttpSenderOptions options;
    readonly HttpClient client;

    public HttpSender(HttpSenderOptions options)
    {
        this.options = options;
        client = new HttpClient(new SocketsHttpHandler
        {
            ConnectCallback = ConnectAsync,
            UseProxy = false,
            UseCookies = false,
            MaxAutomaticRedirections = 5,
            AutomaticDecompression = DecompressionMethods.All,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        })
        {
            Timeout = options.Timeout,
            MaxResponseContentBufferSize = options.MaxAnswer,
        };
    }

    public void Dispose() => client.Dispose();

    /// <summary>Never throws for what the other side does: that is an answer too.</summary>
    public async Task<HttpReply> SendAsync(OutgoingRequest request, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var reply = await SendOnceAsync(request, cancellationToken);
            if (!request.IsPersistent || attempt == Attempts || !MayPass(reply))
                return reply;
            await Task.Delay(TimeSpan.FromSeconds(attempt), cancellationToken);
        }
    }

    async Task<HttpReply> SendOnceAsync(OutgoingRequest request, CancellationToken cancellationToken)
    {
        if (request.Url is not { IsAbsoluteUri: true, Scheme: "http" or "https" })
            return new HttpReply { Failure = $"'{request.Url}' is no web address." };
        try
        {
            using var message = MessageOf(request);
            using var response = await client.SendAsync(message, cancellationToken);
            return new HttpReply
            {
                Status = (int)response.StatusCode,
                Headers = response.Headers.Concat(response.Content.Headers).ToDictionary(header => header.Key, header => header.Value.ToArray()),
                ContentType = response.Content.Headers.ContentType?.ToString(),
                Body = await response.Content.ReadAsByteArrayAsync(cancellationToken),
            };
        }
        catch (TaskCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new HttpReply { TimedOut = true, Failure = $"There was no answer within {options.Timeout.TotalSeconds:0} seconds." };
        }
        catch (Exception error) when (error is HttpRequestException or IOException or NotSupportedException or InvalidOperationException)
        {
            return new HttpReply { Failure = error.InnerException?.Message ?? error.Message };
        }
    }

    static HttpRequestMessage MessageOf(OutgoingRequest request)
    {
        var message = new HttpRequestMessage(new HttpMethod(request.Method), request.Url);
        if (request.Body is { } body)
        {
            message.Content = new ByteArrayContent(body);
            message.Content.Headers.TryAddWithoutValidation("Content-Type", request.ContentType);
        }
        message.Headers.TryAddWithoutValidation("Idempotency-Key", request.Id);
        foreach (var (name, values) in request.Headers)
        {
            message.Headers.Remove(name);
            if (!message.Headers.TryAddWithoutValidation(name, values))
                message.Content?.Headers.TryAddWithoutValidation(name, values);
        }
        return message;
    }

    static bool MayPass(HttpReply reply) => reply.Failure is not null || reply.Status is 408 or 429 or >= 500;

    async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var (host, port) = (context.DnsEndPoint.Host, context.DnsEndPoint.Port);
        var addresses = await Dns.GetHostAddressesAsync(host, cancellationToken);
        var allowed = MayCallPrivately(host) ? addresses : [.. addresses.Where(IsPublic)];
        if (allowed.Length == 0)
            throw new HttpRequestException($"{host} has no public address; the operator has not allowed it.");
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    bool MayCallPrivately(string host) => options.AllowsEveryAddress || options.PrivateHosts.Contains(host, StringComparer.OrdinalIgnoreCase);

    /// <summary>Not this machine, not its networks, nothing reserved.</summary>
    internal static bool IsPublic(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
            return IsPublic(address.MapToIPv4());
        var bytes = address.GetAddressBytes();
        return address.AddressFamily == AddressFamily.InterNetwork ? IsPublicV4(bytes) : IsPublicV6(address, bytes);
    }

    static bool IsPublicV4(byte[] b) => b[0] switch
    {
        0 or 10 or 127 or >= 224 => false,
        100 => b[1] is < 64 or > 127,
        169 => b[1] != 254,
        172 => b[1] is < 16 or > 31,
        192 => !(b[1] == 168 || b[1] == 0 && b[2] is 0 or 2 || b[1] == 88 && b[2] == 99),
        198 => !(b[1] is 18 or 19 || b[1] == 51 && b[2] == 100),
        203 => !(b[1] == 0 && b[2] == 113),
        _ => true,
    };

    // Only 2000::/3 is public; in it, tunnels to IPv4 and the range for documentation are not.
    static bool IsPublicV6(IPAddress address, byte[] b) => (b[0] & 0xE0) == 0x20
        && !address.IsIPv6Teredo
        && !(b[0] == 0x20 && b[1] == 0x02)
        && !(b[0] == 0x20 && b[1] == 0x01 && b[2] == 0x0D && b[3] == 0xB8);
}
