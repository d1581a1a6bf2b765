using Crm.Users;

namespace Crm.Data.Seed;

/// <summary>The company whose product this is: the demo's, or one that the administrator still has to name.</summary>
public static class Companies
{
    public static Company Demo => new()
    {
        Name = "Brekelmans Koeltechniek",
        StatutoryName = "Brekelmans Koeltechniek B.V.",
        StatutorySeat = "Tilburg",
        KvkNumber = "18041277",
        VatId = "NL804127733B01",
        Iban = "NL91ABNA0417164300",
        Email = "verkoop@brekelmans.example",
        Phone = "013 555 01 20",
        Website = "www.brekelmans.example",
        Accent = "#1F4E8C",
        Address = new() { Street = "Kraaivenstraat", HouseNumber = 25, PostalCode = "5048AB", Town = "Tilburg" },
    };

    public static Company Unnamed => new()
    {
        Name = "Ons bedrijf",
        StatutoryName = "",
        StatutorySeat = "",
        KvkNumber = "",
        VatId = "",
        Iban = "",
        Email = "post@localhost",
        Phone = "",
        Website = "",
        Accent = "#0B5953",
    };
}
