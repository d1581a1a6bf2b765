using Crm.Data;
using Crm.Relations;

namespace Crm.Kvk;

/// <summary>Reads the register's replies into our own words. Links are never read: the register changes their shape at will.</summary>
public static class KvkReading
{
    const string Yes = "Ja";

    public static IReadOnlyList<RegisterHit> Hits(IEnumerable<Zoekrij> rows) =>
    [
        .. rows.GroupBy(row => row.KvkNummer).Select(company => new RegisterHit(company.Key, NameOf(company), BranchesOf(company))),
    ];

    public static RegisterEntry? Entry(Basisprofiel profile)
    {
        if (profile.KvkNummer is null || profile.Naam is null)
            return null;
        var main = profile.Embedded?.Hoofdvestiging;
        var owner = profile.Embedded?.Eigenaar;
        // A foundation or owners' association may have no branch; its addresses then lie under the owner.
        var addresses = main?.Adressen ?? owner?.Adressen ?? [];
        var activity = MainActivity(profile.SbiActiviteiten);
        return new()
        {
            KvkNumber = profile.KvkNummer,
            BranchNumber = Padded(main?.Vestigingsnummer),
            Name = main?.EersteHandelsnaam ?? profile.Naam,
            StatutoryName = profile.StatutaireNaam ?? "",
            LegalForm = owner?.Rechtsvorm ?? "",
            Rsin = owner?.Rsin ?? "",
            Address = AddressOf(addresses),
            IsAddressShielded = IsShielded(addresses),
            SbiCode = activity?.SbiCode ?? "",
            Industry = activity?.SbiOmschrijving ?? "",
            IsNonMailing = profile.IndNonMailing == Yes,
            Employees = profile.TotaalWerkzamePersonen,
            Registered = PartialDate.Read(profile.FormeleRegistratiedatum),
        };
    }

    /// <summary>The company as it is at one of its other branches.</summary>
    public static RegisterEntry At(RegisterEntry company, Vestigingsprofiel branch) => company with
    {
        BranchNumber = Padded(branch.Vestigingsnummer),
        Name = branch.EersteHandelsnaam ?? company.Name,
        Address = AddressOf(branch.Adressen ?? []),
        IsAddressShielded = IsShielded(branch.Adressen ?? []),
        SbiCode = MainActivity(branch.SbiActiviteiten)?.SbiCode ?? company.SbiCode,
        Industry = MainActivity(branch.SbiActiviteiten)?.SbiOmschrijving ?? company.Industry,
        Website = branch.Websites?.FirstOrDefault() ?? "",
    };

    /// <summary>Branch numbers have twelve digits; many lists print them without the leading zeros.</summary>
    public static string Padded(string? branchNumber) => branchNumber is { Length: > 0 } ? branchNumber.PadLeft(12, '0') : "";

    public static IReadOnlyList<string> Names(Naamgeving names) =>
    [
        .. new[] { names.StatutaireNaam, names.Naam, names.OokGenoemd }
            .Concat((names.Vestigingen ?? []).SelectMany(branch => new[] { branch.EersteHandelsnaam, branch.Naam, branch.OokGenoemd }
                .Concat((branch.Handelsnamen ?? []).OrderBy(name => name.Volgorde).Select(name => name.Naam))))
            .Where(name => !string.IsNullOrWhiteSpace(name)).Select(name => name!.Trim()).Distinct(StringComparer.OrdinalIgnoreCase),
    ];

    static string NameOf(IEnumerable<Zoekrij> rows) => (rows.FirstOrDefault(row => row.Type == "hoofdvestiging") ?? rows.First()).Naam;

    static IReadOnlyList<RegisterBranch> BranchesOf(IEnumerable<Zoekrij> rows)
    {
        var branches = rows.Where(row => row.Vestigingsnummer is not null).ToList();
        // The row of the legal person counts only when there is no branch to show in its place.
        var shown = branches.Count > 0 ? branches : [rows.First()];
        return
        [
            .. shown.Select(row => new RegisterBranch(Padded(row.Vestigingsnummer), row.Naam, row.Type != "nevenvestiging", StreetOf(row.Adres), TownOf(row.Adres)))
                .DistinctBy(branch => branch.Number)
                .OrderByDescending(branch => branch.IsMain),
        ];
    }

    static string StreetOf(Zoekadres? address) => address?.BinnenlandsAdres?.Straatnaam ?? address?.BuitenlandsAdres?.StraatHuisnummer ?? "";

    static string TownOf(Zoekadres? address) => address?.BinnenlandsAdres?.Plaats ?? address?.BuitenlandsAdres?.PostcodeWoonplaats ?? "";

    static SbiActiviteit? MainActivity(List<SbiActiviteit>? activities) =>
        activities?.Find(activity => activity.IndHoofdactiviteit == Yes) ?? activities?.FirstOrDefault();

    static bool IsShielded(IEnumerable<KvkAdres> addresses) => addresses.Any(address => address.Type == "bezoekadres" && address.IndAfgeschermd == Yes);

    static Address? AddressOf(IReadOnlyList<KvkAdres> addresses)
    {
        var open = addresses.Where(address => address.IndAfgeschermd != Yes).ToList();
        var chosen = open.Find(address => address.Type == "bezoekadres") ?? open.FirstOrDefault();
        return chosen is null ? null : Read(chosen);
    }

    static Address Read(KvkAdres address) => address.StraatHuisnummer is { } foreignStreet
        ? new() { Street = foreignStreet, Town = address.PostcodeWoonplaats ?? "", Country = Countries.CodeOf(address.Land) }
        : new()
        {
            Street = address.Straatnaam ?? "",
            HouseNumber = address.Huisnummer ?? address.Postbusnummer,
            Addition = string.Join(' ', new[] { address.Huisletter, address.HuisnummerToevoeging }.Where(part => part is { Length: > 0 })),
            PostalCode = address.Postcode ?? "",
            Town = address.Plaats ?? "",
            Country = Countries.CodeOf(address.Land),
        };
}
