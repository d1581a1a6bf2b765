using System.Security.Cryptography;
using System.Text.Json;
using Crm.Documents;

namespace Crm.Quotes.Templates;

/// <summary>The templates in templates/quotes and the house style in its parts, as they come with the product.</summary>
public static class ShippedTemplates
{
    public static IReadOnlyDictionary<string, TemplateContent> All { get; } =
        TemplateFiles.Keys("quotes").ToDictionary(key => key, Read).Append(new(TemplateVersion.House, House())).ToDictionary();

    /// <summary>What a new template begins with: the parts of the house style in their order, and no texts.</summary>
    public static TemplateContent Empty => All[QuoteTemplates.Usual] with { Nl = new("", "", "", ""), En = new("", "", "", "") };

    public static QuoteTemplate Usual => QuoteTemplate.Of(QuoteTemplates.Usual, All[QuoteTemplates.Usual]);

    public static string HashOf(TemplateContent content) =>
        Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(content, JsonSerializerOptions.Web)));

    sealed record Texts(LocalText Name, TemplateTexts Nl, TemplateTexts En);

    static TemplateContent Read(string key)
    {
        var texts = JsonSerializer.Deserialize<Texts>(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "templates", "quotes", key + ".texts.json")), JsonSerializerOptions.Web)!;
        return new(texts.Name, new Dictionary<string, string> { [TemplateVersion.Document] = TemplateFiles.Read("quotes/" + key) }, texts.Nl, texts.En);
    }

    static TemplateContent House() =>
        new(new("Huisstijl en onderdelen", "House style and parts"), TemplateFiles.Keys("quotes/parts").ToDictionary(part => part, part => TemplateFiles.Read("quotes/parts/" + part)));
}
