using System.Globalization;
using Crm.Audit;
using Crm.Data;
using Crm.Dossiers;
using Crm.Users;

namespace Crm.Quotes;

/// <summary>Writes down what happened to a quote: the timeline and the history of its fields.</summary>
static class QuoteHistory
{
    /// <summary>Saving goes on while someone types: one entry an hour says it.</summary>
    static readonly TimeSpan EditingBurst = TimeSpan.FromHours(1);

    static readonly IReadOnlyList<string> Fields =
        [nameof(Quote.Status), nameof(Quote.NetAmount), nameof(Quote.CostAmount), nameof(Quote.Title), nameof(Quote.ValidUntil), nameof(Quote.ContactId), nameof(Quote.TemplateKey), nameof(Quote.Counts)];

    public static void Tell(this CrmDbContext db, Quote quote, DossierKind kind, Actor actor, TimeProvider clock, string text = "")
    {
        db.Dossier.Add(Dossier.Item(kind, actor, clock, new(quote.RelationId, quote.ForecastId, quote.Id), new()
        {
            [Detail.Number] = quote.Number,
            [Detail.Version] = quote.Version.ToString(CultureInfo.InvariantCulture),
            [Detail.Amount] = Detail.Of(quote.NetAmount),
        }, text));
        db.Record(quote, actor, clock);
    }

    public static async Task TellEditedAsync(this CrmDbContext db, Quote quote, Actor actor, TimeProvider clock, CancellationToken cancellationToken)
    {
        var last = await db.Dossier.Where(item => item.QuoteId == quote.Id).OrderByDescending(item => item.At).ThenByDescending(item => item.Id).FirstOrDefaultAsync(cancellationToken);
        if (last is { Kind: DossierKind.QuoteEdited } && last.ById == actor.UserId && clock.UtcNow() - last.At < EditingBurst)
            db.Record(quote, actor, clock);
        else
            db.Tell(quote, DossierKind.QuoteEdited, actor, clock);
    }

    static void Record(this CrmDbContext db, Quote quote, Actor actor, TimeProvider clock) => db.RecordChanges(quote, Fields, actor, clock.UtcNow());
}
