using System.Net;
using System.Text;
using Crm.Dashboard.Behind;
using Crm.Dashboard.Exports;
using Crm.Dashboard.Figures;
using Crm.Data;
using Crm.Documents;
using Crm.Mail;
using Crm.Users;

namespace Crm.Dashboard.Subscriptions;

/// <summary>Writes the mail of a subscription that is due: the figures as its reader may see them now, and the tab as a file with it.</summary>
public sealed class SubscriptionMail(
    CrmDatabase database, PeopleDesk people, FiguresInWords words, DashboardQueries queries, DashboardPrint print, DashboardExport export, FileDesk files, Mailbox mailbox, CrmSettings settings, TimeProvider clock)
    : IOutboxDeliverer
{
    public const string OutboxKind = "figures";
    const int MostLines = 15;
    const string Cell = "padding:6px 12px 6px 0;border-bottom:1px solid #DCE1DB;vertical-align:top";
    const string Figure = Cell + ";text-align:right;white-space:nowrap";
    /// <summary>The mail itself keeps its figures.</summary>
    static readonly TimeSpan FilesAreKept = TimeSpan.FromDays(31);

    public sealed record Job(Guid SubscriptionId, DateTime DueAt);

    public string Kind => OutboxKind;

    public async Task DeliverAsync(OutboxMessage message, CancellationToken cancellationToken)
    {
        var job = message.Read<Job>();
        // It was stopped meanwhile, or written by a server that died before it could say so; or its reader has left.
        if (await database.ReadAsync(db => db.Subscriptions.SingleOrDefaultAsync(s => s.Id == job.SubscriptionId, cancellationToken), cancellationToken) is not { } subscription
            || subscription.WrittenFor >= job.DueAt || await people.FindReaderAsync(subscription.UserId, cancellationToken) is not { } person)
            return;
        using var reading = new ReadingAs(person.User.Language);
        var view = DashboardView.Of(subscription.Query, clock);
        var (file, body) = (await FileAsync(subscription, view, person.Reader, cancellationToken), await BodyAsync(subscription, view, person.Reader, cancellationToken));
        await database.WriteAsync(db => WriteAsync(db, job, person, Letter(subscription, view, person, body), file, cancellationToken), cancellationToken);
    }

    async Task WriteAsync(CrmDbContext db, Job job, StaffReader person, Letter letter, BroughtFile file, CancellationToken cancellationToken)
    {
        await db.LockAsync<Subscription>(job.SubscriptionId, cancellationToken);
        if (await db.Subscriptions.AsTracking().SingleOrDefaultAsync(s => s.Id == job.SubscriptionId && (s.WrittenFor == null || s.WrittenFor < job.DueAt), cancellationToken) is not { } subscription)
            return;
        subscription.WrittenFor = job.DueAt;
        var old = clock.UtcNow() - FilesAreKept;
        await db.Files.Where(f => f.OwnerId == job.SubscriptionId && f.StoredAt < old).ExecuteDeleteAsync(cancellationToken);
        var stored = await files.StoreAsync(file, job.SubscriptionId, person.Reader, cancellationToken, isConfidential: true);
        await mailbox.QueueAsync(letter with { FileIds = [stored.Id] }, cancellationToken);
    }

    async Task<BroughtFile> FileAsync(Subscription subscription, DashboardView view, Actor reader, CancellationToken cancellationToken)
    {
        var name = $"dashboard{(subscription.Tab.Length == 0 ? "" : "-" + subscription.Tab)}-{clock.Today():yyyy-MM-dd}";
        return subscription.AttachedAs == AttachedAs.Excel
            ? new(name + ".xlsx", await export.WorkbookAsync(view, subscription.Tab, reader, cancellationToken))
            : new(name + ".pdf", await print.PdfAsync(view, subscription.Tab, reader, cancellationToken));
    }

    Letter Letter(Subscription subscription, DashboardView view, StaffReader person, string body) => new("figures", person.User.Language, person.User.Email!, person.User.Name)
    {
        OnlyForId = person.User.Id,
        Markup = body,
        Values = new Dictionary<string, object?>
        {
            ["tab"] = DashboardWords.TabName(subscription.Tab),
            ["day"] = Formats.Date(clock.Today()),
            ["name"] = person.User.Name.Split(' ')[0],
            ["told"] = DashboardWords.Told(view, clock),
            ["rhythm"] = DashboardWords.Told(subscription.Rhythm, subscription.Weekday, subscription.At),
            ["link"] = settings.BaseUrl + view.Href(subscription.Tab, clock),
            ["stop"] = settings.BaseUrl + Urls.Subscriptions,
        },
    };

    async Task<string> BodyAsync(Subscription subscription, DashboardView view, Actor reader, CancellationToken cancellationToken)
    {
        var by = view.Measure;
        var figures = await words.OfAsync(view, subscription.Tab, reader, cancellationToken);
        var section = await queries.SectionAsync(view, reader, cancellationToken);
        return Table([], figures.Select(f => new[] { f.Name, f.Value, f.Beside })) + Table(
            [DashboardWords.Name(view.Section), Say("Gescoord", "Scored"), Say("Openstaand", "Open")],
            section.Take(MostLines).Select(row => new[] { row.Name.ToString(), row.Closed.Scored.Text(by), row.Open.Text(by) }));
    }

    /// <summary>Names of people, groups and campaigns stand in it: all of it is encoded.</summary>
    static string Table(string[] heads, IEnumerable<string[]> rows)
    {
        var html = new StringBuilder("<table cellpadding=\"0\" cellspacing=\"0\" style=\"width:100%;margin:16px 0;border-collapse:collapse\">");
        if (heads.Length > 0)
            html.Append("<tr>").AppendJoin("", heads.Select((head, at) => $"<th scope=\"col\" style=\"{(at == 0 ? Cell + ";text-align:left" : Figure)};color:#5C6B66;font-weight:500\">{WebUtility.HtmlEncode(head)}</th>")).Append("</tr>");
        foreach (var row in rows)
            html.Append("<tr>").AppendJoin("", row.Select((text, at) => $"<td style=\"{(at == 0 ? Cell : Figure)}{(at == 1 ? ";font-weight:600" : "")}\">{WebUtility.HtmlEncode(text)}</td>")).Append("</tr>");
        return html.Append("</table>").ToString();
    }
}
