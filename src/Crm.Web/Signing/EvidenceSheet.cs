using System.Globalization;
using Crm.Documents;

namespace Crm.Signing;

/// <summary>What the evidence page prints (templates/evidence/page).</summary>
public sealed record EvidenceSheet(
    bool Nl, string Language, Markup Fonts, string Accent, string QuoteNumber, string QuoteTitle, string Supplier,
    IReadOnlyList<EvidenceSheet.Signature> Signatures, string Agreed, string Options, string DocumentSha256, string Head, string EnvelopeId, string Certificate, bool IsSelfMade,
    string VerifyUrl, QrImage VerifyQr, IReadOnlyList<EvidenceSheet.Row> Rows)
{
    /// <summary>Whoever signed entered a code from his phone as well as the one from the mail.</summary>
    public bool BySms { get; init; }

    /// <param name="Function">Empty for our own signature.</param>
    /// <param name="Drawing">The path of an SVG image; empty when only the name was typed.</param>
    public sealed record Signature(string Name, string Function, string Organisation, string Address, string SignedAt, string Consent, string Drawing);

    public sealed record Row(string At, string What, string From);

    public static IReadOnlyList<Row> RowsOf(IEnumerable<EvidenceStep> steps) => [.. steps.Select(step => new Row(Moment(step.At), What(step), From(step.Details)))];

    /// <summary>"23-11-2026 10:00:05", as clocks in the Netherlands show it.</summary>
    public static string Moment(DateTime at) => Clock.Local(at).ToString("dd-MM-yyyy HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>Of an instant as a step keeps it.</summary>
    public static string Moment(string instant) => Moment(DateTime.Parse(instant, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal));

    static string What(EvidenceStep step)
    {
        string Of(string detail) => step.Details.GetValueOrDefault(detail, "");
        return step.Kind switch
        {
            Step.Sent => Say($"Verstuurd aan {Of("to")}", $"Sent to {Of("to")}") + SmsEvidence.OfSending(step.Details),
            Step.CopySent => Say($"Kopie verstuurd aan {Of("to")}", $"Copy sent to {Of("to")}"),
            Step.SentAgain => Say($"Door {Of("by")} opnieuw verstuurd aan {Of("to")}", $"Sent again to {Of("to")} by {Of("by")}") + (Of("before").Length > 0 ? Say($", in plaats van {Of("before")}", $", in place of {Of("before")}") : ""),
            Step.Reminded => Say($"Herinnering verstuurd aan {Of("to")}", $"Reminder sent to {Of("to")}"),
            Step.Opened => Say("Geopend", "Opened"),
            Step.Downloaded => Say("Document gedownload", "Document downloaded"),
            Step.Question => Say("Vraag gesteld", "Question asked"),
            Step.Answer => Say($"Beantwoord door {Of("by")}", $"Answered by {Of("by")}"),
            Step.OptionTaken => Say($"Optie gekozen: {Of("option")}", $"Option taken: {Of("option")}"),
            Step.OptionLeft => Say($"Optie weggelaten: {Of("option")}", $"Option left out: {Of("option")}"),
            Step.PassedOn => Say($"Doorgegeven aan {Of("name")}, {Of("to")}", $"Passed on to {Of("name")}, {Of("to")}") + SmsEvidence.OfPassingOn(step.Details),
            Step.CodeSent => Say($"Code verstuurd aan {Of("to")}", $"Code sent to {Of("to")}"),
            Step.CodeWrong => Say("Verkeerde code ingevoerd", "Wrong code entered"),
            Step.CodeVerified => Say("Code uit de mail juist ingevoerd", "Code from the mail entered correctly"),
            Step.SmsSent or Step.SmsWrong or Step.SmsVerified => SmsEvidence.What(step),
            Step.Signed => Say($"Ondertekend door {Of("name")}, {Of("function")}", $"Signed by {Of("name")}, {Of("function")}"),
            Step.CounterSigned => Say($"Ondertekend door {Of("name")} namens {Of("organisation")}", $"Signed by {Of("name")} on behalf of {Of("organisation")}"),
            _ => step.Kind,
        };
    }

    /// <summary>The amount that stood on the button, as the language of the quote writes it.</summary>
    public static string AgreedIn(EvidenceStep signed) => decimal.TryParse(signed.Details.GetValueOrDefault("amount"), CultureInfo.InvariantCulture, out var amount) ? Formats.Euro(amount) : "";

    public static Signature SignatureOf(EvidenceStep step)
    {
        string Of(string detail) => step.Details.GetValueOrDefault(detail, "");
        return new(Of("name"), Of("function"), Of("organisation"), Of("address"), Moment(step.At), Of("consent"), DrawnSignature.Read(Of("drawing"))?.Path ?? "");
    }

    static string From(Dictionary<string, string> details) => string.Join(" · ", new[]
    {
        EnvelopeFacts.In(details), details.GetValueOrDefault("ip", ""), Short(details.GetValueOrDefault("userAgent", "")), details.GetValueOrDefault("language", ""),
        details.GetValueOrDefault("visit", "") is { Length: > 0 } visit ? Say($"bezoek {visit}", $"visit {visit}") : "", Reading.In(details),
    }.Where(part => part.Length > 0));

    static string Short(string userAgent) => userAgent.Length <= 90 ? userAgent : userAgent[..90] + "…";
}
