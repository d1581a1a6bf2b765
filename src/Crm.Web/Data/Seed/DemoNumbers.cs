using System.Globalization;
using System.Text;

namespace Crm.Data.Seed;

/// <summary>Numbers that pass their own checks and belong to nobody.</summary>
public static class DemoNumbers
{
    // The trade register has not given out numbers from 99,000,000 on.
    public static string Kvk(int index) => string.Create(CultureInfo.InvariantCulture, $"{99_000_000 + index * 137 + 21}");

    public static string Branch(int index) => string.Create(CultureInfo.InvariantCulture, $"0009{90_000_000 + index * 211:00000000}");

    public static string Phone(string areaCode, int index) =>
        "+31" + areaCode + string.Create(CultureInfo.InvariantCulture, $"5550{index:000}")[..(9 - areaCode.Length)];

    /// <summary>Nine digits that pass the eleven test, as the tax office gives them.</summary>
    public static string Rsin(int index)
    {
        for (var number = 899_000_000 + index * 1_013; ; number++)
        {
            var digits = number.ToString(CultureInfo.InvariantCulture);
            var sum = digits[..8].Select((digit, place) => (digit - '0') * (9 - place)).Sum() - (digits[8] - '0');
            if (sum % 11 == 0)
                return digits;
        }
    }

    public static string Domain(string name) => Slug(name) + ".example";

    /// <summary>Lower-case letters and digits only: "Zuivelcoöperatie Drentse Aa" becomes "zuivelcooperatiedrentseaa".</summary>
    public static string Slug(string name) =>
        new([.. name.Normalize(NormalizationForm.FormD).ToLowerInvariant().Where(c => char.IsAsciiLetterOrDigit(c))]);
}
