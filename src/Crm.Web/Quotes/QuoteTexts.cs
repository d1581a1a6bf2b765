using Crm.Data;
using Crm.Mail;
using Crm.Quotes.Grid;
using Crm.Quotes.Layout;
using Crm.Quotes.Templates;

namespace Crm.Quotes;

/// <summary>What stands around the lines, as someone entered it.</summary>
/// <param name="CoSigners">Null leaves them as they are.</param>
/// <param name="Blocks">Null leaves them as they are.</param>
/// <param name="WithSms">Whether it is signed with a code by SMS besides the one by mail; null: as the process says.</param>
/// <param name="Cc">Addresses of who gets the quote as well, divided by commas; null leaves them as they are.</param>
/// <param name="MobileStatement">How the sender knows that the contact's mobile number is his.</param>
public sealed record QuoteTexts(
    string? Title, string? Introduction, string? Delivery, string? PaymentTerms, string? Closing, Guid? ContactId, string? TemplateKey, string? Language,
    DateOnly ValidUntil, bool Counts = true, CoSigners? CoSigners = null, bool? WithSms = null, string? MobileStatement = null, QuoteBlocks? Blocks = null, string? Cc = null)
{
    public const int LongestCc = 500;
    const int MostCc = 5;

    public static QuoteTexts Of(Quote quote) => new(
        quote.Title, quote.Introduction, quote.Delivery, quote.PaymentTerms, quote.Closing, quote.ContactId, quote.TemplateKey, quote.Language, quote.ValidUntil, quote.Counts,
        quote.CoSigners, quote.Codes?.WithSms, quote.Codes?.Statement, quote.Blocks, quote.Cc);

    public void Fill(Quote quote, IReadOnlyList<QuoteTemplate> templates)
    {
        var (old, chosen) = (TextsOf(templates, quote.TemplateKey, quote.Language), TextsOf(templates, TemplateKey, Language));
        quote.Introduction = Follow(Introduction, old?.Introduction, chosen?.Introduction);
        quote.Delivery = Follow(Delivery, old?.Delivery, chosen?.Delivery);
        quote.PaymentTerms = Follow(PaymentTerms, old?.PaymentTerms, chosen?.PaymentTerms);
        quote.Closing = Follow(Closing, old?.Closing, chosen?.Closing);
        (quote.Title, quote.ContactId, quote.TemplateKey, quote.Language) = (Title!.Trim(), ContactId, TemplateKey!, Language!);
        (quote.ValidUntil, quote.Counts, quote.CoSigners, quote.Cc) = (ValidUntil, Counts, CoSigners ?? quote.CoSigners, Cc?.Trim() ?? quote.Cc);
    }

    /// <summary>All that can be seen without the database.</summary>
    public IEnumerable<Fault> Faults(IReadOnlyList<QuoteTemplate> templates, DateOnly today, DateOnly validUntilNow)
    {
        if (string.IsNullOrWhiteSpace(Title))
            yield return new("title", "Vul een titel in.", "Enter a title.");
        if (Title?.Trim().Length > 150)
            yield return new("title", "De titel mag hoogstens 150 tekens lang zijn.", "The title may be at most 150 characters long.");
        (string Field, string? Text)[] texts = [("introduction", Introduction), ("delivery", Delivery), ("paymentTerms", PaymentTerms), ("closing", Closing)];
        foreach (var (field, text) in texts.Where(text => text.Text?.Length > 10_000))
            yield return new(field, "Deze tekst mag hoogstens 10.000 tekens lang zijn.", "This text may be at most 10,000 characters long.");
        if (templates.All(template => template.Key != TemplateKey))
            yield return new("templateKey", "Dit sjabloon bestaat niet.", "There is no such template.");
        if (Language is not ("nl" or "en"))
            yield return new("language", "Kies Nederlands of Engels.", "Choose Dutch or English.");
        // A date that has passed in the meantime must not keep someone from saving a text.
        if (ValidUntil != validUntilNow && ValidUntil < today)
            yield return new("validUntil", "De offerte moet vandaag of later nog geldig zijn.", "The quote must be valid until today or later.");
        if (CoSigners is { ContactIds: null or { Count: > Quotes.CoSigners.Most } })
            yield return new("coSigners", $"Hoogstens {Quotes.CoSigners.Most} mensen kunnen meetekenen.", $"At most {Quotes.CoSigners.Most} people can sign along.");
        else if (CoSigners is { } also && also.ContactIds.Append(ContactId ?? Guid.Empty).Distinct().Count() <= also.ContactIds.Count)
            yield return new("coSigners", "Iedereen tekent één keer: laat wie er twee keer staat weg.", "Everybody signs once: leave out whoever is there twice.");
        if (MobileStatement?.Trim().Length > CodeChoice.LongestStatement)
            yield return new("mobileStatement", $"Dit mag hoogstens {CodeChoice.LongestStatement} tekens lang zijn.", $"This may be at most {CodeChoice.LongestStatement} characters long.");
        var copies = MailAddresses.In(Cc ?? "");
        if (copies.FirstOrDefault(address => !MailAddresses.IsOne(address)) is { } wrong)
            yield return new("cc", $"'{wrong}' is geen e-mailadres.", $"'{wrong}' is not an e-mail address.");
        if (copies.Length > MostCc || Cc?.Trim().Length > LongestCc)
            yield return new("cc", $"Stuur hoogstens {MostCc} mensen een kopie.", $"Send a copy to at most {MostCc} people.");
        foreach (var fault in Blocks?.Faults() ?? [])
            yield return fault;
        if (ValidUntil > today.AddYears(2))
            yield return new("validUntil", "Een offerte is hoogstens twee jaar geldig.", "A quote is valid for two years at most.");
    }

    static TemplateTexts? TextsOf(IReadOnlyList<QuoteTemplate> templates, string? key, string? language) =>
        templates.FirstOrDefault(template => template.Key == key)?.In(language ?? "nl");

    /// <summary>A text that nobody touched goes along with another template or language; a person's own words stay.</summary>
    static string Follow(string? entered, string? startedWith, string? chosen) => entered == startedWith ? chosen ?? "" : entered ?? "";
}
