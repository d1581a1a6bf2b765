using System.Formats.Asn1;
using System.Security.Cryptography;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Ocsp;
using Org.BouncyCastle.Security;

namespace Crm.Signing.Validation;

/// <summary>What reading a file, certificate or answer ends in when it is damaged, or made to look like one.</summary>
public static class Damage
{
    public static bool Is(Exception error) => error is InvalidDataException or InvalidOperationException or CryptographicException or FormatException
        or InvalidCastException or NullReferenceException or ArgumentException or IndexOutOfRangeException or OverflowException or AsnContentException
        or IOException or ArithmeticException or NotSupportedException or GeneralSecurityException or SecurityUtilityException or CryptoException or OcspException;
}
