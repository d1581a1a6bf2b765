using System.Net;
using Crm.Data;
using Crm.Users;
using Scriban;
using Scriban.Runtime;

namespace Crm.Mail;

/// <summary>Writes mails from templates/mail: the first line is the subject, the rest the HTML inside the house's layout.</summary>
/// <remarks>A template sees the values it is given and nothing else: no files, no types of ours, no endless loops.</remarks>
public sealed class MailTemplates
{
    static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "templates", "mail");

    public sealed record Written(string Subject, string Html, string Text);

    public static bool Exists(string template) => File.Exists(FileOf(template, "nl"));

    public Written Write(Letter letter, Company company)
    {
        var (subject, body) = Parts(letter.Template, letter.Language);
        var encoded = letter.Values.ToDictionary(value => value.Key, value => value.Value is string text ? WebUtility.HtmlEncode(text) : value.Value);
        encoded["body"] = letter.Markup;
        var content = Render(body, encoded);
        var html = Render(File.ReadAllText(Path.Combine(Folder, "layout.scriban")), Frame(content, letter.Language, company));
        return new(WebUtility.HtmlDecode(Render(subject, letter.Values)).ReplaceLineEndings(" ").Trim(), html, MailText.From(content));
    }

    /// <summary>A text that somebody wrote, with what it names filled in.</summary>
    /// <exception cref="UndeliverableException">It names something that does not exist, or cannot be read.</exception>
    public static string Fill(string text, IReadOnlyDictionary<string, object?> values)
    {
        try
        {
            return Render(text, values);
        }
        catch (Scriban.Syntax.ScriptRuntimeException fault)
        {
            throw new UndeliverableException(fault.OriginalMessage);
        }
    }

    static (string Subject, string Body) Parts(string template, string language)
    {
        var file = FileOf(template, language);
        if (!File.Exists(file))
            throw RefusedException.Invalid("template", $"Er is geen mailsjabloon '{template}'.", $"There is no mail template '{template}'.");
        var parts = File.ReadAllText(file).Split('\n', 2);
        return (parts[0], parts[1]);
    }

    static string FileOf(string template, string language) => Path.Combine(Folder, $"{Path.GetFileName(template)}.{(language == "en" ? "en" : "nl")}.scriban");

    static Dictionary<string, object?> Frame(string content, string language, Company company) => new()
    {
        ["content"] = content,
        ["language"] = language,
        ["accent"] = WebUtility.HtmlEncode(company.Accent),
        ["company"] = WebUtility.HtmlEncode(company.Name),
        ["address"] = WebUtility.HtmlEncode($"{company.Address.Street} {company.Address.HouseNumber}{company.Address.Addition}, {company.Address.PostalCode} {company.Address.Town}"),
        ["phone"] = WebUtility.HtmlEncode(company.Phone),
        ["website"] = WebUtility.HtmlEncode(company.Website),
        ["kvk"] = WebUtility.HtmlEncode(company.KvkNumber),
    };

    static string Render(string text, IReadOnlyDictionary<string, object?> values)
    {
        var template = Template.Parse(text);
        if (template.HasErrors)
            throw new UndeliverableException(string.Join(" ", template.Messages));
        var globals = new ScriptObject();
        foreach (var (name, value) in values)
            globals.Add(name, value);
        var context = new TemplateContext { LoopLimit = 1_000, RecursiveLimit = 10, StrictVariables = true, TemplateLoader = null };
        context.PushGlobal(globals);
        return template.Render(context);
    }
}
