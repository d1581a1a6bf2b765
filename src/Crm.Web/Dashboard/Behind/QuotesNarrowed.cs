using Crm.Dashboard.Bookkeeping;
using Crm.Dashboard.Figures;
using Crm.Quotes;
using Microsoft.Extensions.Primitives;

namespace Crm.Dashboard.Behind;

/// <summary>The figures of quotes of which the rows can be shown. Answered: signed, declined or expired in the period.</summary>
public enum QuoteFigure { Sent, Opened, Answered, Awaiting, Expiring }

/// <summary>Which part of a figure of quotes: the bar that was clicked.</summary>
/// <param name="From">Sent, or answered, on this day or later.</param>
/// <param name="Status">What became of it.</param>
/// <param name="Discount">The place of its band in <see cref="QuoteBands.Discounts"/>; the same for the two after it.</param>
/// <param name="Part">The cross-section that <paramref name="PartId"/> is of.</param>
/// <param name="PartId">Empty: what has none.</param>
public sealed record QuotesNarrowed(
    DateOnly? From = null, DateOnly? To = null, QuoteStatus? Status = null, int? Discount = null, int? Versions = null, int? Days = null, Section? Part = null, Guid? PartId = null)
{
    public static QuotesNarrowed Of(Section section, Guid? id) => new(Part: section, PartId: id ?? Guid.Empty);

    public static QuotesNarrowed InMonth(int year, int month) => new(new(year, month, 1), new DateOnly(year, month, 1).AddMonths(1).AddDays(-1));

    /// <summary>From the address of the page with the rows.</summary>
    public static QuotesNarrowed Read(Dictionary<string, StringValues> query)
    {
        return new(
            DashboardView.Day(Text("from")), DashboardView.Day(Text("to")), Enum.TryParse<QuoteStatus>(Text("status"), out var status) ? status : null,
            Band("discount"), Band("versions"), Band("days"), Enum.TryParse<Section>(Text("part"), out var part) ? part : null, DashboardView.Id(Text("partId")));

        string? Text(string name) => query.TryGetValue(name, out var value) ? value.ToString() : null;

        int? Band(string name) => int.TryParse(Text(name), out var band) ? band : null;
    }

    internal void AddTo(Dictionary<string, string?> query)
    {
        Add("from", From is { } from ? Dossiers.Detail.Of(from) : null);
        Add("to", To is { } to ? Dossiers.Detail.Of(to) : null);
        Add("status", Status?.ToString());
        Add("discount", Text(Discount));
        Add("versions", Text(Versions));
        Add("days", Text(Days));
        Add("part", Part?.ToString());
        Add("partId", PartId?.ToString());

        void Add(string name, string? value)
        {
            if (value is not null)
                query[name] = value;
        }

        string? Text(int? band) => band?.ToString(System.Globalization.CultureInfo.InvariantCulture);
    }

    public bool Keeps(SentQuote quote) => (Discount is not { } discount || QuoteBands.OfDiscount(quote) == discount)
        && (Versions is not { } versions || QuoteBands.OfVersions(quote) == versions) && (Days is not { } days || QuoteBands.OfDays(quote) == days);
}
