using Crm.Data;
using MailKit;
using MailKit.Net.Imap;
using MailKit.Search;
using MailKit.Security;
using MimeKit;

namespace Crm.Mail.Bounces;

/// <summary>
/// Reads the mailbox of the settings for mail that came back, and listens for more. It only reads: no message is moved, marked or deleted,
/// for people use that box too. Every server reads it; which of them records a message is decided by <see cref="BoxPosition"/>.
/// </summary>
public sealed class BounceWorker(CrmDatabase database, BounceDesk desk, CrmSettings settings, TimeProvider clock, ILogger<BounceWorker> logger) : BackgroundService
{
    // A report has what is looked at in front; behind it may come the whole mail, with its PDF.
    const int MostBytes = 256 * 1024;
    const int AtOnce = 500;
    // Servers may end a conversation after half an hour without a word (RFC 2177), and routers on the way after ten minutes.
    static readonly TimeSpan ListenFor = TimeSpan.FromMinutes(9);
    static readonly TimeSpan LookAgain = TimeSpan.FromMinutes(1);
    static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(5);
    // Servers give up within five days; whoever lets us read an old box has us read no years of it.
    static readonly TimeSpan Oldest = TimeSpan.FromDays(30);
    readonly string box = $"{settings.Imap.User}@{settings.Imap.Host}/{settings.Imap.Folder}";
    int failures;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (settings.Imap.IsOn && !stoppingToken.IsCancellationRequested)
        {
            try
            {
                await ListenAsync(stoppingToken);
            }
            catch (Exception error) when (!stoppingToken.IsCancellationRequested)
            {
                failures++;
                // A conversation that a server ends now and then is no news; one that does not come about again is.
                if (failures > 1)
                    logger.LogWarning("The mailbox {Box} could not be read, attempt {Attempt}: {Reason}", box, failures, error.Message);
            }
            await Task.Delay(TimeSpan.FromSeconds(Math.Min(Math.Pow(2, failures), LongestPause.TotalSeconds)), clock, stoppingToken);
        }
    }

    async Task ListenAsync(CancellationToken stoppingToken)
    {
        using var client = new ImapClient();
        var folder = await OpenAsync(client, stoppingToken);
        while (true)
        {
            // From before the reading on: what comes in meanwhile is read right after it.
            using var news = new CancellationTokenSource(ListenFor, clock);
            void Hear(object? sender, EventArgs change) => news.Cancel();
            folder.CountChanged += Hear;
            try
            {
                await ReadAsync(folder, stoppingToken);
                failures = 0;
                await WaitAsync(client, news.Token, stoppingToken);
            }
            finally
            {
                folder.CountChanged -= Hear;
            }
        }
    }

    async Task<IMailFolder> OpenAsync(ImapClient client, CancellationToken stoppingToken)
    {
        var imap = settings.Imap;
        var security = !imap.UseTls ? SecureSocketOptions.None : imap.Port == 993 ? SecureSocketOptions.SslOnConnect : SecureSocketOptions.StartTls;
        await client.ConnectAsync(imap.Host, imap.Port, security, stoppingToken);
        await client.AuthenticateAsync(imap.User, imap.Password, stoppingToken);
        var folder = await client.GetFolderAsync(imap.Folder, stoppingToken);
        await folder.OpenAsync(FolderAccess.ReadOnly, stoppingToken);
        await database.WriteAsync(db => BoxPosition.BeginAsync(db, box, folder.UidValidity, stoppingToken), stoppingToken);
        return folder;
    }

    async Task WaitAsync(ImapClient client, CancellationToken news, CancellationToken stoppingToken)
    {
        if (news.IsCancellationRequested)
            return;
        if (client.Capabilities.HasFlag(ImapCapabilities.Idle))
        {
            await client.IdleAsync(news, stoppingToken);
            return;
        }
        await Task.Delay(LookAgain, clock, stoppingToken);
        await client.NoOpAsync(stoppingToken);
    }

    async Task ReadAsync(IMailFolder folder, CancellationToken stoppingToken)
    {
        var last = await database.ReadAsync(db => BoxPosition.LastAsync(db, box, folder.UidValidity, stoppingToken), stoppingToken)
            ?? throw new InvalidOperationException("Its messages were numbered anew.");
        var query = SearchQuery.Uids(new UniqueIdRange(new UniqueId(folder.UidValidity, (uint)last + 1), UniqueId.MaxValue));
        var found = await folder.SearchAsync(last > 0 ? query : query.And(SearchQuery.DeliveredAfter(clock.UtcNow() - Oldest)), stoppingToken);
        // "5:*" also names the last message of a box that ends before it.
        foreach (var some in found.Where(uid => uid.Id > last).Order().Chunk(AtOnce))
        {
            var heads = await folder.FetchAsync(some, new FetchRequest(MessageSummaryItems.UniqueId, [HeaderId.ContentType]), stoppingToken);
            foreach (var uid in heads.Where(MayBeReport).Select(head => head.UniqueId).Order())
                await TakeAsync(folder, uid, stoppingToken);
            await database.WriteAsync(db => BoxPosition.MoveToAsync(db, box, folder.UidValidity, some[^1].Id, stoppingToken), stoppingToken);
        }
    }

    static bool MayBeReport(IMessageSummary head) => head.Headers?[HeaderId.ContentType]?.Contains("multipart/report", StringComparison.OrdinalIgnoreCase) == true;

    async Task TakeAsync(IMailFolder folder, UniqueId uid, CancellationToken stoppingToken)
    {
        if (await ReportAsync(folder, uid, stoppingToken) is not { } report)
            return;
        await database.WriteAsync(async db =>
        {
            if (await BoxPosition.MoveToAsync(db, box, folder.UidValidity, uid.Id, stoppingToken))
                await desk.RecordAsync(report, stoppingToken);
        }, stoppingToken);
    }

    static async Task<DeliveryReport?> ReportAsync(IMailFolder folder, UniqueId uid, CancellationToken stoppingToken)
    {
        try
        {
            await using var bytes = await folder.GetStreamAsync(uid, 0, MostBytes, stoppingToken);
            return DeliveryReport.Read(bytes);
        }
        catch (MessageNotFoundException)
        {
            // Somebody has taken it out of the box meanwhile.
            return null;
        }
    }
}
