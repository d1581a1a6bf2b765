using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Crm.Dashboard.Bookkeeping;

/// <summary>
/// Says that something changed that figures are added up from, so that every server can bring its <see cref="Ledger"/> up to date. Written by the database's own
/// triggers (<see cref="FigureTriggers"/>), in the transaction of the change: whatever door it came through, it is not missed.
/// </summary>
/// <remarks>
/// On PostgreSQL each also bears the transaction that it came with: numbers are given out in another order than transactions commit in. On SQLite, which has one
/// writer at a time, the number is enough.
/// </remarks>
public sealed class FigureChange
{
    public const string Transaction = "Transaction";

    public long Number { get; init; }
    /// <summary>The forecast; of contact about none, the relation. Empty: more changed than is listed, and all is to be read again.</summary>
    public required Guid Of { get; init; }
    /// <summary>By the clock of the database.</summary>
    public DateTime At { get; init; }

    public static void Map(EntityTypeBuilder<FigureChange> change)
    {
        change.HasKey(c => c.Number);
        change.Property(c => c.At).HasDefaultValueSql("CURRENT_TIMESTAMP");
        change.HasIndex(c => c.At);
    }

    public static void MapTransaction(EntityTypeBuilder<FigureChange> change)
    {
        change.Property<ulong>(Transaction).HasColumnType("xid8").HasDefaultValueSql("pg_current_xact_id()");
        change.HasIndex(Transaction);
    }
}
