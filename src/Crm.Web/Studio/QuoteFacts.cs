using Crm.Data;
using Crm.Quotes;

namespace Crm.Studio;

/// <summary>What a workflow can read of a quote.</summary>
public sealed record QuoteFacts(
    Guid Id, string Number, int Version, string Title, QuoteStatus Status, Guid ForecastId, Guid RelationId, string RelationName, Guid? ContactId, Guid AuthorId, string? AuthorName,
    DateOnly Date, DateOnly ValidUntil, decimal NetAmount, decimal VatAmount, decimal GrossAmount, decimal CostAmount, string Language, string TemplateKey)
{
    public static QuoteFacts? Read(CrmDbContext db, Guid id) => db.Quotes.Where(quote => quote.Id == id).Select(quote => new QuoteFacts(
        quote.Id, quote.Number, quote.Version, quote.Title, quote.Status, quote.ForecastId, quote.RelationId, quote.Relation!.Organisation!.Name, quote.ContactId,
        quote.AuthorId, db.Users.Where(user => user.Id == quote.AuthorId).Select(user => user.Name).FirstOrDefault(),
        quote.Date, quote.ValidUntil, quote.NetAmount, quote.VatAmount, quote.GrossAmount, quote.CostAmount, quote.Language, quote.TemplateKey)).FirstOrDefault();
}
