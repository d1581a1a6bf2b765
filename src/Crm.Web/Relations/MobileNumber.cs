using System.Security.Cryptography;
using System.Text;
using Crm.Audit;
using Crm.Data;
using PhoneNumbers;

namespace Crm.Relations;

/// <summary>The mobile number of a signer, and what is known of whose it is: a code by SMS proves no more than that.</summary>
public static class MobileNumber
{
    /// <summary>E.164; empty when the contact has none that exists.</summary>
    public static string Of(Contact contact) => DutchNumbers.Phone(contact.Mobile ?? "") is { IsRight: true } number ? number.Value : "";

    /// <summary>"+31 6 •• •• 34 12": who knows the number knows it again, and nobody else learns it.</summary>
    public static string Masked(string e164)
    {
        var number = PhoneNumberUtil.GetInstance().Parse(e164, "NL");
        var national = number.NationalNumber.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return national.Length < 8 ? $"+{number.CountryCode} •••" : $"+{number.CountryCode} {national[0]} •• •• {national[^4..^2]} {national[^2..]}";
    }

    /// <summary>SHA-256 with the envelope in it, lower-case hex: with it a number can be shown to be the one, and two envelopes cannot be laid beside each other.</summary>
    public static string HashOf(Guid envelopeId, string e164) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{envelopeId:N}{e164}")));
}
