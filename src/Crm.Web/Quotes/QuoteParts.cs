using Crm.Documents;
using Crm.Mail;
using Crm.Quotes.Layout;
using Crm.Quotes.Prices;
using Crm.Quotes.Templates;

namespace Crm.Quotes;

/// <summary>What quotes are made of, for the host.</summary>
static class QuoteParts
{
    public static void AddQuotes(this IServiceCollection services)
    {
        services.AddSingleton<QuoteTemplates>();
        services.AddSingleton<TemplateImport>();
        services.AddSingleton<TemplateCheck>();
        services.AddSingleton<TemplateDesk>();
        services.AddSingleton<TemplateQueries>();
        services.AddSingleton<QuoteComposer>();
        services.AddSingleton<QuoteProcess>();
        services.AddSingleton<QuoteQueries>();
        services.AddSingleton<QuoteDocuments>();
        services.AddSingleton<QuotePictures>();
        services.AddSingleton<PdfPages>();
        services.AddSingleton<QuoteAnnexes>();
        services.AddSingleton<QuoteEdits>();
        services.AddSingleton<QuotePrints>().AddSingleton<IOutboxDeliverer>(provider => provider.GetRequiredService<QuotePrints>());
        services.AddSingleton<CatalogueDesk>();
        services.AddSingleton<VatRateDesk>();
        services.AddSingleton<CatalogueImport>();
    }
}
