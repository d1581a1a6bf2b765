using System.Net.Mail;
using Crm.Data;
using Microsoft.AspNetCore.Identity;

namespace Crm.Users;

/// <summary>The employees who sign in: who they are, what they may do, and whether they still can.</summary>
public sealed class PeopleDesk(CrmDatabase database, IServiceScopeFactory scopes, ILookupNormalizer normalizer, ILogger<PeopleDesk> logger)
{
    public sealed record Entry(string Name, string Email, string Language, Guid? DepartmentId, IReadOnlyList<string> RoleNames, bool IsActive = true, Sight Sight = Sight.All);

    public sealed record Row(Guid Id, string Name, string Email, string Language, Guid? DepartmentId, string Department, IReadOnlyList<string> RoleNames, bool IsActive, Sight Sight);

    public Task<IReadOnlyList<Row>> ListAsync(CancellationToken cancellationToken) => database.ReadAsync<IReadOnlyList<Row>>(async db =>
    {
        var people = await db.Users.OrderByDescending(user => user.IsActive).ThenBy(user => user.Name)
            .Select(user => new { user, Department = db.Departments.Where(department => department.Id == user.DepartmentId).Select(department => department.Name).FirstOrDefault() })
            .ToListAsync(cancellationToken);
        var roles = (await db.UserRoles.Join(db.Roles, held => held.RoleId, role => role.Id, (held, role) => new { held.UserId, role.Name }).ToListAsync(cancellationToken))
            .ToLookup(held => held.UserId, held => held.Name!);
        return [.. people.Select(one => new Row(one.user.Id, one.user.Name, one.user.Email!, one.user.Language, one.user.DepartmentId, one.Department ?? "",
            [.. Roles.All.Where(roles[one.user.Id].Contains)], one.user.IsActive, one.user.Sight))];
    }, cancellationToken);

    public async Task<Guid> AddAsync(Entry entry, Actor actor, CancellationToken cancellationToken)
    {
        Check(entry, actor);
        var user = new User
        {
            Id = Guid.CreateVersion7(),
            Name = entry.Name.Trim(),
            SecurityStamp = Guid.NewGuid().ToString("N"),
            EmailConfirmed = true,
            LockoutEnabled = true,
        };
        await database.WriteAsync(async db =>
        {
            db.Users.Add(user);
            await ApplyAsync(db, user, entry, cancellationToken);
        }, cancellationToken);
        logger.LogInformation("{Actor} added {User} with roles {Roles}", actor.Name, user.Email, entry.RoleNames);
        return user.Id;
    }

    public async Task EditAsync(Guid id, Entry entry, Actor actor, CancellationToken cancellationToken)
    {
        Check(entry, actor);
        if (id == actor.UserId && (!entry.IsActive || !entry.RoleNames.Contains(Roles.Administrator)))
            throw RefusedException.Conflict("Je kunt jezelf niet uitzetten of je eigen beheerrol afnemen. Vraag een andere beheerder.", "You cannot switch yourself off or take away your own administrator role. Ask another administrator.");
        await database.WriteAsync(async db =>
        {
            var user = await db.Users.FirstOrDefaultAsync(user => user.Id == id, cancellationToken)
                ?? throw RefusedException.NotFound("Deze medewerker bestaat niet.", "There is no such employee.");
            await ApplyAsync(db, user, entry, cancellationToken);
            // Whoever is signed in on the old rights has to sign in again.
            user.SecurityStamp = Guid.NewGuid().ToString("N");
        }, cancellationToken);
        logger.LogInformation("{Actor} changed {User}: roles {Roles}, active {IsActive}", actor.Name, entry.Email, entry.RoleNames, entry.IsActive);
    }

    /// <summary>A token with which this employee chooses a password, once; nobody else ever knows it.</summary>
    public async Task<string> InviteAsync(Guid id, Actor actor)
    {
        Demand(actor);
        await using var scope = scopes.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<User>>();
        var user = await users.FindByIdAsync(id.ToString()) ?? throw RefusedException.NotFound("Deze medewerker bestaat niet.", "There is no such employee.");
        return await users.GeneratePasswordResetTokenAsync(user);
    }

