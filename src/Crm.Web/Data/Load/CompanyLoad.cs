using System.Diagnostics;
using Crm.Dashboard;
using Crm.Dashboard.Bookkeeping;
using Crm.Data.Seed;
using Crm.Dossiers;
using Crm.Quotes;
using Crm.Quotes.Templates;
using Crm.Relations;
using Crm.Users;
using Microsoft.AspNetCore.Identity;

namespace Crm.Data.Load;

/// <summary>How far the load is.</summary>
public sealed record LoadProgress(int Relations, int Of, long Rows, TimeSpan Taken)
{
    /// <summary>Once all rows are in: how many indexes are still to be made.</summary>
    public int IndexesLeft { get; init; }
}

/// <summary>
/// Fills a database with a believable company of any size: the same seed gives the same company on the same day. Each portion commits with
/// how far it came, so that a load that was stopped goes on when it is asked again.
/// </summary>
public sealed class CompanyLoad(IDbContextFactory<CrmDbContext> contexts, TimeProvider clock)
{
    const string Loaded = "loaded-relations";
    const string RelationSeries = "relation";
    const int FirstNumber = 10_001;
    const int Portion = 1_000;
    const int Years = 6;
    const int RelationsPerSeller = 500;
    const int MostSellers = 400;
    const long MostMemory = 4_000_000_000;

    public async Task<LoadProgress> RunAsync(int relations, int seed, Action<LoadProgress> tell, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await db.Database.OpenConnectionAsync(cancellationToken);
        db.Database.SetCommandTimeout(TimeSpan.FromMinutes(30));
        var numbers = await LoadNumbers.ReadAsync(db, cancellationToken);
        var done = numbers.Now.GetValueOrDefault(Loaded);
        await RefuseAsync(db, relations, done, cancellationToken);
        await AddTablesAsync(db, relations / RelationsPerSeller, cancellationToken);
        await HurryAsync(db, true, cancellationToken);
        await IndexesAside.TakeAsync(db, LoadedRows.Tables(db), cancellationToken);
        await FigureTriggers.TakeAwayAsync(db, cancellationToken);
        var (tables, begun, rows) = (await LoadTables.ReadAsync(db, ShippedTemplates.Usual, clock.Today(), cancellationToken), Stopwatch.GetTimestamp(), 0L);
        // One portion is made while the one before it is written.
        var next = Task.Run(() => Make(done, relations, seed, tables, numbers), cancellationToken);
        while (done < relations)
        {
            var (portion, given) = await next;
            done += portion.Relations.Count;
            next = Task.Run(() => Make(done, relations, seed, tables, numbers), cancellationToken);
            await WriteAsync(db, portion, given, cancellationToken);
            tell(new(done, relations, rows += portion.Count, Stopwatch.GetElapsedTime(begun)));
        }
        await IndexesAside.PutBackAsync(db, left => tell(new(done, relations, rows, Stopwatch.GetElapsedTime(begun)) { IndexesLeft = left }), cancellationToken);
        await FigureTriggers.EnsureAsync(db, cancellationToken);
        await HurryAsync(db, false, cancellationToken);
        // Without it neither database knows how the values are spread.
        await db.Database.ExecuteSqlRawAsync("ANALYZE", cancellationToken);
        return new(done, relations, rows, Stopwatch.GetElapsedTime(begun));
    }

    /// <summary>Such a company has no processes that wait, as the demo company has.</summary>
    public static Task<bool> IsLoadedAsync(CrmDbContext db, CancellationToken cancellationToken) => db.NumberSeries.AnyAsync(series => series.Series == Loaded, cancellationToken);

    static async Task RefuseAsync(CrmDbContext db, int relations, int done, CancellationToken cancellationToken)
    {
        if (relations is < 1 or > DutchOrganisations.Most)
            throw RefusedException.Invalid("relations", "Geef een aantal van 1 tot 1.000.000.", "Give a number from 1 to 1,000,000.");
        if (done == 0 && await db.Relations.CountAsync(cancellationToken) is > 0 and var own)
            throw RefusedException.Conflict($"Deze database heeft al {own} relaties die niet zo gemaakt zijn. Kies met --data een nieuwe map of met --postgres een lege database.",
                $"This database holds {own} relations already that were not made this way. Choose a new folder with --data or an empty database with --postgres.");
        if (done >= relations)
            throw RefusedException.Conflict($"Deze database heeft al {done} geladen relaties. Vraag er meer, of kies een andere map of database.",
                $"This database holds {done} loaded relations already. Ask for more, or choose another folder or database.");
    }

