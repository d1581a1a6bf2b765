using System.Globalization;
using System.Net.Mail;
using System.Text.RegularExpressions;
using Crm.Data;

namespace Crm.Users;

/// <summary>What the company's own details must satisfy before they may stand on a quote.</summary>
public static partial class CompanyRules
{
    const double ReadableContrast = 4.5;

    public static IReadOnlyList<Fault> FaultsOf(CompanyDesk.Entry entry)
    {
        List<Fault> faults = [];
        void Demand(bool holds, string field, string nl, string en)
        {
            if (!holds)
                faults.Add(new(field, nl, en));
        }

        Demand(!string.IsNullOrWhiteSpace(entry.Name), nameof(entry.Name), "Vul de naam van je bedrijf in.", "Enter the name of your company.");
        Demand(!string.IsNullOrWhiteSpace(entry.StatutoryName), nameof(entry.StatutoryName), "Vul de statutaire naam in; die hoort op een offerte.", "Enter the statutory name; it belongs on a quote.");
        Demand(KvkNumber().IsMatch(entry.KvkNumber), nameof(entry.KvkNumber), "Een KVK-nummer heeft acht cijfers.", "A KVK number has eight digits.");
        Demand(entry.VatId.Length == 0 || VatId().IsMatch(entry.VatId), nameof(entry.VatId), "Een btw-nummer ziet eruit als NL123456789B01.", "A VAT number looks like NL123456789B01.");
        Demand(entry.Iban.Length == 0 || IsIban(entry.Iban), nameof(entry.Iban), "Dit IBAN klopt niet: controleer de cijfers.", "This IBAN is not right: check the digits.");
        Demand(MailAddress.TryCreate(entry.Email, out _), nameof(entry.Email), "Vul een geldig e-mailadres in.", "Enter a valid e-mail address.");
        Demand(Colour().IsMatch(entry.Accent), nameof(entry.Accent), "Schrijf de kleur als #1F4E8C.", "Write the colour as #1F4E8C.");
        Demand(!Colour().IsMatch(entry.Accent) || ContrastWithWhite(entry.Accent) >= ReadableContrast, nameof(entry.Accent),
            "Witte tekst is op deze kleur niet te lezen. Kies een donkerder kleur.", "White text cannot be read on this colour. Choose a darker one.");
        Demand(entry.MarginNorm is >= 0 and < 100, nameof(entry.MarginNorm), "De norm ligt tussen 0 en 100 procent.", "The norm lies between 0 and 100 per cent.");
        return faults;
    }

    // ISO 13616: move the first four to the end, letters become 10 to 35, and the number leaves 1 when divided by 97.
    static bool IsIban(string iban) => Iban().IsMatch(iban)
        && (iban[4..] + iban[..4]).Aggregate(0, (rest, sign) => char.IsDigit(sign) ? (rest * 10 + sign - '0') % 97 : (rest * 100 + sign - 'A' + 10) % 97) == 1;

    static double ContrastWithWhite(string colour)
    {
        double Channel(int at)
        {
            var share = int.Parse(colour.AsSpan(at, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255d;
            return share <= 0.04045 ? share / 12.92 : Math.Pow((share + 0.055) / 1.055, 2.4);
        }
        return 1.05 / (0.2126 * Channel(1) + 0.7152 * Channel(3) + 0.0722 * Channel(5) + 0.05);
    }

    [GeneratedRegex(@"^\d{8}$")]
    private static partial Regex KvkNumber();

    [GeneratedRegex(@"^NL\d{9}B\d{2}$")]
    private static partial Regex VatId();

    [GeneratedRegex("^[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}$")]
    private static partial Regex Iban();

    [GeneratedRegex("^#[0-9A-F]{6}$")]
    private static partial Regex Colour();
}
