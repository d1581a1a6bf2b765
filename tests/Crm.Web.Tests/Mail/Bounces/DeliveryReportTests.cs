using System.Text;

namespace Crm.Mail.Bounces;

/// <summary>What is read from reports as mail servers write them, and from what only looks like one.</summary>
public sealed class DeliveryReportTests
{
    static readonly Guid Id = Guid.CreateVersion7();

    static string Ours => $"{Id:N}@brekelmans.example";

    [Theory]
    [InlineData("5.1.1", "smtp; 550 5.1.1 User unknown", "5.1.1", "550 5.1.1 User unknown", true)]
    [InlineData("5.1.10", "smtp;550 5.1.10 RESOLVER.ADR.RecipientNotFound; not found", "5.1.10", "550 5.1.10 RESOLVER.ADR.RecipientNotFound; not found", true)]
    [InlineData("5.0.0", "smtp; 550-5.1.1 The email account does not exist", "5.1.1", "550-5.1.1 The email account does not exist", true)]
    [InlineData("5.4.4", "X-Postfix; Host or domain name not found", "5.4.4", "Host or domain name not found", true)]
    [InlineData("5.2.2", "smtp; 552 5.2.2 Mailbox full", "5.2.2", "552 5.2.2 Mailbox full", false)]
    [InlineData("5.7.1", "smtp; 554 5.7.1 Looks like spam", "5.7.1", "554 5.7.1 Looks like spam", false)]
    [InlineData("5.0.0", "smtp; 550 no", "5.0.0", "550 no", false)]
    [InlineData("4.4.1 (tried for five days)", "", "4.4.1", "4.4.1", false)]
    public void A_status_says_whether_nobody_is_there_or_this_mail_was_refused(string status, string diagnosis, string read, string told, bool isGone)
    {
        var receiver = Assert.Single(Read(BounceMail.Of(Ours, "jan@kaas.example", status: status, diagnosis: diagnosis))!.Receivers);
        Assert.Equal((read, told, isGone), (receiver.Status, receiver.Diagnosis, receiver.IsGone));
        Assert.True(receiver.Is("Jan@Kaas.example"));
    }

    [Theory]
    [InlineData("message/rfc822")]
    [InlineData("text/rfc822-headers")]
    public void The_mail_is_known_by_what_came_back_of_it(string returned) =>
        Assert.Equal(Id, Assert.Single(Read(BounceMail.Of(Ours, "jan@kaas.example", returned: returned))!.MailIds));

    [Theory]
    [InlineData("In-Reply-To")]
    [InlineData("References")]
    public void The_mail_is_known_by_what_the_report_answers_when_nothing_came_back(string header) =>
        Assert.Equal(Id, Assert.Single(Read(BounceMail.Of("other@elsewhere.example", "jan@kaas.example", headers: $"{header}: <{Ours}>\n"))!.MailIds));

    [Fact]
    public void What_forwards_mail_to_another_address_is_known_by_the_address_it_was_sent_to()
    {
        var receiver = Assert.Single(Read(BounceMail.Of(Ours, "box71@provider.example", original: "jan@kaas.example"))!.Receivers);
        Assert.True(receiver.Is("jan@kaas.example"));
        Assert.False(receiver.Is("piet@kaas.example"));
    }

    [Fact]
    public void A_diagnosis_is_one_line_without_what_a_database_refuses_and_no_longer_than_people_read()
    {
        var receiver = Assert.Single(Read(BounceMail.Of(Ours, "jan@kaas.example", diagnosis: $"smtp; 550 no\0body\u0007 here\n    {new string('x', 5_000)}"))!.Receivers);
        Assert.StartsWith("550 no body here xxx", receiver.Diagnosis, StringComparison.Ordinal);
        Assert.Equal(500, receiver.Diagnosis.Length);
    }

    [Theory]
    [InlineData("delivered"), InlineData("relayed"), InlineData("expanded"), InlineData("")]
    public void A_receipt_names_nobody_who_did_not_get_it(string action) => Assert.Empty(Read(BounceMail.Of(Ours, "jan@kaas.example", action: action))!.Receivers);

    [Fact]
    public void An_automatic_reply_a_read_receipt_and_no_mail_at_all_are_no_reports()
    {
        Assert.Null(Read($"From: jan@kaas.example\nAuto-Submitted: auto-replied\nIn-Reply-To: <{Ours}>\nSubject: Afwezig\n\nIk ben er niet. 550 5.1.1"));
        Assert.Null(Read(BounceMail.Of(Ours, "jan@kaas.example").Replace("report-type=delivery-status", "report-type=disposition-notification", StringComparison.Ordinal)));
        Assert.Null(Read(BounceMail.Of(Ours, "jan@kaas.example").Replace(" report-type=delivery-status;", "", StringComparison.Ordinal)));
        Assert.Null(Read(""));
    }

    /// <summary>Cut off at every place, and with every byte in turn made another, it is a report of ours or nothing; it never throws.</summary>
    [Fact]
    public void No_message_makes_it_fail()
    {
        var whole = Encoding.UTF8.GetBytes(BounceMail.Of(Ours, "jan@kaas.example").ReplaceLineEndings("\r\n"));
        for (var at = 0; at < whole.Length; at++)
        {
            DeliveryReport.Read(new MemoryStream(whole[..at]));
            foreach (var other in new byte[] { 0, 10, 0xff })
            {
                var changed = whole.ToArray();
                changed[at] = other;
                DeliveryReport.Read(new MemoryStream(changed));
            }
        }
    }

    static DeliveryReport? Read(string message) => DeliveryReport.Read(new MemoryStream(Encoding.UTF8.GetBytes(message.ReplaceLineEndings("\r\n"))));
}
