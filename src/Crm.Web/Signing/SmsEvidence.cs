using Crm.Audit;
using Crm.Data;
using Crm.Dossiers;
using Crm.Quotes;
using Crm.Quotes.Grid;
using Crm.Relations;

namespace Crm.Signing;

/// <summary>What the evidence says about the codes to a phone: the number only masked and as a hash, and how it is known to be the signer's.</summary>
public static class SmsEvidence
{
    public static Dictionary<string, string> Details(SigningEnvelope envelope, params ReadOnlySpan<(string Name, string Value)> more)
    {
        var details = new Dictionary<string, string> { ["mobile"] = MobileNumber.Masked(envelope.Mobile), ["mobileSha256"] = MobileNumber.HashOf(envelope.Id, envelope.Mobile) };
        foreach (var (name, value) in more)
            details[name] = value;
        return details;
    }

    /// <param name="origin">How the number came onto the contact's card.</param>
    /// <param name="stated">What the sender states about this number.</param>
    public static Dictionary<string, string> OfNumber(SigningEnvelope envelope, FieldChange? origin, CodeChoice? stated)
    {
        var details = Details(envelope);
        foreach (var (name, value) in CardOrigin.Details("mobile", origin))
            details[name] = value;
        if (stated is { Statement.Length: > 0 })
            (details["mobileStatement"], details["mobileStatedBy"], details["mobileStatedAt"]) = (stated.Statement, stated.StatedBy, Detail.Of(stated.StatedAt));
        return details;
    }

    /// <summary>The process asks for a code by SMS and it could not be.</summary>
    public static Dictionary<string, string> LeftOut(string why) => new() { ["smsLeftOut"] = why };

    /// <summary>Whether everybody who signed for the customer had entered a code from his phone: that of an earlier reader or signer does not count for the next.</summary>
    public static bool IsIn(IEnumerable<EvidenceStep> steps)
    {
        var isVerified = false;
        foreach (var step in steps.Where(step => step.Kind is Step.SmsVerified or Step.PassedOn or Step.Signed))
        {
            if (step.Kind == Step.Signed && !isVerified)
                return false;
            isVerified = step.Kind == Step.SmsVerified;
        }
        return true;
    }

    /// <summary>Whether a code by SMS was asked for when the quote was sent, by somebody or by the process.</summary>
    public static async Task<bool> WasSmsAskedAsync(this CrmDbContext db, Guid envelopeId, CancellationToken cancellationToken) =>
        await db.SigningEvents.AsNoTracking().Where(step => step.EnvelopeId == envelopeId && step.Kind == Step.Sent).OrderBy(step => step.Sequence).FirstAsync(cancellationToken) is { Details: var sent }
        && (sent.ContainsKey("mobile") || sent.ContainsKey("smsLeftOut"));

    public static string What(EvidenceStep step)
    {
        var number = step.Details.GetValueOrDefault("mobile", "");
        return step.Kind switch
        {
            Step.SmsSent => Say($"Code per sms verstuurd aan {number}", $"Code sent by SMS to {number}"),
            Step.SmsWrong => Say($"Verkeerde sms-code ingevoerd ({number})", $"Wrong SMS code entered ({number})"),
            _ => Say($"Code uit de sms aan {number} juist ingevoerd", $"Code from the SMS to {number} entered correctly"),
        };
    }

    /// <summary>Behind that the quote was sent: to which number codes go, and how that is known; nothing when only mail is used.</summary>
    public static string OfSending(IReadOnlyDictionary<string, string> details)
    {
        if (details.TryGetValue("smsLeftOut", out var why))
            return why == "no-number"
                ? Say("; code alleen per mail, want er is geen mobiel nummer bekend", "; code by mail only, as no mobile number is known")
                : Say("; code alleen per mail, want er is geen sms-gateway", "; code by mail only, as there is no SMS gateway");
        return details.TryGetValue("mobile", out var number)
            ? Say($"; code ook per sms naar {number}, ", $"; code also by SMS to {number}, ") + EnteredIn(details) + StatedIn(details)
            : "";
    }

    /// <summary>Behind that the quote was passed on.</summary>
    public static string OfPassingOn(IReadOnlyDictionary<string, string> details) => details.ContainsKey("smsLeftOut")
        ? Say("; van deze persoon is geen mobiel nummer bekend, dus voortaan een code alleen per mail", "; no mobile number of this person is known, so from now on a code by mail only")
        : "";

    static string EnteredIn(IReadOnlyDictionary<string, string> details) =>
        CardOrigin.In(details, "mobile") ?? Say("van de contactkaart, ingevoerd door wie is niet bekend", "from the contact's card, entered by whom is not known");

    static string StatedIn(IReadOnlyDictionary<string, string> details) => details.TryGetValue("mobileStatement", out var statement)
        ? Say($"; {details["mobileStatedBy"]} verklaarde op {EvidenceSheet.Moment(details["mobileStatedAt"])}: ‘{statement}’", $"; {details["mobileStatedBy"]} stated on {EvidenceSheet.Moment(details["mobileStatedAt"])}: ‘{statement}’")
        : Say("; hoe het is gecontroleerd, is niet opgegeven", "; how it was checked was not stated");
}
