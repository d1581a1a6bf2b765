using System.Net;
using System.Text.RegularExpressions;
using Crm.Documents;
using Crm.Users;

namespace Crm.Quotes.Templates;

/// <summary>
/// What stands on every quote, whatever a template leaves out: the number in the trade register (art. 27 Handelsregisterwet 2007), statutory name and seat (art. 2:186 BW),
/// for whom, what it comes to with its VAT (art. 38 Wet OB 1968), until when it holds (art. 6:219 BW), and the conditions, which are handed over before the contract (art. 6:234 BW).
/// </summary>
static partial class LegalFacts
{
    const string Conditions = "conditions", Mark = "<!-- the conditions -->";

    /// <summary>The same document, in which the conditions can be recognised.</summary>
    public static TemplatePair Marked(TemplatePair pair) => pair.House.Files.TryGetValue(Conditions, out var conditions)
        ? pair with { House = pair.House with { Files = new Dictionary<string, string>(pair.House.Files) { [Conditions] = conditions + Mark } } }
        : pair;

    /// <summary>A fault that names what the document of a marked template lacks; null when it has everything. What the company has not filled in is not asked for.</summary>
    public static TemplateFault? MissingIn(string html, Quote quote, Company company)
    {
        // The foot of every page is a string of CSS, and the title of the file is not on paper.
        var text = WebUtility.HtmlDecode(CssEscape().Replace(Title().Replace(html, ""), escape => ((char)Convert.ToInt32(escape.Groups[1].Value, 16)).ToString()));
        (LocalText Name, string Variable, string Value)[] facts =
        [
            (new("het KVK-nummer", "the trade register number"), "company.kvk", company.KvkNumber),
            (new("de statutaire naam", "the statutory name"), "company.statutory_name", company.StatutoryName),
            (new("de statutaire zetel", "the statutory seat"), "company.statutory_seat", company.StatutorySeat),
            (new("het btw-nummer", "the VAT number"), "company.vat_id", company.VatId),
            (new("het offertenummer", "the number of the quote"), "number", quote.Number),
            (new("de klant", "the customer"), "customer.name", quote.Relation!.Organisation!.Name),
            (new("de geldigheid", "the validity"), "valid_until", Formats.LongDate(quote.ValidUntil)),
            (new("het totaal incl. btw", "the total incl. VAT"), "gross", Formats.Euro(quote.Totals.Gross)),
            (new("de algemene voorwaarden", "the general conditions"), $"include \"{Conditions}\"", Mark),
        ];
        var missing = facts.Where(fact => !text.Contains(fact.Value, StringComparison.Ordinal)).ToList();
        return missing.Count == 0 ? null : new(TemplateVersion.Document, 1, 1, new(
            "op elke offerte horen ook: " + Listed(missing.Select(fact => $"{fact.Name.Nl} {{{{ {fact.Variable} }}}}")),
            "every quote also states: " + Listed(missing.Select(fact => $"{fact.Name.En} {{{{ {fact.Variable} }}}}"))));
    }

    [GeneratedRegex(@"\\([0-9A-F]{6})")]
    private static partial Regex CssEscape();

    [GeneratedRegex("<title>.*?</title>", RegexOptions.Singleline)]
    private static partial Regex Title();

    static string Listed(IEnumerable<string> parts) => string.Join(", ", parts) + ".";
}
