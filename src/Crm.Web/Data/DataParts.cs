namespace Crm.Data;

/// <summary>Registers the database of the settings: PostgreSQL when a connection string is given, else SQLite in the data folder.</summary>
public static class DataParts
{
    public static void AddCrmData(this IServiceCollection services, CrmSettings settings)
    {
        services.AddSingleton<ChangeFeed>();
        services.AddSingleton<CrmDatabase>();
        services.AddSingleton<DatabaseSetup>();
        services.AddSingleton<SqliteOwner>();
        services.AddSingleton<Seed.Seeding>();
        services.AddSingleton<Load.CompanyLoad>();
        if (settings.Postgres.Length > 0)
            services.AddContext<PostgresCrmContext>(options => options.UseNpgsql(settings.Postgres));
        else
        {
            services.AddContext<SqliteCrmContext>(options => options.UseSqlite(SqliteFile.ConnectionString(settings.Data)).AddInterceptors(new SqliteDurability()));
            services.AddHostedService<SqliteStatistics>();
        }
    }

    static void AddContext<T>(this IServiceCollection services, Action<DbContextOptionsBuilder> use)
        where T : CrmDbContext
    {
        services.AddDbContextFactory<T>(use);
        services.AddSingleton<IDbContextFactory<CrmDbContext>, ContextFactory<T>>();
        // Identity and Data Protection ask for a scoped context; nothing else does.
        services.AddScoped<CrmDbContext>(provider => provider.GetRequiredService<IDbContextFactory<T>>().CreateDbContext());
    }

    sealed class ContextFactory<T>(IDbContextFactory<T> contexts) : IDbContextFactory<CrmDbContext>
        where T : CrmDbContext
    {
        public CrmDbContext CreateDbContext()
        {
            var db = contexts.CreateDbContext();
            // A verb commits as a whole or not at all: going back to before one of its saves is never wanted, and costs two round trips at each.
            db.Database.AutoSavepointsEnabled = false;
            return db;
        }
    }
}
