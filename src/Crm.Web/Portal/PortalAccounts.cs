using System.Net.Mail;
using System.Security.Cryptography;
using System.Text;
using Crm.Data;
using Crm.Mail;
using Crm.Relations;
using Crm.Signing;

namespace Crm.Portal;

/// <summary>
/// The lasting login of a customer's contact: with a code by mail instead of a password, and a browser that stays logged in. Known and unknown addresses
/// get the same answers.
/// </summary>
public sealed class PortalAccounts(CrmDatabase database, Mailbox mailbox, TimeProvider clock)
{
    /// <summary>The contacts that an address logs in as: those who were given access by somebody here, and are still welcome.</summary>
    public static IQueryable<Contact> ContactsOf(CrmDbContext db, string address) => db.Contacts.Where(contact =>
        contact.MayUsePortal && !contact.IsBlocked && contact.Email != null && contact.Email.ToLower() == address
        && db.Relations.Any(relation => relation.OrganisationId == contact.OrganisationId && !relation.IsArchived));

    /// <summary>Mails a code, if somebody with this address may log in.</summary>
    public Task AskCodeAsync(string? typed, CancellationToken cancellationToken)
    {
        var address = Normal(typed);
        if (!MailAddress.TryCreate(address, out _))
            throw RefusedException.Invalid("email", "Vul uw e-mailadres in.", "Enter your e-mail address.");
        return database.WriteAsync(db => AskCodeAsync(db, address, cancellationToken), cancellationToken);
    }

    async Task AskCodeAsync(CrmDbContext db, string address, CancellationToken cancellationToken)
    {
        var now = clock.UtcNow();
        var login = await HoldAsync(db, address, cancellationToken);
        if (login.Code is { } last && now < last.SentAt + OneTimeCode.Pause)
            throw RefusedException.Invalid("email", "Er is net een code gevraagd. Wacht een halve minuut voor u een nieuwe vraagt.", "A code has just been asked for. Wait half a minute before you ask for another.");
        if (now >= login.HourFrom.AddHours(1))
            (login.HourFrom, login.CodesInHour) = (now, 0);
        if (++login.CodesInHour > OneTimeCode.MaxPerHour)
            throw RefusedException.Invalid("email", "U hebt te veel codes gevraagd. Probeer het over een uur opnieuw.", "You have asked for too many codes. Try again in an hour.");
        (login.Code, var digits) = OneTimeCode.New(login.Id, now);
        await ForgetAsync(db, login, now, cancellationToken);
        if (await ContactsOf(db, address).Include(contact => contact.Person).OrderBy(contact => contact.Id).FirstOrDefaultAsync(cancellationToken) is not { } contact)
            return;
        var language = await db.Relations.Where(relation => relation.OrganisationId == contact.OrganisationId).Select(relation => relation.Language).FirstAsync(cancellationToken);
        await mailbox.QueueAsync(new Letter("portal-login", language, contact.Email!, contact.Person!.FullName) { Values = new Dictionary<string, object?> { ["name"] = contact.Person.FullName, ["code"] = digits }, HoldsCode = true }, cancellationToken);
    }

    /// <returns>The token of the session, and null; or null and how many tries are left after a wrong code.</returns>
    public Task<(string? Token, int? TriesLeft)> EnterAsync(string? typed, string? code, CancellationToken cancellationToken) => database.WriteAsync<(string?, int?)>(async db =>
    {
        var (address, now) = (Normal(typed), clock.UtcNow());
        var login = await HoldAsync(db, address, cancellationToken);
        if (login.Code is not { } asked || !asked.CanBeTried(now))
            throw RefusedException.Invalid("code", "Deze code geldt niet meer. Vraag een nieuwe.", "This code is no longer valid. Ask for a new one.");
        if (!asked.Is(login.Id, code) || !await ContactsOf(db, address).AnyAsync(cancellationToken))
        {
            login.Code = asked with { WrongTries = asked.WrongTries + 1 };
            return (null, OneTimeCode.MaxTries - login.Code.WrongTries);
        }
        login.Code = null;
        var token = SigningLinks.NewToken();
        db.PortalSessions.Add(new() { Address = address, TokenHash = SigningLinks.HashOf(token), ExpiresAt = now + PortalSession.Lifetime });
        return (token, null);
    }, cancellationToken);

    /// <summary>The address that is logged in with this token; null when nobody is, or no longer may.</summary>
    public Task<string?> AddressOfAsync(string? token, CancellationToken cancellationToken)
    {
        var (hash, now) = (SigningLinks.HashOf(token ?? ""), clock.UtcNow());
        return string.IsNullOrEmpty(token) ? Task.FromResult<string?>(null) : database.ReadAsync(async db =>
            await db.PortalSessions.Where(session => session.TokenHash == hash && session.ExpiresAt > now).Select(session => session.Address).SingleOrDefaultAsync(cancellationToken) is { } address
            && await ContactsOf(db, address).AnyAsync(cancellationToken) ? address : null, cancellationToken);
    }

    public Task LeaveAsync(string? token, CancellationToken cancellationToken)
    {
        var hash = SigningLinks.HashOf(token ?? "");
        return database.WriteAsync(db => db.PortalSessions.Where(session => session.TokenHash == hash).ExecuteDeleteAsync(cancellationToken), cancellationToken);
    }

    /// <summary>The row of an address, which nobody else changes until this transaction ends.</summary>
    async Task<PortalLogin> HoldAsync(CrmDbContext db, string address, CancellationToken cancellationToken)
    {
        var (id, hash, now) = (Guid.CreateVersion7(), Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(address))), clock.UtcNow());
        await db.Database.ExecuteSqlAsync($"""INSERT INTO "PortalLogins" ("Id", "AddressHash", "HourFrom", "CodesInHour") VALUES ({id}, {hash}, {now}, 0) ON CONFLICT DO NOTHING""", cancellationToken);
        await db.PortalLogins.Where(login => login.AddressHash == hash).ExecuteUpdateAsync(set => set.SetProperty(login => login.AddressHash, hash), cancellationToken);
        return await db.PortalLogins.SingleAsync(login => login.AddressHash == hash, cancellationToken);
    }

    /// <summary>All that nobody will use any more; not this one, whose last time may be as long ago.</summary>
    static async Task ForgetAsync(CrmDbContext db, PortalLogin own, DateTime now, CancellationToken cancellationToken)
    {
        var before = now - PortalLogin.Kept;
        await db.PortalLogins.Where(login => login.HourFrom < before && login.Id != own.Id).ExecuteDeleteAsync(cancellationToken);
        await db.PortalSessions.Where(session => session.ExpiresAt < now).ExecuteDeleteAsync(cancellationToken);
    }

    static string Normal(string? address) => (address ?? "").Trim().ToLowerInvariant();
}
