using Crm.Data;
using Crm.Relations;
using Crm.Users;

namespace Crm.Quotes;

/// <summary>With which codes this quote is signed, where somebody chose that for it; else the process says.</summary>
/// <param name="Number">E.164: the number that the statement is about. Another one by the time of sending is not vouched for.</param>
/// <param name="Statement">How the sender knows that the number is the signer's: "checked by phone".</param>
public sealed record CodeChoice(bool WithSms, string Number, string Statement, string StatedBy, DateTime StatedAt)
{
    public const int LongestStatement = 200;

    /// <summary>What is stated about this number; null when it was about another.</summary>
    public CodeChoice? StatedOf(string number) => Number == number ? this : null;

    /// <summary>
    /// The choice as entered with the texts. Who writes a statement stands beside it; one that was not touched stays about the number that it was
    /// written about, or whoever corrects a comma after the number changed would vouch for the new one.
    /// </summary>
    public static async Task<CodeChoice?> ReadAsync(CrmDbContext db, CrmSettings settings, Quote quote, QuoteTexts texts, Actor actor, DateTime now, CancellationToken cancellationToken)
    {
        if (texts.WithSms is not { } withSms)
            return null;
        var contact = await db.Contacts.AsNoTracking().SingleOrDefaultAsync(one => one.Id == texts.ContactId, cancellationToken);
        var (number, statement) = (contact is null ? "" : MobileNumber.Of(contact), (texts.MobileStatement ?? "").Trim());
        if (!withSms)
            return new(false, "", "", "", now);
        // A choice that stands already must not keep someone from saving a text; it is looked at again before the review.
        if (quote.Codes is not { WithSms: true } || quote.ContactId != texts.ContactId)
            EnsurePossible(settings, number);
        return quote.Codes is { WithSms: true } before && before.Statement == statement ? before : new(true, number, statement, actor.Name, now);
    }

    public static void EnsurePossible(CrmSettings settings, string number)
    {
        if (!settings.Sms.IsOn)
            throw RefusedException.Invalid("withSms", "Er is geen sms-gateway ingesteld; kies een code per mail.", "No SMS gateway is configured; choose a code by mail.");
        if (number.Length == 0)
            throw RefusedException.Invalid("withSms", "De contactpersoon heeft geen mobiel nummer. Zet het op de contactkaart, of kies een code per mail.", "The contact has no mobile number. Put it onto the contact's card, or choose a code by mail.");
    }
}
