using Crm.Data;

namespace Crm.Dashboard.Bookkeeping;

/// <summary>Has the database itself write down what changed in the tables that figures are added up from.</summary>
public static class FigureTriggers
{
    sealed record Trigger(string Name, string Table, string Event, string Changed)
    {
        public string Drop => $"DROP TRIGGER IF EXISTS \"{Name}\"";
        public string Write => $"INSERT INTO \"FigureChanges\" (\"Of\") {Changed}";
    }

    static readonly IReadOnlyList<Trigger> All =
    [
        .. Of("Forecasts", row => $"{row}.\"Id\""),
        .. Of("ForecastStates", row => $"{row}.\"ForecastId\""),
        // A share is of a forecast, or of a state of one.
        .. Of("ForecastShares", row => $"COALESCE((SELECT \"ForecastId\" FROM \"ForecastStates\" WHERE \"Id\" = {row}.\"FiguresId\"), {row}.\"FiguresId\")"),
        .. Of("ContactMoments", row => $"COALESCE({row}.\"ForecastId\", {row}.\"RelationId\")"),
        .. Of("Quotes", row => $"{row}.\"ForecastId\""),
    ];

    /// <summary>
    /// Makes them where they are not: in a new database, after a load, and after a change to the tables, some of which SQLite makes by copying the table, which leaves its triggers behind.
    /// </summary>
    public static async Task EnsureAsync(CrmDbContext db, CancellationToken cancellationToken)
    {
        if (await CountAsync(db, cancellationToken) == All.Count)
            return;
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await TakeAwayAsync(db, cancellationToken);
        foreach (var statement in All.SelectMany(trigger => db.Database.IsNpgsql() ? OnPostgres(trigger) : OnSqlite(trigger)))
            await db.Database.ExecuteSqlRawAsync(statement, cancellationToken);
        // What changed without them is known to nobody.
        db.FigureChanges.Add(new() { Of = Guid.Empty });
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>While so much is loaded that everything is to be read again anyway.</summary>
    public static async Task TakeAwayAsync(CrmDbContext db, CancellationToken cancellationToken)
    {
        foreach (var trigger in All)
            await db.Database.ExecuteSqlRawAsync(db.Database.IsNpgsql() ? $"{trigger.Drop} ON \"{trigger.Table}\"" : trigger.Drop, cancellationToken);
    }

    static Task<int> CountAsync(CrmDbContext db, CancellationToken cancellationToken)
    {
        var names = All.Select(trigger => trigger.Name).ToList();
        var there = db.Database.IsNpgsql()
            ? db.Database.SqlQuery<string>($"""SELECT tgname::text AS "Value" FROM pg_trigger""")
            : db.Database.SqlQuery<string>($"""SELECT name AS "Value" FROM sqlite_master WHERE type = 'trigger'""");
        return there.CountAsync(name => names.Contains(name), cancellationToken);
    }

    static string[] OnSqlite(Trigger trigger) => [$"CREATE TRIGGER \"{trigger.Name}\" AFTER {trigger.Event} ON \"{trigger.Table}\" BEGIN {trigger.Write}; END"];

    static string[] OnPostgres(Trigger trigger) =>
    [
        $"CREATE OR REPLACE FUNCTION \"{trigger.Name}\"() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {trigger.Write}; RETURN NULL; END $$",
        $"CREATE TRIGGER \"{trigger.Name}\" AFTER {trigger.Event} ON \"{trigger.Table}\" FOR EACH ROW EXECUTE FUNCTION \"{trigger.Name}\"()",
    ];

    static IEnumerable<Trigger> Of(string table, Func<string, string> changed) =>
    [
        new($"{table}_Inserted", table, "INSERT", $"VALUES ({changed("NEW")})"),
        // It may have moved from one forecast to another: both have changed.
        new($"{table}_Updated", table, "UPDATE", $"SELECT {changed("NEW")} UNION SELECT {changed("OLD")}"),
        new($"{table}_Deleted", table, "DELETE", $"VALUES ({changed("OLD")})"),
    ];
}
