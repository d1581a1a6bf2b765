using Crm.Documents;
using Crm.Users;

namespace Crm.Quotes.Templates;

/// <summary>A template with the house style whose parts it includes: together they make a document.</summary>
public sealed record TemplatePair(TemplateContent Template, TemplateContent House)
{
    public string Fill(TemplateRenderer renderer, Quote quote, Company company, string author, Markup fonts, Dictionary<string, object?> custom)
    {
        using (new ReadingAs(quote.Language))
        {
            var sheet = QuoteSheetWriter.Write(quote, company, author, fonts, House.Logo) with { Custom = custom };
            return WithLost(renderer.Render(Template.Files[TemplateVersion.Document], TemplateVersion.Document, sheet, House.Files), sheet);
        }
    }

    /// <summary>A template may have no place for the texts and pictures of one quote: they come at its end then, and are not lost.</summary>
    static string WithLost(string html, QuoteSheet sheet)
    {
        var lost = string.Concat(new[] { sheet.AboveLines, sheet.BelowLines, sheet.Annex }.Select(blocks => blocks.Html).Where(blocks => !html.Contains(blocks, StringComparison.Ordinal)));
        var end = html.LastIndexOf("</body>", StringComparison.OrdinalIgnoreCase);
        return lost.Length == 0 || end < 0 ? html + lost : html.Insert(end, lost);
    }
}
