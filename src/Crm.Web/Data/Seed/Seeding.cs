namespace Crm.Data.Seed;

/// <summary>Fills a new database: what no company can do without, and the demo company unless the operator wants it empty.</summary>
public sealed class Seeding(CrmDatabase database, CrmSettings settings)
{
    /// <summary>In one transaction: a database is either new or complete.</summary>
    public Task RunAsync(CancellationToken cancellationToken) => database.WriteAsync(async db =>
    {
        if (await db.Roles.AnyAsync(cancellationToken))
            return;
        BaseData.Add(db);
        db.Companies.Add(settings.Empty ? Companies.Unnamed : Companies.Demo);
        if (!settings.Empty)
            DemoPeople.Add(db);
    }, cancellationToken);
}
