using Crm.Dashboard.Bookkeeping;

namespace Crm.Dashboard.Figures;

/// <summary>Into what quotes are divided to see what helps: discount, versions, days until the signature. A band reaches up to and with <c>To</c>; null is without end.</summary>
public static class QuoteBands
{
    const int MinutesInDay = 24 * 60;

    /// <summary>Per cent: none, more than none up to 5, and so on.</summary>
    public static readonly IReadOnlyList<(int From, int? To)> Discounts = [(0, 0), (0, 5), (5, 10), (10, 15), (15, null)];

    /// <summary>How many of them there are of the number.</summary>
    public static readonly IReadOnlyList<(int From, int? To)> Versions = [(1, 1), (2, 2), (3, 3), (4, null)];

    /// <summary>Whole days from sending to the signature.</summary>
    public static readonly IReadOnlyList<(int From, int? To)> Days = [(0, 0), (1, 3), (4, 7), (8, 14), (15, 30), (31, null)];

    public static int OfDiscount(SentQuote quote) => First(Discounts, quote.DiscountPercent ?? 0);

    public static int OfVersions(SentQuote quote) => First(Versions, quote.Version);

    public static int OfDays(SentQuote quote) => First(Days, ((quote.ClosedAt ?? quote.SentAt) - quote.SentAt) / MinutesInDay);

    /// <summary>The first that it does not go beyond.</summary>
    static int First(IReadOnlyList<(int From, int? To)> bands, decimal figure)
    {
        var place = 0;
        while (bands[place].To is { } to && figure > to)
            place++;
        return place;
    }
}
