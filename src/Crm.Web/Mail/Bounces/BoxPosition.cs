using Crm.Data;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Crm.Mail.Bounces;

/// <summary>
/// How far a mailbox was read. It moves in the transaction that records what was read, so a server that dies repeats nothing and skips
/// nothing; and of two servers that read the same message, the one whose move the database takes records it.
/// </summary>
public sealed class BoxPosition
{
    /// <summary>"crm@mail.example/INBOX".</summary>
    public required string Box { get; init; }
    /// <summary>Another one means that the server has numbered its messages anew (RFC 3501, 2.3.1.1).</summary>
    public required long UidValidity { get; init; }
    public required long LastUid { get; init; }

    /// <summary>Begins a box that was never read, and one that was numbered anew from its start; what is read again is recorded once all the same.</summary>
    public static Task BeginAsync(CrmDbContext db, string box, long validity, CancellationToken cancellationToken) => db.Database.ExecuteSqlAsync($"""
        INSERT INTO "BoxPositions" ("Box", "UidValidity", "LastUid") VALUES ({box}, {validity}, 0)
        ON CONFLICT ("Box") DO UPDATE SET "UidValidity" = excluded."UidValidity", "LastUid" = 0 WHERE "BoxPositions"."UidValidity" <> excluded."UidValidity"
        """, cancellationToken);

    /// <summary>Null: another server has seen the box numbered anew meanwhile.</summary>
    public static Task<long?> LastAsync(CrmDbContext db, string box, long validity, CancellationToken cancellationToken) =>
        db.BoxPositions.Where(position => position.Box == box && position.UidValidity == validity).Select(position => (long?)position.LastUid).SingleOrDefaultAsync(cancellationToken);

    /// <summary>False: somebody else has been there.</summary>
    public static async Task<bool> MoveToAsync(CrmDbContext db, string box, long validity, long uid, CancellationToken cancellationToken) =>
        await db.BoxPositions.Where(position => position.Box == box && position.UidValidity == validity && position.LastUid < uid)
            .ExecuteUpdateAsync(set => set.SetProperty(position => position.LastUid, uid), cancellationToken) == 1;

    public static void Map(EntityTypeBuilder<BoxPosition> position)
    {
        position.HasKey(p => p.Box);
        position.Property(p => p.Box).HasMaxLength(600);
    }
}
