using Crm.Data;
using System.Globalization;
using Crm.Relations;

namespace Crm.Kvk;

/// <summary>A company that a search found, with its branches; the main branch stands first.</summary>
public sealed record RegisterHit(string KvkNumber, string Name, IReadOnlyList<RegisterBranch> Branches);

/// <param name="Number">Twelve digits; empty for a legal person without a branch.</param>
public sealed record RegisterBranch(string Number, string Name, bool IsMain, string Street, string Town);

/// <summary>What the trade register says about one company, at one of its branches.</summary>
public sealed record RegisterEntry
{
    public required string KvkNumber { get; init; }
    /// <summary>Empty for a foundation or owners' association without a branch.</summary>
    public string BranchNumber { get; init; } = "";
    public required string Name { get; init; }
    public string StatutoryName { get; init; } = "";
    public string LegalForm { get; init; } = "";
    /// <summary>Empty for a sole trader, whose fiscal number would be a citizen's number.</summary>
    public string Rsin { get; init; } = "";
    public Address? Address { get; init; }
    /// <summary>True: the company had its visiting address shielded; only a postal address may be known.</summary>
    public bool IsAddressShielded { get; init; }
    public string SbiCode { get; init; } = "";
    public string Industry { get; init; } = "";
    public string Website { get; init; } = "";
    public bool IsNonMailing { get; init; }
    public int? Employees { get; init; }
    public PartialDate? Registered { get; init; }
}

/// <summary>A date of which the register may know only the year, or the year and the month.</summary>
public readonly record struct PartialDate(int Year, int? Month, int? Day)
{
    /// <summary>"20150600" is June 2015, "20150000" is 2015, "00000000" is not known.</summary>
    public static PartialDate? Read(string? digits)
    {
        if (digits is not { Length: 8 } || !digits.All(char.IsAsciiDigit))
            return null;
        int Part(int from, int length) => int.Parse(digits.AsSpan(from, length), CultureInfo.InvariantCulture);
        int? Known(int part) => part == 0 ? null : part;
        return Part(0, 4) is > 0 and var year ? new(year, Known(Part(4, 2)), Known(Part(6, 2))) : null;
    }

    public override string ToString() => (Month, Day) switch
    {
        ({ } month, { } day) when DateOnly.TryParseExact($"{Year:0000}{month:00}{day:00}", "yyyyMMdd", out var date) => Formats.Date(date),
        ({ } month and >= 1 and <= 12, _) => $"{Formats.MonthName(month)} {Year}",
        _ => Year.ToString(CultureInfo.InvariantCulture),
    };
}

/// <summary>What came of a question. <see cref="BudgetSpent"/>: it was not asked, because this month's money is used up.</summary>
public enum LookupOutcome { Found, NothingFound, Unavailable, BudgetSpent }

/// <summary>The register's answer: what it found, that it found nothing, or that it cannot be asked now and why.</summary>
public sealed record RegisterAnswer<T>(LookupOutcome Outcome, T? Value = default, string Reason = "");
