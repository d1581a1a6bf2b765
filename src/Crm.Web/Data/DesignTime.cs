using Microsoft.EntityFrameworkCore.Design;

namespace Crm.Data;

/// <summary>How the migration tool opens SQLite: it only compares the tables, so there need be none.</summary>
public sealed class SqliteDesign : IDesignTimeDbContextFactory<SqliteCrmContext>
{
    public SqliteCrmContext CreateDbContext(string[] args) => new(new DbContextOptionsBuilder<SqliteCrmContext>().UseSqlite("Data Source=:memory:").Options);
}

/// <summary>How the migration tool opens PostgreSQL; no server is asked.</summary>
public sealed class PostgresDesign : IDesignTimeDbContextFactory<PostgresCrmContext>
{
    public PostgresCrmContext CreateDbContext(string[] args) => new(new DbContextOptionsBuilder<PostgresCrmContext>().UseNpgsql("Host=none").Options);
}
