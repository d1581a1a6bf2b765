using Crm.CustomFields;
using Crm.Documents;
using Crm.Users;

namespace Crm.Quotes.Templates;

/// <summary>Whether a template makes a document of every kind of quote, with what the law asks of it, and nothing else than a document.</summary>
public sealed class TemplateCheck(TemplateRenderer renderer, TimeProvider clock)
{
    /// <summary>What has no place in its files, and else the first fault of what they make together; none when it can be published.</summary>
    public IReadOnlyList<TemplateFault> FaultsOf(TemplatePair pair, Company company, CustomFieldSet custom)
    {
        var written = pair.Template.Files.Concat(pair.House.Files).Select(file => HostileMarkup.FirstIn(file.Key, file.Value)).OfType<TemplateFault>().ToList();
        if (written.Count > 0)
            return written;
        return [.. SampleQuotes.All(clock.Today()).Select(quote => FaultOf(pair, quote, company, custom)).OfType<TemplateFault>().Take(1)];
    }

    TemplateFault? FaultOf(TemplatePair pair, Quote quote, Company company, CustomFieldSet custom)
    {
        try
        {
            var html = LegalFacts.Marked(pair).Fill(renderer, quote, company, "", HouseFonts.ForPaper, custom.ForTemplate());
            // A tag can be put together from pieces that look harmless on their own.
            if (HostileMarkup.FirstIn(TemplateVersion.Document, html) is { } made)
                return made with { Line = 1, Column = 1 };
            using (new ReadingAs(quote.Language))
                return LegalFacts.MissingIn(html, quote, company);
        }
        catch (TemplateFaultException wrong)
        {
            return TemplateFault.Of(wrong);
        }
    }
}
