using Crm.Dashboard.Bookkeeping;
using Crm.Quotes;

namespace Crm.Dashboard.Figures;

/// <summary>How many of the quotes that were answered were signed.</summary>
public sealed record Acceptance(Tally Signed, Tally NotSigned)
{
    public Tally Answered => Signed + NotSigned;
    public decimal? ByNumber => Ratio.Percent(Signed.Number, Answered.Number);
    public decimal? ByAmount => Ratio.Percent(Signed.Amount, Answered.Amount);

    public decimal? By(Measure measure) => measure == Measure.Number ? ByNumber : ByAmount;
}

/// <summary>Sent in one month.</summary>
public sealed record MonthSent(int Year, int Month, Tally Tally);

/// <summary>What became of quotes that were sent.</summary>
public sealed record QuoteFate(QuoteStatus Status, Tally Tally);

/// <summary>Quotes of one of the <see cref="QuoteBands"/>.</summary>
public sealed record QuoteBand(int From, int? To, Acceptance Acceptance);

/// <summary>What the quotes that were signed come to, excluding VAT.</summary>
public sealed record SignedAmounts(decimal Net, decimal Cost, decimal Discount)
{
    public decimal Margin => Net - Cost;
    public decimal? MarginPercent => Ratio.Percent(Margin, Net);
    public decimal? DiscountPercent => Ratio.Percent(Discount, Net + Discount);
}

/// <summary>How quotes fared. Of each number the last version that was sent counts.</summary>
/// <param name="ToOpen">Minutes from sending until the customer first saw it, of what was sent in the period.</param>
/// <param name="OpenToSign">Minutes, of what was signed in the period.</param>
/// <param name="ToSign">The same, from sending.</param>
/// <param name="PerMonth">Of all months of the year and of the one before.</param>
/// <param name="Fates">What was sent in the period, by how it stands.</param>
/// <param name="Days">What was signed in the period, by how long that took.</param>
public sealed record QuoteSummary(
    Tally Sent, Tally SentEarlier, Tally Opened, Acceptance Acceptance, Acceptance AcceptanceEarlier, Tally Expired, Tally Awaiting, Tally Expiring, SignedAmounts Signed, SignedAmounts SignedEarlier,
    CycleTime ToOpen, CycleTime OpenToSign, CycleTime ToSign, decimal? VersionsPerQuote, IReadOnlyList<MonthSent> PerMonth, IReadOnlyList<QuoteFate> Fates,
    IReadOnlyList<QuoteBand> Discounts, IReadOnlyList<QuoteBand> Versions, IReadOnlyList<QuoteBand> Days);

/// <summary>Figures of quotes, added up in one go past them.</summary>
public sealed class QuoteFigures
{
    const int Months = 12;

    readonly QuoteScope quotes;
    readonly QuoteScope earlier;
    readonly int year;
    readonly int[] monthStarts;
    readonly Sum[] perMonth = new Sum[2 * Months], fates = new Sum[Enum.GetValues<QuoteStatus>().Length];
    readonly Outcomes answered = new(1), answeredEarlier = new(1), discounts = new(QuoteBands.Discounts.Count), versions = new(QuoteBands.Versions.Count), days = new(QuoteBands.Days.Count);
    readonly Lengths toOpen = new(), openToSign = new(), toSign = new();
    readonly AmountSums signed = new(), signedEarlier = new();
    Sum sent, sentEarlier, opened, expired, awaiting, expiring;
    int versionsAnswered;

    QuoteFigures(DashboardScope scope)
    {
        (quotes, earlier, year) = (new(scope), new(scope, yearsEarlier: 1), scope.View.Year);
        monthStarts = [.. Enumerable.Range(0, 2 * Months + 1).Select(month => Held.MinuteOf(DashboardScope.StartOf(new DateOnly(year - 1, 1, 1).AddMonths(month))))];
    }

    public static QuoteSummary Of(DashboardScope scope) =>
        scope.TotalOfQuotes(() => new QuoteFigures(scope), (figures, quote, line) => figures.Add(quote, line), (some, others) => some.Add(others)).Summary;

    /// <summary>What was answered in the period, by a code of the forecast.</summary>
    public static Outcomes AnsweredBy(DashboardScope scope, Func<Line, int> by)
    {
        var quotes = new QuoteScope(scope);
        return scope.TotalOfQuotes(() => new Outcomes(scope.CodeCount), (outcomes, quote, line) =>
        {
            if (quotes.WasAnswered(quote))
                outcomes.Add(by(line), quote.IsSigned, new(1, quote.Net, 0));
        }, (some, others) => some.Add(others));
    }

