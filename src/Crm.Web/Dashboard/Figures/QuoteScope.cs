using Crm.Dashboard.Behind;
using Crm.Dashboard.Bookkeeping;
using Crm.Quotes;

namespace Crm.Dashboard.Figures;

/// <summary>
/// What a figure of quotes counts; the rows behind it are chosen by the same. On a past day nothing that was sent or answered later is counted. What a quote comes to is as it is now,
/// and of a number that was revised since, the last version.
/// </summary>
public sealed class QuoteScope
{
    const int DaysUntilExpiring = 7;

    readonly DashboardScope scope;
    readonly int first, end, now;

    /// <param name="yearsEarlier">The same stretch of an earlier year.</param>
    public QuoteScope(DashboardScope scope, int yearsEarlier = 0, DateOnly? from = null, DateOnly? to = null)
    {
        var period = scope.Earlier(yearsEarlier);
        (this.scope, first, end) = (scope, Held.MinuteOf(DashboardScope.StartOf(from ?? period.From)), Held.MinuteOf(DashboardScope.EndOf(to ?? period.To)));
        // Now itself is not over: what happened in this minute has happened.
        now = scope.View.On is null ? int.MaxValue : Held.MinuteOf(scope.Now);
    }

    public bool HadBeenSent(SentQuote quote) => quote.SentAt < now;

    public bool WasSent(SentQuote quote) => IsIn(quote.SentAt);

    /// <summary>Sent in the period, and seen by the customer since.</summary>
    public bool WasOpened(SentQuote quote) => WasSent(quote) && quote.OpenedAt < now;

    /// <summary>Signed, declined or expired in the period.</summary>
    public bool WasAnswered(SentQuote quote) => quote.IsAnswered && IsIn(quote.ClosedAt!.Value);

    /// <summary>Sent, and at the moment that is looked at neither answered nor taken back.</summary>
    public bool IsAwaiting(SentQuote quote) => HadBeenSent(quote) && (quote.ClosedAt is { } closed ? closed >= now : quote.IsAwaiting);

    /// <summary>About an open forecast, and no longer valid after the seven days to come.</summary>
    public bool IsExpiring(SentQuote quote, Line about) =>
        about.IsOpen && IsAwaiting(quote) && quote.ValidUntil >= scope.Today.DayNumber && quote.ValidUntil <= scope.Today.DayNumber + DaysUntilExpiring;

    /// <summary>How it stood at the moment that is looked at.</summary>
    public QuoteStatus StatusOf(SentQuote quote) => quote.ClosedAt >= now ? QuoteStatus.Sent : quote.Status;

    public bool Has(QuoteFigure figure, SentQuote quote, Line about) => figure switch
    {
        QuoteFigure.Sent => WasSent(quote),
        QuoteFigure.Opened => WasOpened(quote),
        QuoteFigure.Answered => WasAnswered(quote),
        QuoteFigure.Expiring => IsExpiring(quote, about),
        _ => IsAwaiting(quote),
    };

    bool IsIn(int minute) => minute >= first && minute < end && minute < now;
}
