using Crm.Data.Seed;
using Crm.Dossiers;
using Crm.Forecasts;
using Crm.Quotes;
using Crm.Quotes.Templates;
using Crm.Users;

namespace Crm.Data.Load;

/// <summary>The quote behind a forecast: sent for the expected amount, and ended as the forecast did.</summary>
public sealed class LoadedQuotes(LoadTables tables, LoadChance chance, LoadedRows rows, LoadNumbers numbers)
{
    readonly MadeLines lines = new(tables.Catalogue);
    Quote? sent;

    public void Send(Forecast forecast, User seller, DateTime at)
    {
        var (date, id, texts) = (Clock.DayOf(at), chance.Id(at), tables.Template.Nl);
        sent = new Quote
        {
            Id = id, Number = $"OF-{date.Year}-{numbers.Next($"quote-{date.Year}"):D4}", ForecastId = forecast.Id, RelationId = forecast.RelationId, ContactId = forecast.ContactId, AuthorId = seller.Id,
            TemplateKey = tables.Template.Key, TemplateVersion = 1, HouseVersion = 1, Title = forecast.Description, Introduction = texts.Introduction, Delivery = texts.Delivery, PaymentTerms = texts.PaymentTerms, Closing = texts.Closing,
            Date = date, ValidUntil = date.AddDays(Quote.DaysValid), Status = QuoteStatus.Sent, CreatedAt = at, SavedAt = at, SavedBy = seller.Name, SentAt = at,
            Lines = lines.For(forecast.ExpectedAmount, id, () => chance.Id(at), chance.Percent(40) ? chance.Between(2, 15) : 0),
        };
        // Most customers look the same day, and some never do.
        sent.OpenedAt = chance.Part() < 0.9 ? at.AddMinutes(5 + Math.Pow(chance.Part(), 4) * 6_000) : null;
        sent.Rate(tables.Rates);
        sent.AddUp();
        rows.Quotes.Add(sent);
        Tell(DossierKind.QuoteCreated, at, seller.Id, seller.Name, Door.Page);
        Tell(DossierKind.QuoteSent, at, seller.Id, seller.Name, Door.Page);
    }

    /// <param name="closedAt">When the forecast was closed.</param>
    public void Finish(Forecast forecast, DateTime closedAt)
    {
        if (sent is not { } quote)
            return;
        var isExpired = quote.ValidUntil < (forecast.IsOpen ? tables.Today : Clock.DayOf(closedAt));
        var (status, kind) = forecast.Result switch
        {
            ForecastResult.Scored => (QuoteStatus.Signed, DossierKind.QuoteSigned),
            ForecastResult.Open when !isExpired => (QuoteStatus.Sent, DossierKind.QuoteSent),
            _ when isExpired => (QuoteStatus.Expired, DossierKind.QuoteExpired),
            _ => (QuoteStatus.Declined, DossierKind.QuoteDeclined),
        };
        if (status != QuoteStatus.Sent)
        {
            (quote.Status, quote.ClosedAt) = (status, status == QuoteStatus.Expired ? Clock.Utc(quote.ValidUntil.AddDays(1), new TimeOnly(0, 5)) : closedAt);
            Tell(kind, quote.ClosedAt.Value, null, Actor.System.Name, Door.System);
        }
        sent = null;
    }

    void Tell(DossierKind kind, DateTime at, Guid? byId, string by, Door door) => rows.Dossier.Add(new()
    {
        Kind = kind, At = at, RelationId = sent!.RelationId, ForecastId = sent.ForecastId, QuoteId = sent.Id,
        Details = new() { [Detail.Number] = sent.Number, [Detail.Version] = "1", [Detail.Amount] = Detail.Of(sent.NetAmount) }, ById = byId, ByName = by, Door = door,
    });
}