    static async Task WriteAsync(CrmDbContext db, LoadedRows portion, IReadOnlyDictionary<string, int> given, CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await portion.WriteAsync(db, cancellationToken);
        await LoadNumbers.KeepAsync(db, given, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    static (LoadedRows Rows, IReadOnlyDictionary<string, int> Numbers) Make(int done, int relations, int seed, LoadTables tables, LoadNumbers numbers)
    {
        var (rows, chance) = (new LoadedRows(), new LoadChance(seed, done));
        var (organisations, forecasts) = (new DutchOrganisations(chance), new ForecastLife(tables, chance, rows, numbers));
        var firstDay = tables.Today.AddYears(-Years);
        var days = tables.Today.DayNumber - firstDay.DayNumber - 1;
        for (var index = done; index < Math.Min(done + Portion, relations); index++)
        {
            var at = chance.Moment(firstDay.AddDays((int)((long)days * index / relations)));
            var seller = chance.Pick(tables.Sellers);
            var (relation, contacts) = RelationOf(rows, organisations, index, at, seller);
            forecasts.Live(relation, contacts, seller);
            numbers.Next(Loaded);
        }
        return (rows, Numbers: WithRelations(numbers));
    }

    static Dictionary<string, int> WithRelations(LoadNumbers numbers) =>
        new Dictionary<string, int>(numbers.Now) { [RelationSeries] = FirstNumber - 1 + numbers.Now.GetValueOrDefault(Loaded) };

    static (Relation Relation, IReadOnlyList<Contact> Contacts) RelationOf(LoadedRows rows, DutchOrganisations organisations, int index, DateTime at, User seller)
    {
        var organisation = organisations.Organisation(index, at);
        var contacts = organisations.ContactsOf(organisation, index, at);
        organisation.Reindex(contacts);
        // Each has a number of its own in the register, so the search for duplicates would find none.
        organisation.IsSwept = true;
        var relation = new Relation
        {
            Id = organisations.Id(at), Number = FirstNumber + index, OrganisationId = organisation.Id, ResponsibleId = seller.Id, IsEntrepreneur = organisation.LegalForm != "Stichting", CreatedAt = at, CreatedBy = seller.Name,
        };
        rows.Organisations.Add(organisation);
        rows.Contacts.AddRange(contacts);
        rows.Relations.Add(relation);
        rows.Dossier.Add(new()
        {
            Kind = DossierKind.RelationCreated, At = at, RelationId = relation.Id, Details = new() { [Detail.Number] = $"{relation.Number}", [Detail.Name] = organisation.Name },
            ById = seller.Id, ByName = seller.Name, Door = Door.Page,
        });
        return (relation, contacts);
    }

    /// <summary>What it sells, and enough people to sell it.</summary>
    static async Task AddTablesAsync(CrmDbContext db, int sellers, CancellationToken cancellationToken)
    {
        if (await db.Catalogue.AnyAsync(cancellationToken))
            return;
        DemoCompany.AddTables(db);
        var (chance, role) = (new LoadChance(0, 0), await db.Roles.SingleAsync(role => role.Name == Roles.Sales, cancellationToken));
        var departments = await db.Departments.OrderBy(department => department.Name).ToListAsync(cancellationToken);
        for (var number = 1; number <= Math.Min(sellers, MostSellers); number++)
        {
            var user = Seller(DutchNames.Person(chance, DateTime.UnixEpoch), number, chance.Pick(departments).Id);
            db.Users.Add(user);
            db.UserRoles.Add(new IdentityUserRole<Guid> { UserId = user.Id, RoleId = role.Id });
        }
        await db.SaveChangesAsync(cancellationToken);
    }

    /// <summary>Without a password: nobody signs in as a made-up colleague.</summary>
    static User Seller(Person person, int number, Guid departmentId)
    {
        var email = $"verkoper{number:000}@brekelmans.example";
        return new()
        {
            Id = Guid.CreateVersion7(), Name = person.FullName, Email = email, NormalizedEmail = email.ToUpperInvariant(), UserName = email, NormalizedUserName = email.ToUpperInvariant(),
            EmailConfirmed = true, SecurityStamp = Guid.NewGuid().ToString("N"), DepartmentId = departmentId, LockoutEnabled = true,
        };
    }

    /// <summary>A load that is cut short by a power failure goes on from its last portion on disk, so it need not wait for the disk at each.</summary>
    static async Task HurryAsync(CrmDbContext db, bool isHurried, CancellationToken cancellationToken) => await db.Database.ExecuteSqlRawAsync((db.Database.IsNpgsql(), isHurried) switch
    {
        // Rows are put in order for an index in this much memory.
        (true, true) => $"SET synchronous_commit=off; SET maintenance_work_mem='{Memory / 4} kB'",
        (true, false) => "RESET synchronous_commit; RESET maintenance_work_mem",
        (false, true) => $"PRAGMA synchronous=NORMAL; PRAGMA cache_size=-{Memory};",
        (false, false) => "PRAGMA synchronous=FULL; PRAGMA cache_size=-2000; PRAGMA wal_checkpoint(TRUNCATE);",
    }, cancellationToken);

    /// <summary>In kilobytes: a quarter of what there is.</summary>
    static long Memory => Math.Min(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 4, MostMemory) / 1024;
}
