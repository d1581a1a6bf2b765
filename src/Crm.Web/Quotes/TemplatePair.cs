using Crm.Documents;
using Crm.Users;

namespace Crm.Quotes;

/// <summary>A template with the house style whose parts it includes: together they make a document.</summary>
public sealed record TemplatePair(TemplateContent Template, TemplateContent House)
{
    public string Fill(TemplateRenderer renderer, Quote quote, Company company, string author, Markup fonts, Dictionary<string, object?> custom)
    {
        using (new ReadingAs(quote.Language))
        {
            var sheet = QuoteSheetWriter.Write(quote, company, author, fonts, House.Logo) with { Custom = custom };
            return renderer.Render(Template.Files[TemplateVersion.Document], TemplateVersion.Document, sheet, House.Files);
        }
    }
}
