using Crm.Data;
using Crm.Mail;
using Crm.Users;

namespace Crm.Workflows;

/// <summary>
/// The second pair of eyes, when the company wants it: whoever changed a process last offers it, and another process owner puts it in use
/// or sends it back with a reason. Every change takes the offer away, so that what was looked over is what is put in use.
/// </summary>
public sealed class SignOff(CrmDatabase database, Mailbox mailbox, CrmSettings settings, TimeProvider clock)
{
    /// <summary>What a program that wanted to publish is told: the version was kept and offered.</summary>
    public static RefusedException Offered => RefusedException.Conflict(
        "Bewaard als concept en aangeboden: een tweede proceseigenaar neemt het in gebruik.", "Kept as a draft and offered: a second process owner puts it in use.");

    /// <summary>Whether this person needs another for putting this version in use.</summary>
    public static async Task<bool> IsOwedAsync(CrmDbContext db, string versionId, Actor actor, CancellationToken cancellationToken) =>
        await db.Companies.AnyAsync(company => company.NeedsSignOff, cancellationToken)
        && await db.WorkflowDefinitions.AnyAsync(row => row.Id == versionId && row.ChangedById != null && row.ChangedById == actor.UserId, cancellationToken);

    /// <summary>Asks the others, by mail too. Asking twice asks once.</summary>
    /// <param name="note">What changes and why; it stays with the version.</param>
    public Task OfferAsync(string versionId, string note, Actor actor, CancellationToken cancellationToken) => database.WriteAsync(async db =>
    {
        var row = await db.WorkflowDefinitions.SingleAsync(row => row.Id == versionId, cancellationToken);
        if (row.OfferedAt is not null)
            return;
        (row.OfferedBy, row.OfferedAt, row.Note, row.SentBack, row.SentBackBy) = (actor.Name, clock.UtcNow(), note, "", "");
        foreach (var owner in await OthersAsync(db, actor, cancellationToken))
            await TellAsync(owner, row,
                new($"Akkoord gevraagd: {row.Name}", $"Sign-off asked: {row.Name}"),
                new($"{actor.Name} heeft versie {row.Version} van {row.Name} gemaakt en vraagt je die na te kijken. {note}", $"{actor.Name} made version {row.Version} of {row.Name} and asks you to look it over. {note}"), cancellationToken);
    }, cancellationToken);

    /// <summary>Back to whoever offered it. Whoever offered it may take it back without a reason.</summary>
    public Task SendBackAsync(string definitionId, string reason, Actor actor, CancellationToken cancellationToken) => database.WriteAsync(async db =>
    {
        var row = await db.WorkflowDefinitions.SingleOrDefaultAsync(row => row.DefinitionId == definitionId && row.IsLatest && row.OfferedAt != null, cancellationToken)
            ?? throw RefusedException.Conflict("Er ligt niets meer ter akkoord. Ververs de pagina.", "Nothing waits for sign-off any more. Refresh the page.");
        var isOwn = row.ChangedById == actor.UserId;
        if (reason.Trim().Length == 0 && !isOwn)
            throw RefusedException.Invalid("reason", "Zeg wat er anders moet.", "Say what has to change.");
        (row.OfferedBy, row.OfferedAt, row.SentBack, row.SentBackBy) = ("", null, reason.Trim(), isOwn ? "" : actor.Name);
        if (!isOwn && await db.Users.AsNoTracking().SingleOrDefaultAsync(user => user.Id == row.ChangedById, cancellationToken) is { } author)
            await TellAsync(author, row,
                new($"Teruggestuurd: {row.Name}", $"Sent back: {row.Name}"),
                new($"{actor.Name} stuurt versie {row.Version} van {row.Name} terug: {row.SentBack}", $"{actor.Name} sends version {row.Version} of {row.Name} back: {row.SentBack}"), cancellationToken);
    }, cancellationToken);

    static Task<List<User>> OthersAsync(CrmDbContext db, Actor actor, CancellationToken cancellationToken) => db.Users.AsNoTracking()
        .Where(user => user.IsActive && user.Id != actor.UserId && db.UserRoles.Any(held => held.UserId == user.Id && db.Roles.Any(role => role.Id == held.RoleId && (role.Name == Roles.ProcessOwner || role.Name == Roles.Administrator))))
        .ToListAsync(cancellationToken);

    async Task TellAsync(User to, DefinitionRow row, LocalText subject, LocalText message, CancellationToken cancellationToken)
    {
        using var reading = new ReadingAs(to.Language);
        await mailbox.QueueAsync(new Letter("message", to.Language, to.Email!, to.Name)
        {
            Values = new Dictionary<string, object?>
            {
                ["name"] = to.Name.Split(' ')[0],
                ["subject"] = $"{subject}",
                ["message"] = $"{message}",
                ["link"] = settings.BaseUrl + Urls.ProcessDefinition(row.DefinitionId),
            },
        }, cancellationToken);
    }
}
