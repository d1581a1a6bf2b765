using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;

namespace Crm.Mail.Bounces;

/// <summary>An IMAP server on this machine with one box, of which a test says what lies in it, and when it hangs up.</summary>
public sealed partial class LocalImapServer : IAsyncDisposable
{
    public const string Password = "geheim \"71\"";

    sealed record Message(uint Uid, DateTime At, byte[] Bytes);

    readonly TcpListener listener = new(IPAddress.Loopback, 0);
    readonly ConcurrentDictionary<Guid, Conversation> conversations = new();
    readonly Lock gate = new();
    List<Message> box = [];
    uint next = 1;

    public LocalImapServer()
    {
        listener.Start();
        _ = ServeAsync();
    }

    /// <summary>Every command that was given, in all conversations.</summary>
    public ConcurrentQueue<string> Asked { get; } = new();

    public bool HasIdle { get; init; } = true;
    /// <summary>Whoever comes is sent away.</summary>
    public bool IsDown { get; set; }
    /// <summary>Hangs up in the middle of its answer to the so-manieth fetch of a whole message from now on.</summary>
    public int HangsUpAtFetch { get; set; }
    public uint UidValidity { get; private set; } = 1;

    public string[] Settings => ["--Imap:Host", "127.0.0.1", "--Imap:Port", $"{((IPEndPoint)listener.LocalEndpoint).Port}", "--Imap:UseTls", "false", "--Imap:User", "crm", "--Imap:Password", Password];

    public int Listening => conversations.Values.Count(conversation => conversation.IsIdling);

    public void Deliver(string message, DateTime? at = null) => Deliver(Encoding.UTF8.GetBytes(message.ReplaceLineEndings("\r\n")), at);

    public void Deliver(byte[] message, DateTime? at = null)
    {
        lock (gate)
            box = [.. box, new(next++, at ?? new(2026, 11, 23), message)];
        foreach (var conversation in conversations.Values)
            conversation.Hear();
    }

    /// <summary>The same messages under other numbers, as after a restore.</summary>
    public void NumberAnew()
    {
        lock (gate)
        {
            (UidValidity, next) = (UidValidity + 1, 1);
            box = [.. box.Select(message => message with { Uid = next++ })];
        }
        HangUp();
    }

    public void HangUp()
    {
        foreach (var conversation in conversations.Values)
            conversation.End();
    }

    public ValueTask DisposeAsync()
    {
        IsDown = true;
        listener.Dispose();
        HangUp();
        return ValueTask.CompletedTask;
    }

