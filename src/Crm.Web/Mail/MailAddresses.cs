using MimeKit;

namespace Crm.Mail;

/// <summary>Addresses as somebody types them behind one another.</summary>
public static class MailAddresses
{
    public static string[] In(string text) => text.Split([',', ';'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>Of "Piet Bouw &lt;piet@deboer.example&gt;" the second part; of an address alone, that.</summary>
    public static string AddressIn(string one) => MailboxAddress.Parse(one).Address;

    /// <summary>The first part; empty for an address alone.</summary>
    public static string NameIn(string one) => MailboxAddress.Parse(one).Name ?? "";

    /// <summary>"b…@deboer.example": enough to recognise for who knows it, and nobody else's.</summary>
    public static string Masked(string address) => address.Split('@') is [{ Length: > 0 } name, var domain] ? $"{name[0]}…@{domain}" : "…";

    public static bool IsOne(string text) => MailboxAddress.TryParse(text, out var read) && read.Address.Contains('@', StringComparison.Ordinal);
}
