using Crm.Forecasts;
using Crm.Quotes;
using Crm.Quotes.Templates;

namespace Crm.Data.Seed;

/// <summary>Fills a new database: what no company can do without, and the demo company unless the operator wants it empty.</summary>
public sealed class Seeding(CrmDatabase database, CrmSettings settings, TimeProvider clock)
{
    // Any number, the same on every server.
    const long SeedingLock = 20261123;

    /// <summary>The password of the first administrator of an empty company; null when this start made none.</summary>
    public string? FirstPassword { get; private set; }

    /// <summary>In one transaction: a database is either new or complete, also when two servers start on it at once.</summary>
    public Task RunAsync(CancellationToken cancellationToken) => database.WriteAsync(async db =>
    {
        if (db.Database.IsNpgsql())
            await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({SeedingLock})", cancellationToken);
        if (await db.Roles.AnyAsync(cancellationToken))
            return;
        BaseData.Add(db);
        db.Companies.Add(settings.Empty ? Companies.Unnamed : Companies.Demo);
        if (settings.Empty)
            FirstPassword = FirstAdministrator.Add(db);
        else
            DemoPeople.Add(db);
        if (settings.Empty || settings.Demo != "full")
            return;
        DemoCompany.Add(db, clock, ShippedTemplates.Usual);
        await db.SaveChangesAsync(cancellationToken);
        await ForecastStates.WorkOutAsync(db, cancellationToken);
    }, cancellationToken);
}
