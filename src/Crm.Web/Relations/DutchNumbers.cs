using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;
using Crm.Data;
using PhoneNumbers;

namespace Crm.Relations;

/// <summary>A typed value as it is kept, or what is wrong with it. Nothing typed is nothing wrong.</summary>
public readonly record struct Checked(string Value, LocalText? Wrong = null)
{
    public bool IsRight => Wrong is null;

    public string OrRefuse(string field) => Wrong is null ? Value : throw RefusedException.Invalid(field, Wrong.Nl, Wrong.En);
}

/// <summary>The checks of the numbers and addresses that Dutch business runs on; each says what is wrong, not only that it is.</summary>
public static partial class DutchNumbers
{
    public static Checked KvkNumber(string typed) => Digits(typed, 8, "Een KVK-nummer", "A KVK number");

    public static Checked BranchNumber(string typed) => Digits(typed, 12, "Een vestigingsnummer", "A branch number");

    public static Checked Rsin(string typed)
    {
        var digits = Digits(typed, 9, "Een RSIN", "An RSIN");
        return !digits.IsRight || digits.Value.Length == 0 || PassesElevenTest(digits.Value)
            ? digits
            : new(digits.Value, new("Dit RSIN klopt niet: het controlecijfer past er niet bij.", "This RSIN is wrong: its check digit does not fit."));
    }

    /// <summary>Two kinds: of a legal person (the nine digits pass the 11-test) and of a sole trader since 2020 (the whole passes mod 97).</summary>
    public static Checked VatId(string typed)
    {
        var id = Compact(typed);
        if (id.Length == 0)
            return new("");
        if (!id.StartsWith("NL", StringComparison.Ordinal) && ForeignVatId().IsMatch(id))
            return new(id);
        if (!DutchVatId().IsMatch(id))
            return new(typed, new("Een Nederlands btw-id is NL, 9 cijfers, B en 2 cijfers, zoals NL004495445B01.", "A Dutch VAT id is NL, 9 digits, B and 2 digits, such as NL004495445B01."));
        return PassesElevenTest(id[2..11]) || Mod97(id) == 1
            ? new(id)
            : new(id, new("Dit btw-id klopt niet: de controlecijfers passen er niet bij.", "This VAT id is wrong: its check digits do not fit."));
    }

    public static Checked Iban(string typed)
    {
        var iban = Compact(typed);
        if (iban.Length == 0)
            return new("");
        if (!AnyIban().IsMatch(iban))
            return new(typed, new("Een IBAN begint met een landcode en 2 cijfers, zoals NL91 ABNA 0417 1643 00.", "An IBAN starts with a country code and 2 digits, such as NL91 ABNA 0417 1643 00."));
        if (iban.StartsWith("NL", StringComparison.Ordinal) && iban.Length != 18)
            return new(iban, new($"Een Nederlands IBAN heeft 18 tekens, dit zijn er {iban.Length}.", $"A Dutch IBAN has 18 characters, this has {iban.Length}."));
        return Mod97(iban[4..] + iban[..4]) == 1
            ? new(iban)
            : new(iban, new("Dit IBAN klopt niet: de controlecijfers passen er niet bij.", "This IBAN is wrong: its check digits do not fit."));
    }

    public static Checked PostalCode(string typed)
    {
        var code = Compact(typed);
        return code.Length == 0 || DutchPostalCode().IsMatch(code)
            ? new(code)
            : new(typed, new("Een postcode is vier cijfers en twee letters, zoals 1034 WL.", "A postal code is four digits and two letters, such as 1034 WL."));
    }

    public static Checked Phone(string typed)
    {
        var text = typed.Trim();
        if (text.Length == 0)
            return new("");
        if (DoubleTrunkZero().IsMatch(text))
            return new(typed, new("Laat de 0 na +31 weg: +31 6 12345678.", "Leave out the 0 after +31: +31 6 12345678."));
        try
        {
            var numbers = PhoneNumberUtil.GetInstance();
            var number = numbers.Parse(text, "NL");
            return numbers.IsValidNumber(number)
                ? new(numbers.Format(number, PhoneNumberFormat.E164))
                : new(typed, new("Dit telefoonnummer bestaat niet; controleer het aantal cijfers.", "This phone number does not exist; check the number of digits."));
        }
        catch (NumberParseException)
        {
            return new(typed, new("Dit is geen telefoonnummer.", "This is not a phone number."));
        }
    }

