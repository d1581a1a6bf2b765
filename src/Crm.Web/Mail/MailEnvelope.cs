using Crm.Users;
using MimeKit;

namespace Crm.Mail;

/// <summary>Who a mail says it is from, and where answers and reports about it go.</summary>
/// <param name="From">What the receiver reads as sender.</param>
/// <param name="ReplyTo">Where an answer goes when that is another address; null: to the sender.</param>
/// <param name="Return">The address of RFC 5321's MAIL FROM: the company's own, so that what comes back comes to the box that is read.</param>
public sealed record MailEnvelope(MailboxAddress From, MailboxAddress? ReplyTo, MailboxAddress Return)
{
    /// <summary>
    /// An employee writes from the own address when that is of the company's domain, for which the mail server may speak. From any other address a receiver that
    /// checks SPF, DKIM and DMARC would take it for forged: then the company's address carries the employee's name, and answers go to the employee.
    /// </summary>
    public static MailEnvelope Of(MailMessage mail, Company company)
    {
        var ours = new MailboxAddress(company.Name, company.Email);
        if (mail.SenderAddress.Length == 0)
            return new(ours, null, ours);
        var employee = new MailboxAddress(mail.SenderName, mail.SenderAddress);
        return string.Equals(employee.Domain, ours.Domain, StringComparison.OrdinalIgnoreCase)
            ? new(employee, null, ours)
            : new(new($"{mail.SenderName}, {company.Name}", company.Email), employee, ours);
    }
}
