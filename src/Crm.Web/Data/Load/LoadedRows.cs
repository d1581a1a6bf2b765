using Crm.Audit;
using Crm.ContactMoments;
using Crm.Dossiers;
using Crm.Forecasts;
using Crm.Quotes;
using Crm.Relations;
using Crm.Search;

namespace Crm.Data.Load;

/// <summary>One portion of the loaded company, in memory, and how it gets into the tables.</summary>
public sealed class LoadedRows
{
    public List<Organisation> Organisations { get; } = [];
    public List<Contact> Contacts { get; } = [];
    public List<Relation> Relations { get; } = [];
    public List<Forecast> Forecasts { get; } = [];
    public List<ForecastState> States { get; } = [];
    public List<ContactMoment> Moments { get; } = [];
    public List<Quote> Quotes { get; } = [];
    public List<FieldChange> Changes { get; } = [];
    public List<DossierItem> Dossier { get; } = [];

    IEnumerable<RecordWord> Words => Forecasts.Concat<object>(Quotes).Concat(Contacts.Select(contact => contact.Person!)).SelectMany(RecordWords.Of);

    public long Count => Organisations.Count + Organisations.Sum(organisation => (long)organisation.Keys.Count) + 2L * Contacts.Count + Relations.Count + Forecasts.Count + States.Count + Moments.Count
        + Quotes.Count + Quotes.Sum(quote => (long)quote.Lines.Count) + Changes.Count + Dossier.Count + Words.LongCount();

    public static IReadOnlyCollection<string> Tables(CrmDbContext db) =>
    [
        .. new[]
        {
            typeof(Organisation), typeof(OrganisationKey), typeof(Person), typeof(Contact), typeof(Relation), typeof(Forecast), typeof(ForecastState), typeof(ContactMoment), typeof(Quote), typeof(QuoteLine),
            typeof(FieldChange), typeof(DossierItem), typeof(RecordWord),
        }.Select(type => db.Model.FindEntityType(type)!.GetTableName()!),
    ];

    /// <summary>In the order in which one table points to another.</summary>
    public async Task WriteAsync(CrmDbContext db, CancellationToken cancellationToken)
    {
        await new BulkTable<Organisation>(db).WriteAsync(Organisations, cancellationToken);
        await new BulkTable<OrganisationKey>(db).WriteAsync(Organisations.SelectMany(organisation => organisation.Keys), cancellationToken);
        await new BulkTable<Person>(db).WriteAsync(Contacts.Select(contact => contact.Person!), cancellationToken);
        await new BulkTable<Contact>(db).WriteAsync(Contacts, cancellationToken);
        await new BulkTable<Relation>(db).WriteAsync(Relations, cancellationToken);
        await new BulkTable<Forecast>(db).WriteAsync(Forecasts, cancellationToken);
        await new BulkTable<ForecastState>(db).WriteAsync(States, cancellationToken);
        await new BulkTable<ContactMoment>(db).WriteAsync(Moments, cancellationToken);
        await new BulkTable<Quote>(db).WriteAsync(Quotes, cancellationToken);
        await new BulkTable<QuoteLine>(db).WriteAsync(Quotes.SelectMany(quote => quote.Lines), cancellationToken);
        await new BulkTable<FieldChange>(db).WriteAsync(Changes, cancellationToken);
        await new BulkTable<DossierItem>(db).WriteAsync(Dossier, cancellationToken);
        await new BulkTable<RecordWord>(db).WriteAsync(Words, cancellationToken);
    }
}