    public static Checked Email(string typed)
    {
        var address = typed.Trim();
        return address.Length == 0 || MailAddress().IsMatch(address)
            ? new(address)
            : new(typed, new("Een e-mailadres is naam@domein, zoals p.hoekstra@terpstrahout.nl.", "An e-mail address is name@domain, such as p.hoekstra@terpstrahout.nl."));
    }

    public static Checked Website(string typed)
    {
        var text = typed.Trim();
        if (text.Length == 0)
            return new("");
        var address = text.Contains("://", StringComparison.Ordinal) ? text : "https://" + text;
        return Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && uri.Host.Contains('.', StringComparison.Ordinal)
            ? new(text)
            : new(typed, new("Een website is een adres zoals www.terpstrahout.nl.", "A website is an address such as www.terpstrahout.nl."));
    }

    /// <summary>"1034 WL".</summary>
    public static string PrintedPostalCode(string code) => DutchPostalCode().IsMatch(code) ? code[..4] + "\u00A0" + code[4..] : code;

    /// <summary>As it is dialled here: "06 12345678"; with its country for other countries.</summary>
    public static string PrintedPhone(string? e164)
    {
        if (string.IsNullOrEmpty(e164))
            return "";
        var numbers = PhoneNumberUtil.GetInstance();
        try
        {
            var number = numbers.Parse(e164, "NL");
            return numbers.Format(number, number.CountryCode == 31 ? PhoneNumberFormat.NATIONAL : PhoneNumberFormat.INTERNATIONAL);
        }
        catch (NumberParseException)
        {
            return e164;
        }
    }

    static Checked Digits(string typed, int length, string nl, string en)
    {
        var digits = Compact(typed);
        if (digits.Length == 0 || (digits.Length == length && digits.All(char.IsAsciiDigit)))
            return new(digits);
        return digits.All(char.IsAsciiDigit)
            ? new(typed, new($"{nl} heeft {length} cijfers, dit zijn er {digits.Length}.", $"{en} has {length} digits, this has {digits.Length}."))
            : new(typed, new($"{nl} bestaat alleen uit cijfers, {length} stuks.", $"{en} is digits only, {length} of them."));
    }

    static bool PassesElevenTest(string nineDigits)
    {
        var sum = -(nineDigits[8] - '0');
        for (var position = 0; position < 8; position++)
            sum += (9 - position) * (nineDigits[position] - '0');
        return sum % 11 == 0;
    }

    /// <summary>ISO 7064: letters count as 10 to 35.</summary>
    static int Mod97(string text) =>
        (int)(BigInteger.Parse(string.Concat(text.Select(c => char.IsAsciiDigit(c) ? c - '0' : c - 'A' + 10)), CultureInfo.InvariantCulture) % 97);

    static string Compact(string typed) => Separators().Replace(typed, "").ToUpperInvariant();

    [GeneratedRegex(@"[\s.\-]")]
    private static partial Regex Separators();

    [GeneratedRegex(@"^NL\d{9}B(0[1-9]|[1-9]\d)$")]
    private static partial Regex DutchVatId();

    [GeneratedRegex(@"^[A-Z]{2}[0-9A-Z]{2,12}$")]
    private static partial Regex ForeignVatId();

    [GeneratedRegex(@"^[A-Z]{2}\d{2}[0-9A-Z]{8,30}$")]
    private static partial Regex AnyIban();

    [GeneratedRegex(@"^[1-9]\d{3}(?!SA|SD|SS)[A-Z]{2}$")]
    private static partial Regex DutchPostalCode();

    [GeneratedRegex(@"^(\+|00)\s*31\W*0")]
    private static partial Regex DoubleTrunkZero();

    [GeneratedRegex(@"^[^\s@<>,;:""()\[\]\\]+@([\p{L}\d]([\p{L}\d-]*[\p{L}\d])?\.)+\p{L}{2,}$")]
    private static partial Regex MailAddress();
}
