namespace Crm.Mail.Bounces;

/// <summary>What mail servers write when a mail does not arrive, as Postfix lays it out.</summary>
public static class BounceMail
{
    public static string Of(
        string messageId, string to, string action = "failed", string status = "5.1.1", string? diagnosis = null, string? original = null, string headers = "", string returned = "message/rfc822", string more = "") => $"""
        Return-Path: <>
        Date: Mon, 23 Nov 2026 10:00:00 +0100
        From: MAILER-DAEMON@mx.example (Mail Delivery System)
        To: info@brekelmans.example
        Subject: Undelivered Mail Returned to Sender
        Message-ID: <{Guid.NewGuid():N}@mx.example>
        Auto-Submitted: auto-replied
        {headers}MIME-Version: 1.0
        Content-Type: multipart/report; report-type=delivery-status;
        	boundary="B4C2F1/mx.example"

        This is a MIME-encapsulated message.

        --B4C2F1/mx.example
        Content-Description: Notification
        Content-Type: text/plain; charset=us-ascii

        I'm sorry to have to inform you that your message could not be delivered.

        --B4C2F1/mx.example
        Content-Description: Delivery report
        Content-Type: message/delivery-status

        Reporting-MTA: dns; mx.example
        Arrival-Date: Mon, 23 Nov 2026 09:59:58 +0100

        Final-Recipient: rfc822; {to}
        Original-Recipient: rfc822;{original ?? to}
        Action: {action}
        Status: {status}
        Remote-MTA: dns; in.example
        Diagnostic-Code: {diagnosis ?? $"smtp; 550 5.1.1 <{to}>: Recipient address rejected: User unknown in virtual mailbox table"}

        --B4C2F1/mx.example
        Content-Description: Undelivered Message
        Content-Type: {returned}

        From: Brekelmans <info@brekelmans.example>
        To: {to}
        Subject: Offerte
        Message-ID: <{messageId}>

        {more}
        --B4C2F1/mx.example--
        """;

    /// <summary>The Message-ID under which a mail of ours left.</summary>
    public static string IdOf(MailMessage mail) => mail.MessageId("brekelmans.example");
}
