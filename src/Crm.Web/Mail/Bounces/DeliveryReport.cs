using System.Text.RegularExpressions;
using MimeKit;

namespace Crm.Mail.Bounces;

/// <summary>What a mail server says has become of a mail (RFC 3464): of which, and for each receiver whether it failed or is late.</summary>
public sealed partial record DeliveryReport(IReadOnlyList<Guid> MailIds, IReadOnlyList<DeliveryReport.Receiver> Receivers)
{
    // A report is about one mail, and each of ours has one receiver; more is somebody trying what we bear.
    const int MaxIds = 20, MaxReceivers = 50, LongestDiagnosis = 500;

    /// <param name="Original">The address that the mail was sent to, where the server knows it; a forwarding box makes another one of it.</param>
    /// <param name="Status">"5.1.1": class, subject, detail (RFC 3463).</param>
    public sealed record Receiver(string Original, string Final, bool HasFailed, string Status, string Diagnosis)
    {
        /// <summary>Nobody is there: mail to this address will never arrive. A full box, or mail that is refused for what it says, is another matter.</summary>
        public bool IsGone => HasFailed && Status is "5.1.0" or "5.1.1" or "5.1.2" or "5.1.3" or "5.1.6" or "5.1.10" or "5.2.1" or "5.4.4";

        public bool Is(string address) => Same(Original, address) || Same(Final, address);

        static bool Same(string one, string other) => one.Equals(other, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Null for any other message: an answer, an automatic reply, a receipt, and what is no mail at all.</summary>
    public static DeliveryReport? Read(Stream bytes)
    {
        try
        {
            using var message = MimeMessage.Load(bytes);
            return message.Body is MultipartReport report && string.Equals(report.ReportType, "delivery-status", StringComparison.OrdinalIgnoreCase) ? Of(message, report) : null;
        }
        // Anybody can send anything here; whatever it makes a parser do, the next message is read.
        catch (Exception malformed) when (malformed is not OutOfMemoryException)
        {
            return null;
        }
    }

    static DeliveryReport Of(MimeMessage message, MultipartReport report) => new(
        [.. report.OfType<MessagePart>().Select(returned => returned.Message?.MessageId).Append(message.InReplyTo).Concat(message.References)
            .Select(MailMessage.IdIn).OfType<Guid>().Distinct().Take(MaxIds)],
        [.. report.OfType<MessageDeliveryStatus>().SelectMany(part => part.StatusGroups).Take(MaxReceivers).Select(ReceiverOf).OfType<Receiver>()]);

    static Receiver? ReceiverOf(HeaderList fields)
    {
        var action = Value(fields["Action"]).ToLowerInvariant();
        if (action is not ("failed" or "delayed"))
            return null;
        var told = Readable(AfterType(fields["Diagnostic-Code"]));
        var status = StatusCode().Match(Value(fields["Status"])).Value;
        // Servers that do not know better say 5.0.0; what the other server answered them often does.
        if (status.Length == 0 || status.EndsWith(".0.0", StringComparison.Ordinal))
            status = EnhancedCode().Match(told) is { Success: true } exact ? exact.Groups[1].Value : status;
        return new(AddressIn(fields["Original-Recipient"]), AddressIn(fields["Final-Recipient"]), action == "failed", status, told.Length > 0 ? told : status);
    }

    /// <summary>"rfc822; jan@deboer.example".</summary>
    static string AddressIn(string? field) => AfterType(field).Trim('<', '>', ' ');

    static string AfterType(string? field) => Value(field) is var text && text.IndexOf(';', StringComparison.Ordinal) is > 0 and var at ? text[(at + 1)..].Trim() : text;

    static string Value(string? field) => field?.Trim() ?? "";

    /// <summary>One line that both databases take, and a person reads.</summary>
    static string Readable(string told)
    {
        var line = Spaces().Replace(new([.. told.Select(c => char.IsControl(c) || char.IsSurrogate(c) ? ' ' : c)]), " ").Trim();
        return line.Length <= LongestDiagnosis ? line : line[..(LongestDiagnosis - 1)] + "…";
    }

    [GeneratedRegex(@"^[245]\.\d{1,3}\.\d{1,3}")]
    private static partial Regex StatusCode();

    [GeneratedRegex(@"^[45]\d\d[ -]([45]\.\d{1,3}\.\d{1,3})\b")]
    private static partial Regex EnhancedCode();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
