namespace Crm.Signing;

/// <summary>How long and on whose word a seal can be checked: the baseline levels of PAdES (ETSI EN 319 142-1, 6).</summary>
public enum SealLevel
{
    /// <summary>The seal alone.</summary>
    BB,
    /// <summary>A time-stamp server vouches for the moment.</summary>
    BT,
    /// <summary>The file holds the proof that the certificates stood at that moment.</summary>
    BLT,
    /// <summary>A time stamp over that proof, so that it stays one when the certificates have run out.</summary>
    BLTA,
}

/// <summary>Why a seal has no higher level.</summary>
public enum SealLack
{
    Nothing,
    /// <summary>No time-stamp server is configured.</summary>
    TimeStampServer,
    /// <summary>The time-stamp server gave no time stamp; it is asked again.</summary>
    TimeStamp,
    /// <summary>A certificate that its holder made, or whose issuer is not known, or who tells nowhere what was revoked.</summary>
    Issuer,
    /// <summary>An issuer did not say whether a certificate stands; it is asked again.</summary>
    RevocationData,
    /// <summary>An issuer took a certificate back.</summary>
    Revoked,
}

public static class SealLevels
{
    /// <summary>"PAdES B-LTA", as the standard writes it.</summary>
    public static string Name(this SealLevel level) => level switch
    {
        SealLevel.BB => "PAdES B-B",
        SealLevel.BT => "PAdES B-T",
        SealLevel.BLT => "PAdES B-LT",
        _ => "PAdES B-LTA",
    };

    public static string Tell(this SealLevel level) => level switch
    {
        SealLevel.BB => Say("Het zegel staat op zichzelf", "The seal stands by itself"),
        SealLevel.BT => Say("Een derde bevestigt het moment van het zegel", "A third party confirms the moment of the seal"),
        SealLevel.BLT => Say("Het bestand bewijst zelf dat de certificaten toen geldig waren", "The file itself proves that the certificates stood then"),
        _ => Say("Het bestand bewijst zelf, ook over jaren en zonder internet, dat de certificaten toen geldig waren", "The file itself proves, also in years to come and off line, that the certificates stood then"),
    } + $" ({level.Name()}).";

    /// <summary>Whether asking again may help.</summary>
    public static bool MayPass(this SealLack lack) => lack is SealLack.TimeStamp or SealLack.RevocationData;

    public static string Tell(this SealLack lack) => lack switch
    {
        SealLack.TimeStampServer => Say("Er is geen tijdstempelserver ingesteld.", "No time-stamp server is configured."),
        SealLack.TimeStamp => Say("De tijdstempelserver gaf geen tijdstempel; wij vragen het later opnieuw.", "The time-stamp server gave no time stamp; we will ask again later."),
        SealLack.Issuer => Say("Geen uitgever houdt bij of het certificaat geldig is.", "No issuer keeps track of whether the certificate stands."),
        SealLack.RevocationData => Say("De uitgever zei niet of het certificaat geldig is; wij vragen het later opnieuw.", "The issuer did not say whether the certificate stands; we will ask again later."),
        SealLack.Revoked => Say("Let op: een certificaat onder dit zegel is ingetrokken.", "Note: a certificate under this seal has been revoked."),
        _ => "",
    };
}
