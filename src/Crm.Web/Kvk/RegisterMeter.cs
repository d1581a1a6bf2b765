using System.Globalization;
using Crm.Data;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Crm.Kvk;

/// <summary>What the register sells. Searching is free; the price of names is not published, so they count as paid.</summary>
public enum RegisterProduct { Searches, Companies, Branches, Names }

public static class RegisterProducts
{
    public static RegisterProduct Of(Uri address) => address.AbsolutePath switch
    {
        var path when path.Contains("/basisprofielen/", StringComparison.Ordinal) => RegisterProduct.Companies,
        var path when path.Contains("/vestigingsprofielen/", StringComparison.Ordinal) => RegisterProduct.Branches,
        var path when path.Contains("/naamgevingen/", StringComparison.Ordinal) => RegisterProduct.Names,
        _ => RegisterProduct.Searches,
    };
}

/// <summary>How often the register was asked in a month, by all servers together.</summary>
public sealed class RegisterUse
{
    /// <summary>"2026-11": a month in the Netherlands.</summary>
    public required string Month { get; init; }
    public int Searches { get; init; }
    public int Companies { get; init; }
    public int Branches { get; init; }
    public int Names { get; init; }

    public int Paid => Companies + Branches + Names;

    public static void Map(EntityTypeBuilder<RegisterUse> use)
    {
        use.HasKey(u => u.Month);
        use.Property(u => u.Month).HasMaxLength(7);
        use.Ignore(u => u.Paid);
    }
}

/// <summary>Counts the questions to the register, says what they cost, and stops at the month's budget.</summary>
public sealed class RegisterMeter(CrmDatabase database, KvkSettings settings, TimeProvider clock)
{
    const int MonthsShown = 12;
    /// <summary>Work that nobody waits for leaves the rest to people.</summary>
    const decimal ShareOfTheNight = 0.8m;

    /// <param name="Cost">Euros, the subscription included; at most, since it is not published whether an error is charged.</param>
    public sealed record Month(string Name, int Searches, int Companies, int Branches, int Names, decimal Cost);

    string ThisMonth => clock.Today().ToString("yyyy-MM", CultureInfo.InvariantCulture);

    /// <summary>The last year, newest first; this month is always there.</summary>
    public Task<IReadOnlyList<Month>> MonthsAsync(CancellationToken cancellationToken) => database.ReadAsync<IReadOnlyList<Month>>(async db =>
    {
        var months = await db.RegisterUse.OrderByDescending(use => use.Month).Take(MonthsShown).ToListAsync(cancellationToken);
        if (months.Count == 0 || months[0].Month != ThisMonth)
            months.Insert(0, new() { Month = ThisMonth });
        return [.. months.Select(use => new Month(use.Month, use.Searches, use.Companies, use.Branches, use.Names, CostOf(use.Paid)))];
    }, cancellationToken);

    /// <summary>Counts a question that is about to be asked; false when it would cost more than there is, and then it is not counted.</summary>
    public Task<bool> CountAsync(RegisterProduct product, CancellationToken cancellationToken) => database.WriteAsync(async db =>
    {
        var paid = await AddAsync(db, product, 1, cancellationToken);
        if (product == RegisterProduct.Searches || CostOf(paid) <= settings.MonthlyBudget)
            return true;
        await AddAsync(db, product, -1, cancellationToken);
        return false;
    }, cancellationToken);

    public async Task<bool> LeavesRoomForTheNightAsync(CancellationToken cancellationToken) =>
        (await MonthsAsync(cancellationToken))[0].Cost + settings.PricePerProfile <= settings.MonthlyBudget * ShareOfTheNight;

    decimal CostOf(int paid) => settings.Subscription + paid * settings.PricePerProfile;

    /// <summary>The row stays locked until the transaction ends, so two servers never both take the last cent.</summary>
    async Task<int> AddAsync(CrmDbContext db, RegisterProduct product, int questions, CancellationToken cancellationToken)
    {
        var columns = Enum.GetNames<RegisterProduct>();
        var add = $"""
            INSERT INTO "RegisterUse" ("Month", {string.Join(", ", columns.Select(column => $"\"{column}\""))})
            VALUES ({"{0}"}, {string.Join(", ", columns.Select(column => column == product.ToString() ? "{1}" : "0"))})
            ON CONFLICT ("Month") DO UPDATE SET "{product}" = "RegisterUse"."{product}" + {"{1}"}
            RETURNING "Companies" + "Branches" + "Names" AS "Value"
            """;
        return (await db.Database.SqlQueryRaw<int>(add, ThisMonth, questions).ToListAsync(cancellationToken))[0];
    }
}
