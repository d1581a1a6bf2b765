using System.Text.Json;

namespace Crm.Quotes;

/// <summary>The texts a quote starts with, in one language.</summary>
public sealed record TemplateTexts(string Introduction, string Delivery, string PaymentTerms, string Closing);

/// <summary>A template as one chooses it; its document is the file of the same name ending in .html.scriban.</summary>
public sealed record QuoteTemplate(string Key, LocalText Name, TemplateTexts Nl, TemplateTexts En)
{
    public TemplateTexts In(string language) => language == "en" ? En : Nl;
}

/// <summary>The templates in templates/quotes: what each is called and the texts it starts with (KEY.texts.json).</summary>
public sealed class QuoteTemplates
{
    const string Ending = ".texts.json";

    public IReadOnlyList<QuoteTemplate> All { get; } =
    [
        .. Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "templates", "quotes"), "*" + Ending).Order(StringComparer.Ordinal).Select(Read),
    ];

    public QuoteTemplate Usual => Find("standard") ?? All[0];

    public QuoteTemplate? Find(string? key) => All.FirstOrDefault(template => template.Key == key);

    static QuoteTemplate Read(string path)
    {
        var template = JsonSerializer.Deserialize<QuoteTemplate>(File.ReadAllText(path), JsonSerializerOptions.Web)!;
        return template with { Key = Path.GetFileName(path)[..^Ending.Length] };
    }
}