    public Task SetSingleKeysAsync(Guid id, bool on, CancellationToken cancellationToken) => database.WriteAsync(
        db => db.Users.Where(user => user.Id == id).ExecuteUpdateAsync(set => set.SetProperty(user => user.SingleKeys, on), cancellationToken), cancellationToken);

    public Task<User> FindAsync(Guid id, CancellationToken cancellationToken) => database.ReadAsync(async db =>
        await db.Users.FirstOrDefaultAsync(user => user.Id == id, cancellationToken) ?? throw RefusedException.NotFound("Deze medewerker bestaat niet.", "There is no such employee."),
        cancellationToken);

    /// <summary>Whom something is read out to while they are not there, with what they may see now; nobody, when they have left.</summary>
    public Task<StaffReader?> FindReaderAsync(Guid id, CancellationToken cancellationToken) => database.ReadAsync(async db =>
    {
        if (await db.Users.FirstOrDefaultAsync(user => user.Id == id && user.IsActive, cancellationToken) is not { } user)
            return null;
        var roles = await db.UserRoles.Where(held => held.UserId == id).Join(db.Roles, held => held.RoleId, role => role.Id, (_, role) => role.Name!).ToListAsync(cancellationToken);
        return roles.Count == 0 ? null : new StaffReader(user, new(id, user.Name, Door.System, roles) { Sight = user.Sight });
    }, cancellationToken);

    async Task ApplyAsync(CrmDbContext db, User user, Entry entry, CancellationToken cancellationToken)
    {
        var address = entry.Email.Trim();
        var known = normalizer.NormalizeEmail(address);
        if (await db.Users.AnyAsync(other => other.NormalizedEmail == known && other.Id != user.Id, cancellationToken))
            throw RefusedException.Invalid(nameof(entry.Email), "Een andere medewerker meldt zich al met dit adres aan.", "Another employee already signs in with this address.");
        (user.Name, user.Language, user.DepartmentId, user.IsActive, user.Sight) = (entry.Name.Trim(), entry.Language, entry.DepartmentId, entry.IsActive, entry.Sight);
        (user.Email, user.NormalizedEmail, user.UserName, user.NormalizedUserName) = (address, known, address, normalizer.NormalizeName(address));
        db.UserRoles.RemoveRange(await db.UserRoles.Where(held => held.UserId == user.Id).ToListAsync(cancellationToken));
        var roles = await db.Roles.Where(role => entry.RoleNames.Contains(role.Name!)).Select(role => role.Id).ToListAsync(cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        db.UserRoles.AddRange(roles.Select(role => new IdentityUserRole<Guid> { UserId = user.Id, RoleId = role }));
    }

    static void Check(Entry entry, Actor actor)
    {
        Demand(actor);
        List<Fault> faults = [];
        if (string.IsNullOrWhiteSpace(entry.Name) || entry.Name.Length > 100)
            faults.Add(new(nameof(entry.Name), "Vul een naam in van hooguit 100 tekens.", "Enter a name of at most 100 characters."));
        if (!MailAddress.TryCreate(entry.Email?.Trim(), out _))
            faults.Add(new(nameof(entry.Email), "Vul een geldig e-mailadres in.", "Enter a valid e-mail address."));
        if (entry.Language is not ("nl" or "en"))
            faults.Add(new(nameof(entry.Language), "Kies Nederlands of Engels.", "Choose Dutch or English."));
        if (entry.RoleNames is not { Count: > 0 } || entry.RoleNames.Any(role => !Roles.All.Contains(role)))
            faults.Add(new(nameof(entry.RoleNames), "Kies ten minste één rol.", "Choose at least one role."));
        if (!Enum.IsDefined(entry.Sight))
            faults.Add(new(nameof(entry.Sight), "Kies wiens forecasts deze medewerker ziet.", "Choose whose forecasts this employee sees."));
        faults.RefuseIfAny();
    }

    static void Demand(Actor actor)
    {
        if (!actor.Is(Roles.Administrator))
            throw RefusedException.Forbidden("Alleen een beheerder mag dit.", "Only an administrator may do this.");
    }
}

/// <summary>An employee who is there, as one who reads.</summary>
public sealed record StaffReader(User User, Actor Reader);
