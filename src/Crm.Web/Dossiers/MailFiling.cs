using Crm.Data;
using Crm.Documents;
using Crm.Users;
using MimeKit;

namespace Crm.Dossiers;

/// <param name="NotKept">Attachments of a kind that is not taken in.</param>
public sealed record FiledMail(Guid ItemId, string Subject, int Attachments, IReadOnlyList<string> NotKept);

/// <summary>Reads a mail that somebody saved from their mail program into the dossier: who, when, what, and its attachments.</summary>
public sealed class MailFiling(CrmDatabase database, FileDesk files, VirusScanner scanner, TimeProvider clock)
{
    const string MessageId = "messageId";
    const int LongestText = 100_000;

    /// <summary>The same mail twice is refused; the original is kept beside what was read from it.</summary>
    public async Task<FiledMail> FileAsync(BroughtFile brought, Guid? relationId, Guid? forecastId, Actor actor, CancellationToken cancellationToken = default)
    {
        await scanner.RefuseInfectedAsync([brought], cancellationToken);
        return await database.WriteAsync(async db =>
        {
            using var mail = Read(brought);
            var relation = await RelationAsync(db, relationId, forecastId, cancellationToken);
            var about = new DossierSubject(relation, forecastId);
            await RefuseTwiceAsync(db, mail, relation, cancellationToken);
            var sent = mail.Date.UtcDateTime;
            var item = Dossier.Item(DossierKind.MailFiled, actor, clock, about, Details(mail), TextOf(mail), at: sent > clock.UtcNow() || sent.Year < 1990 ? null : sent);
            db.Dossier.Add(item);
            await files.StoreAsync(brought, item.Id, actor, cancellationToken);
            var (kept, notKept) = await KeepAttachmentsAsync(mail, item.Id, actor, cancellationToken);
            return new FiledMail(item.Id, item.Details.GetValueOrDefault(Detail.Subject, ""), kept, notKept);
        }, cancellationToken);
    }

    static MimeMessage Read(BroughtFile brought)
    {
        if (brought.Bytes.Length is 0 or > FileDesk.MaxBytes)
            throw RefusedException.Invalid("file", "Kies een mail van hooguit 20 MB.", "Choose a mail of at most 20 MB.");
        try
        {
            using var bytes = new MemoryStream(brought.Bytes);
            var mail = MimeMessage.Load(bytes);
            // The parser makes something of any text; a mail says who sent it.
            return mail.From.Mailboxes.Any() ? mail : throw new FormatException();
        }
        catch (FormatException)
        {
            throw RefusedException.Invalid("file", $"{brought.FileName} is geen mail (.eml).", $"{brought.FileName} is not a mail (.eml).");
        }
    }

    static async Task<Guid> RelationAsync(CrmDbContext db, Guid? relationId, Guid? forecastId, CancellationToken cancellationToken)
    {
        var found = forecastId is { } forecast
            ? await db.Forecasts.Where(f => f.Id == forecast && (relationId == null || f.RelationId == relationId)).Select(f => (Guid?)f.RelationId).SingleOrDefaultAsync(cancellationToken)
            : await db.Relations.Where(r => r.Id == relationId).Select(r => (Guid?)r.Id).SingleOrDefaultAsync(cancellationToken);
        return found ?? throw RefusedException.NotFound("Dit dossier bestaat niet.", "This dossier does not exist.");
    }

    static async Task RefuseTwiceAsync(CrmDbContext db, MimeMessage mail, Guid relation, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(mail.MessageId))
            return;
        var filed = await db.Dossier.AsNoTracking().Where(item => item.RelationId == relation && item.Kind == DossierKind.MailFiled).Select(item => item.Details).ToListAsync(cancellationToken);
        if (filed.Exists(details => details.GetValueOrDefault(MessageId) == mail.MessageId))
            throw RefusedException.Conflict("Deze mail staat al in het dossier.", "This mail is in the dossier already.");
    }

    static Dictionary<string, string> Details(MimeMessage mail)
    {
        var from = mail.From.Mailboxes.First();
        return new()
        {
            [Detail.Subject] = Short(mail.Subject ?? ""),
            [Detail.Person] = Short(from.Name is { Length: > 0 } name ? name : from.Address),
            [Detail.Email] = Short(string.Join(", ", mail.To.Mailboxes.Select(to => to.Address))),
            [MessageId] = Short(mail.MessageId ?? ""),
        };
    }

    static string TextOf(MimeMessage mail)
    {
        var html = mail.HtmlBody is { Length: > 0 } body ? SafeHtml.Clean(body) : SafeHtml.FromText(mail.TextBody);
        return html.Length <= LongestText ? html : SafeHtml.FromText(SafeHtml.ToText(html)[..LongestText]);
    }

    async Task<(int Kept, IReadOnlyList<string> NotKept)> KeepAttachmentsAsync(MimeMessage mail, Guid itemId, Actor actor, CancellationToken cancellationToken)
    {
        var (kept, notKept) = (0, new List<string>());
        foreach (var part in mail.Attachments.OfType<MimePart>())
        {
            var name = part.FileName ?? Say("bijlage", "attachment");
            using var bytes = new MemoryStream();
            await (part.Content?.DecodeToAsync(bytes, cancellationToken) ?? Task.CompletedTask);
            try
            {
                await files.StoreAsync(new(name, bytes.ToArray()), itemId, actor, cancellationToken);
                kept++;
            }
            catch (RefusedException)
            {
                notKept.Add(name);
            }
        }
        return (kept, notKept);
    }

    static string Short(string text) => text.Length <= 250 ? text : text[..250];
}