    QuoteSummary Summary => new(
        sent.Tally, sentEarlier.Tally, opened.Tally, Accepted(answered, 0), Accepted(answeredEarlier, 0), expired.Tally, awaiting.Tally, expiring.Tally, signed.Amounts, signedEarlier.Amounts,
        toOpen.CycleTime, openToSign.CycleTime, toSign.CycleTime, answered[0].Closed is > 0 and var number ? Math.Round((decimal)versionsAnswered / number, 2, MidpointRounding.AwayFromZero) : null,
        [.. perMonth.Index().Where(month => month.Item.Number > 0).Select(month => new MonthSent(year - 1 + month.Index / Months, month.Index % Months + 1, month.Item.Tally))],
        [.. fates.Index().Where(fate => fate.Item.Number > 0).Select(fate => new QuoteFate((QuoteStatus)fate.Index, fate.Item.Tally)).OrderBy(fate => Array.IndexOf(FatesInOrder, fate.Status))],
        Banded(QuoteBands.Discounts, discounts), Banded(QuoteBands.Versions, versions), Banded(QuoteBands.Days, days));

    static readonly QuoteStatus[] FatesInOrder = [QuoteStatus.Signed, QuoteStatus.Sent, QuoteStatus.Declined, QuoteStatus.Expired, QuoteStatus.Withdrawn, QuoteStatus.Replaced];

    static Acceptance Accepted(Outcomes outcomes, int code) => new(outcomes[code].Scored, outcomes[code].NotScored);

    static IReadOnlyList<QuoteBand> Banded(IReadOnlyList<(int From, int? To)> bands, Outcomes outcomes) => [.. bands.Select((band, place) => new QuoteBand(band.From, band.To, Accepted(outcomes, place)))];

    void Add(SentQuote quote, Line about)
    {
        var one = new Sum(1, quote.Net, 0);
        AddSent(quote, one);
        if (quotes.IsAwaiting(quote))
            awaiting += one;
        if (quotes.IsExpiring(quote, about))
            expiring += one;
        if (quotes.WasAnswered(quote))
            AddAnswered(quote, one);
        else if (earlier.WasAnswered(quote))
        {
            answeredEarlier.Add(0, quote.IsSigned, one);
            signedEarlier.AddSigned(quote);
        }
    }

    void AddSent(SentQuote quote, Sum one)
    {
        if (MonthOf(quote.SentAt) is >= 0 and var month && quotes.HadBeenSent(quote))
            perMonth[month] += one;
        if (earlier.WasSent(quote))
            sentEarlier += one;
        if (!quotes.WasSent(quote))
            return;
        sent += one;
        fates[(int)quotes.StatusOf(quote)] += one;
        if (quotes.WasOpened(quote))
        {
            opened += one;
            toOpen.Add(quote.OpenedAt!.Value - quote.SentAt);
        }
    }

    void AddAnswered(SentQuote quote, Sum one)
    {
        answered.Add(0, quote.IsSigned, one);
        discounts.Add(QuoteBands.OfDiscount(quote), quote.IsSigned, one);
        versions.Add(QuoteBands.OfVersions(quote), quote.IsSigned, one);
        versionsAnswered += quote.Version;
        if (quote.Status == QuoteStatus.Expired)
            expired += one;
        if (!quote.IsSigned)
            return;
        signed.AddSigned(quote);
        days.Add(QuoteBands.OfDays(quote), true, one);
        toSign.Add(quote.ClosedAt!.Value - quote.SentAt);
        if (quote.OpenedAt is { } seen)
            openToSign.Add(quote.ClosedAt.Value - seen);
    }

    /// <summary>Of the two years; -1: in neither.</summary>
    int MonthOf(int minute)
    {
        if (minute < monthStarts[0] || minute >= monthStarts[^1])
            return -1;
        var month = 2 * Months - 1;
        while (minute < monthStarts[month])
            month--;
        return month;
    }

    QuoteFigures Add(QuoteFigures others)
    {
        perMonth.AddUp(others.perMonth);
        fates.AddUp(others.fates);
        (sent, sentEarlier, opened) = (sent + others.sent, sentEarlier + others.sentEarlier, opened + others.opened);
        (expired, awaiting, expiring) = (expired + others.expired, awaiting + others.awaiting, expiring + others.expiring);
        versionsAnswered += others.versionsAnswered;
        answered.Add(others.answered);
        answeredEarlier.Add(others.answeredEarlier);
        discounts.Add(others.discounts);
        versions.Add(others.versions);
        days.Add(others.days);
        toOpen.Add(others.toOpen);
        openToSign.Add(others.openToSign);
        toSign.Add(others.toSign);
        signed.Add(others.signed);
        signedEarlier.Add(others.signedEarlier);
        return this;
    }

    /// <summary>In cents.</summary>
    sealed class AmountSums
    {
        long net, cost, discount;

        public SignedAmounts Amounts => new(net.Euros(), cost.Euros(), discount.Euros());

        public void AddSigned(SentQuote quote)
        {
            if (quote.IsSigned)
                (net, cost, discount) = (net + quote.Net, cost + quote.Cost, discount + quote.Discount);
        }

        public void Add(AmountSums others) => (net, cost, discount) = (net + others.net, cost + others.cost, discount + others.discount);
    }
}
