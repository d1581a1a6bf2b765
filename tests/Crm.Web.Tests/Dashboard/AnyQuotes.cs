using Crm.Dashboard.Figures;
using Crm.Quotes;

namespace Crm.Dashboard;

/// <summary>What the quotes of a view come to, quote by quote.</summary>
public sealed class AnyQuotes(AnyView any)
{
    readonly Dictionary<Guid, Reckoning.Row> about = any.Rows.GroupBy(row => row.Id).ToDictionary(rows => rows.Key, rows => rows.First());

    IEnumerable<Quote> All => any.Reckoning.Quotes.Where(q => about.ContainsKey(q.ForecastId) && q.SentAt is { } sent && sent < Until);

    public IEnumerable<Quote> Sent => SentFrom(any.From, any.To);

    public IEnumerable<Quote> Opened => Sent.Where(q => q.OpenedAt < Until);

    public IEnumerable<Quote> Answered => All.Where(q => q.Status is QuoteStatus.Signed or QuoteStatus.Declined or QuoteStatus.Expired && q.ClosedAt < Until && Within(q.ClosedAt!.Value, any.From, any.To));

    public IEnumerable<Quote> Signed => Answered.Where(q => q.Status == QuoteStatus.Signed);

    public IEnumerable<Quote> Awaiting => All.Where(q => StatusOf(q) == QuoteStatus.Sent);

    public IEnumerable<Quote> Expiring => Awaiting.Where(q => about[q.ForecastId].IsOpen && q.ValidUntil >= any.Today && q.ValidUntil <= any.Today.AddDays(7));

    public Guid? KeyOf(Quote quote) => any.KeyOf(about[quote.ForecastId]);

    public QuoteStatus StatusOf(Quote quote) => quote.ClosedAt >= Until ? QuoteStatus.Sent : quote.Status;

    public IEnumerable<Quote> SentFrom(DateOnly from, DateOnly to) => All.Where(q => Within(q.SentAt!.Value, from, to));

    public static Tally Total(IEnumerable<Quote> quotes) => quotes.Aggregate(Tally.None, (sum, quote) => sum + new Tally(1, quote.NetAmount));

    public static decimal Discount(Quote quote) => quote.Lines.Where(line => line.IsCounted).Sum(line => Cents(line.Quantity * line.Price) - Cents(line.Quantity * line.Price * (100 - line.Discount) / 100));

    public static int DiscountBand(Quote quote) => Discount(quote) is 0 or < 0 ? 0 : (Discount(quote) / (quote.NetAmount + Discount(quote)) * 100) switch { <= 5 => 1, <= 10 => 2, <= 15 => 3, _ => 4 };

    public static int Minutes(DateTime from, DateTime to) => (int)((Minute(to) - Minute(from)).TotalMinutes);

    public static decimal? Median(IEnumerable<int> lengths) => lengths.Order().ToArray() is { Length: > 0 } all ? (all[(all.Length - 1) / 2] + all[all.Length / 2]) / 2m : null;

    public void SameTotals(QuoteSummary shown)
    {
        any.Same("sent", Total(Sent), shown.Sent);
        any.Same("opened", Total(Opened), shown.Opened);
        any.Same("signed", Total(Signed), shown.Acceptance.Signed);
        any.Same("accepted", AnyView.Share(Signed.Count(), Answered.Count()), shown.Acceptance.ByNumber);
        any.Same("awaiting", Total(Awaiting), shown.Awaiting);
        any.Same("expired", Total(Answered.Where(q => q.Status == QuoteStatus.Expired)), shown.Expired);
        any.Same("margin", AnyView.Share(Signed.Sum(q => q.NetAmount - q.CostAmount), Signed.Sum(q => q.NetAmount)), shown.Signed.MarginPercent);
        any.Same("discount", Signed.Sum(Discount), shown.Signed.Discount);
        any.Same("versions", Answered.Any() ? Math.Round((decimal)Answered.Average(q => q.Version), 2, MidpointRounding.AwayFromZero) : null, shown.VersionsPerQuote);
        any.Same("minutes to open", Median(Opened.Select(q => Minutes(q.SentAt!.Value, q.OpenedAt!.Value))), shown.ToOpen.Median);
        any.Same("minutes to sign", Median(Signed.Select(q => Minutes(q.SentAt!.Value, q.ClosedAt!.Value))), shown.ToSign.Median);
        any.Same("minutes from opening to signing", Median(Signed.Where(q => q.OpenedAt is not null).Select(q => Minutes(q.OpenedAt!.Value, q.ClosedAt!.Value))), shown.OpenToSign.Median);
    }

    DateTime Until => any.View.On is null ? DateTime.MaxValue : any.Now;

    static bool Within(DateTime at, DateOnly from, DateOnly to) => at >= AnyView.EndOf(from.AddDays(-1)) && at < AnyView.EndOf(to);

    static decimal Cents(decimal amount) => Math.Round(amount, 2, MidpointRounding.AwayFromZero);

    static DateTime Minute(DateTime at) => at.AddTicks(-(at.Ticks % TimeSpan.TicksPerMinute));
}
