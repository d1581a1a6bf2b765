namespace Crm.Relations;

public sealed class DutchNumbersTests
{
    [Theory]
    [InlineData("857587973", true)]
    [InlineData("992760562", true)]
    [InlineData("8575.87.973", true)]
    [InlineData("002455799", false)]
    [InlineData("857587974", false)]
    [InlineData("85758797", false)]
    [InlineData("85758797A", false)]
    public void An_RSIN_passes_the_eleven_test(string typed, bool isRight) => Assert.Equal(isRight, DutchNumbers.Rsin(typed).IsRight);

    [Theory]
    [InlineData("NL004495445B01", true)]
    [InlineData("nl 0044.95.445.b01", true)]
    [InlineData("NL002455799B11", true)]
    [InlineData("NL000099998B57", true)]
    [InlineData("NL123456789B13", true)]
    [InlineData("NL123456789B14", false)]
    [InlineData("NL004495445B00", false)]
    [InlineData("NL004495446B01", false)]
    [InlineData("004495445B01", false)]
    [InlineData("BE0123456789", true)]
    public void A_VAT_id_is_of_either_kind(string typed, bool isRight) => Assert.Equal(isRight, DutchNumbers.VatId(typed).IsRight);

    [Theory]
    [InlineData("NL91ABNA0417164300", true)]
    [InlineData("NL20 INGB 0001 2345 67", true)]
    [InlineData("NL02ABNA0123456789", true)]
    [InlineData("NL91ABNA0417164301", false)]
    [InlineData("NL91ABNA041716430", false)]
    [InlineData("BE68539007547034", true)]
    [InlineData("1234", false)]
    public void An_IBAN_passes_mod_97(string typed, bool isRight) => Assert.Equal(isRight, DutchNumbers.Iban(typed).IsRight);

    [Theory]
    [InlineData("1034 WL", "1034WL")]
    [InlineData("1034wl", "1034WL")]
    [InlineData("0123AB", null)]
    [InlineData("1234SS", null)]
    [InlineData("12345", null)]
    public void A_postal_code_is_four_digits_and_two_letters(string typed, string? kept) => Check(kept, DutchNumbers.PostalCode(typed));

    [Theory]
    [InlineData("01084212", "01084212")]
    [InlineData("01 084 212", "01084212")]
    [InlineData("1084212", null)]
    [InlineData("KVK01084", null)]
    public void A_KVK_number_has_eight_digits(string typed, string? kept) => Check(kept, DutchNumbers.KvkNumber(typed));

    [Theory]
    [InlineData("000037178598", "000037178598")]
    [InlineData("37178598", null)]
    public void A_branch_number_has_twelve_digits(string typed, string? kept) => Check(kept, DutchNumbers.BranchNumber(typed));

    [Theory]
    [InlineData("06 2214 8730", "+31622148730")]
    [InlineData("+31 6 22148730", "+31622148730")]
    [InlineData("020-623 45 67", "+31206234567")]
    [InlineData("0800-1351", "+318001351")]
    [InlineData("+32 2 555 12 12", "+3225551212")]
    [InlineData("+310622148730", null)]
    [InlineData("+31 (0)6 22148730", null)]
    [InlineData("0031 06 22148730", null)]
    [InlineData("06 2214", null)]
    [InlineData("bel maar", null)]
    public void A_phone_number_is_kept_in_the_international_form(string typed, string? kept) => Check(kept, DutchNumbers.Phone(typed));

    [Theory]
    [InlineData("p.hoekstra@terpstrahout.nl", true)]
    [InlineData("info@café.nl", true)]
    [InlineData("p.hoekstra@terpstrahout", false)]
    [InlineData("p hoekstra@terpstrahout.nl", false)]
    [InlineData("@terpstrahout.nl", false)]
    public void An_address_for_mail_has_a_name_and_a_domain(string typed, bool isRight) => Assert.Equal(isRight, DutchNumbers.Email(typed).IsRight);

    [Fact]
    public void What_is_wrong_is_said_with_the_value_in_it() =>
        Assert.Equal("Een KVK-nummer heeft 8 cijfers, dit zijn er 7.", DutchNumbers.KvkNumber("1084212").Wrong!.Nl);

    [Theory]
    [InlineData("Kaasmakerij Het Anker B.V.", "kaasmakerij het anker")]
    [InlineData("KAASMAKERIJ HET ANKER BV", "kaasmakerij het anker")]
    [InlineData("Houthandel Terp & Zn.", "houthandel terp en zonen")]
    [InlineData("Café Brasserie Zuid", "cafe brasserie zuid")]
    [InlineData("Mr. Öztürk & Partners", "mr ozturk en partners")]
    [InlineData("Stichting B.V.", "stichting bv")]
    [InlineData("'s-Gravenhaagse Groep N.V.", "s gravenhaagse groep")]
    [InlineData("J P Terpstra B V", "jp terpstra")]
    [InlineData("Terpstra Besloten Vennootschap", "terpstra")]
    public void A_name_is_compared_without_form_accents_and_points(string name, string expected) => Assert.Equal(expected, SearchName.Of(name));

    static void Check(string? kept, Checked result)
    {
        Assert.Equal(kept is not null, result.IsRight);
        if (kept is not null)
            Assert.Equal(kept, result.Value);
    }
}
