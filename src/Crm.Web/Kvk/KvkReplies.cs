namespace Crm.Kvk;

// The register's own words, so that a reply and its specification can be laid side by side. What is unknown is absent, never null.

public sealed record Zoekreply(List<Zoekrij>? Resultaten);

/// <summary>One company gives several rows: the legal person, its main branch and each other branch.</summary>
public sealed record Zoekrij(string KvkNummer, string? Vestigingsnummer, string Naam, Zoekadres? Adres, string Type);

public sealed record Zoekadres(KvkAdres? BinnenlandsAdres, KvkAdres? BuitenlandsAdres);

public sealed record Basisprofiel(
    string? KvkNummer, string? IndNonMailing, string? Naam, string? StatutaireNaam, string? FormeleRegistratiedatum,
    List<SbiActiviteit>? SbiActiviteiten, int? TotaalWerkzamePersonen, [property: System.Text.Json.Serialization.JsonPropertyName("_embedded")] Ingebed? Embedded);

public sealed record Ingebed(Vestigingsprofiel? Hoofdvestiging, Eigenaar? Eigenaar);

public sealed record Eigenaar(string? Rsin, string? Rechtsvorm, List<KvkAdres>? Adressen);

public sealed record Vestigingsprofiel(
    string? Vestigingsnummer, string? KvkNummer, string? EersteHandelsnaam, List<KvkAdres>? Adressen, List<SbiActiviteit>? SbiActiviteiten, List<string>? Websites);

public sealed record Naamgeving(string? KvkNummer, string? StatutaireNaam, string? Naam, string? OokGenoemd, List<NaamgevingVestiging>? Vestigingen);

/// <summary>A commercial branch has trade names, another one a name.</summary>
public sealed record NaamgevingVestiging(string? Vestigingsnummer, string? EersteHandelsnaam, List<Handelsnaam>? Handelsnamen, string? Naam, string? OokGenoemd);

public sealed record Handelsnaam(string Naam, int Volgorde);

public sealed record SbiActiviteit(string SbiCode, string SbiOmschrijving, string IndHoofdactiviteit);

/// <summary>The ready-made line (volledigAdres) is padded with spaces, so it is left out here and the line is built from its parts.</summary>
public sealed record KvkAdres(
    string? Type, string? IndAfgeschermd, string? Straatnaam, int? Huisnummer, string? Huisletter, string? HuisnummerToevoeging,
    string? Postcode, int? Postbusnummer, string? Plaats, string? Land, string? StraatHuisnummer, string? PostcodeWoonplaats);

public sealed record Foutreply(List<KvkFout>? Fout);

public sealed record KvkFout(string Code, string Omschrijving);