    async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                var client = await listener.AcceptTcpClientAsync();
                if (IsDown)
                    client.Dispose();
                else
                    _ = TalkAsync(client);
            }
        }
        catch (Exception stopped) when (stopped is SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    async Task TalkAsync(TcpClient client)
    {
        var id = Guid.NewGuid();
        using var conversation = new Conversation(client);
        conversations[id] = conversation;
        try
        {
            await conversation.SayAsync("* OK here");
            while (await conversation.HearLineAsync() is { } line && await AnswerAsync(conversation, line)) { }
        }
        catch (Exception ended) when (ended is IOException or ObjectDisposedException or SocketException)
        {
            // Either side has hung up.
        }
        finally
        {
            conversations.TryRemove(id, out _);
        }
    }

    async Task<bool> AnswerAsync(Conversation conversation, string line)
    {
        var (tag, command) = (line.Split(' ')[0], line[(line.IndexOf(' ', StringComparison.Ordinal) + 1)..]);
        Asked.Enqueue(command);
        var now = box;
        switch (command.Split(' ') is ["UID", var what, ..] ? what : command.Split(' ')[0])
        {
            case "CAPABILITY":
                await conversation.SayAsync("* CAPABILITY IMAP4rev1" + (HasIdle ? " IDLE" : ""));
                break;
            case "LOGIN" when command != $"LOGIN crm \"{Password.Replace("\"", "\\\"", StringComparison.Ordinal)}\"":
                await conversation.SayAsync($"{tag} NO [AUTHENTICATIONFAILED] who are you");
                return true;
            case "LIST":
                await conversation.SayAsync(command.EndsWith("\"\"", StringComparison.Ordinal) ? "* LIST (\\Noselect) \"/\" \"\"" : "* LIST () \"/\" INBOX");
                break;
            case "EXAMINE" or "SELECT":
                await conversation.SayAsync($"* FLAGS (\\Seen \\Deleted)\r\n* {now.Count} EXISTS\r\n* 0 RECENT\r\n* OK [UIDVALIDITY {UidValidity}]\r\n* OK [UIDNEXT {next}]");
                conversation.Exists = now.Count;
                break;
            case "SEARCH":
                await conversation.SayAsync("* SEARCH " + string.Join(' ', Found(now, command)));
                break;
            case "FETCH":
                if (!await FetchAsync(conversation, now, command))
                    return false;
                break;
            case "IDLE":
                await conversation.IdleAsync(() => box.Count);
                break;
            case "NOOP" when conversation.Exists != now.Count:
                await conversation.SayAsync($"* {conversation.Exists = now.Count} EXISTS");
                break;
            case "LOGOUT":
                await conversation.SayAsync("* BYE");
                break;
            case "LOGIN" or "NOOP":
                break;
            default:
                await conversation.SayAsync($"{tag} BAD what is {command}");
                return true;
        }
        await conversation.SayAsync($"{tag} OK {(command.StartsWith("EXAMINE", StringComparison.Ordinal) ? "[READ-ONLY] " : "")}done");
        return true;
    }

    /// <summary>"UID 5:*", and "SINCE 24-Oct-2026". As the standard has it, "5:*" also finds the last message when that comes before.</summary>
    static IEnumerable<uint> Found(List<Message> now, string command)
    {
        var from = uint.Parse(FirstUid().Match(command).Groups[1].Value, CultureInfo.InvariantCulture);
        var since = Since().Match(command) is { Success: true } match ? DateTime.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) : DateTime.MinValue;
        return now.Where(message => (message.Uid >= from || message == now[^1]) && message.At >= since).Select(message => message.Uid);
    }

    async Task<bool> FetchAsync(Conversation conversation, List<Message> now, string command)
    {
        var isWhole = command.Contains("BODY.PEEK[]", StringComparison.Ordinal);
        foreach (var message in now.Where(message => Names(command.Split(' ')[2], message.Uid)))
        {
            var bytes = isWhole ? message.Bytes[..Math.Min(message.Bytes.Length, Most(command))] : ContentTypeOf(message.Bytes);
            await conversation.SayAsync($"* {now.IndexOf(message) + 1} FETCH (UID {message.Uid} {(isWhole ? "BODY[]<0>" : "BODY[HEADER.FIELDS (CONTENT-TYPE)]")} {{{bytes.Length}}}");
            if (isWhole && HangsUpAtFetch > 0 && --HangsUpAtFetch == 0)
            {
                await conversation.SayAsync(bytes[..(bytes.Length / 2)]);
                return false;
            }
            await conversation.SayAsync([.. bytes, .. ")\r\n"u8]);
        }
        return true;
    }

    static int Most(string command) => int.Parse(Portion().Match(command).Groups[1].Value, CultureInfo.InvariantCulture);

    static byte[] ContentTypeOf(byte[] message)
    {
        var head = Encoding.UTF8.GetString(message).Split("\r\n\r\n")[0] + "\r\n";
        return Encoding.UTF8.GetBytes(ContentType().Match(head).Value + "\r\n");
    }

    /// <summary>"1:3,7".</summary>
    static bool Names(string set, uint uid) => set.Split(',').Select(part => part.Split(':')).Any(part =>
        uid >= uint.Parse(part[0], CultureInfo.InvariantCulture) && uid <= uint.Parse(part[^1], CultureInfo.InvariantCulture));

    [GeneratedRegex(@"UID (\d+):\*")]
    private static partial Regex FirstUid();

    [GeneratedRegex(@"SINCE ""?(\d+-\w+-\d+)")]
    private static partial Regex Since();

    [GeneratedRegex(@"<0\.(\d+)>")]
    private static partial Regex Portion();

    [GeneratedRegex(@"^Content-Type:.*\r\n([ \t].*\r\n)*", RegexOptions.IgnoreCase | RegexOptions.Multiline)]
    private static partial Regex ContentType();

    /// <summary>One client that is connected.</summary>
    sealed class Conversation(TcpClient client) : IDisposable
    {
        readonly NetworkStream stream = client.GetStream();
        readonly StreamReader reader = new(client.GetStream(), Encoding.UTF8);
        TaskCompletionSource heard = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public int Exists { get; set; }
        public bool IsIdling { get; private set; }

        public Task<string?> HearLineAsync() => reader.ReadLineAsync();

        public Task SayAsync(string line) => SayAsync(Encoding.UTF8.GetBytes(line + "\r\n"));

        public Task SayAsync(byte[] bytes) => stream.WriteAsync(bytes).AsTask();

        public void Hear() => heard.TrySetResult();

        public void End() => client.Dispose();

        public async Task IdleAsync(Func<int> count)
        {
            heard = new(TaskCreationOptions.RunContinuationsAsynchronously);
            await SayAsync("+ listening");
            var done = HearLineAsync();
            IsIdling = true;
            while (!done.IsCompleted)
            {
                if (count() is var now && now != Exists)
                    await SayAsync($"* {Exists = now} EXISTS");
                await Task.WhenAny(done, heard.Task);
                if (heard.Task.IsCompleted)
                    heard = new(TaskCreationOptions.RunContinuationsAsynchronously);
            }
            IsIdling = false;
            Assert.Equal("DONE", await done ?? "DONE");
        }

        public void Dispose() => client.Dispose();
    }
}
