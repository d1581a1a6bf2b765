using System.Runtime.InteropServices;
using Crm.Quotes;

namespace Crm.Dashboard.Bookkeeping;

/// <summary>A quote that was sent: of its number the last version that was. Amounts are in cents, excluding VAT; instants are minutes (<see cref="Held.MinuteOf"/>).</summary>
/// <param name="Version">How many there are of its number.</param>
/// <param name="Discount">What the customer was given off.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct SentQuote(Guid Id, int Version, QuoteStatus Status, int SentAt, int? OpenedAt, int? ClosedAt, int ValidUntil, long Net, long Cost, long Discount)
{
    /// <summary>The customer signed, declined, or let it expire.</summary>
    public bool IsAnswered => ClosedAt is not null && Status is QuoteStatus.Signed or QuoteStatus.Declined or QuoteStatus.Expired;
    public bool IsSigned => Status == QuoteStatus.Signed;
    public bool IsAwaiting => Status == QuoteStatus.Sent;

    /// <summary>Per cent of what it would have come to without; null when that is nothing.</summary>
    public decimal? DiscountPercent => Net + Discount == 0 ? null : 100m * Discount / (Net + Discount);
}
