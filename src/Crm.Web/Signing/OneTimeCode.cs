using System.Security.Cryptography;
using System.Text;

namespace Crm.Signing;

/// <summary>Six digits by mail, or to a phone, to show that whoever signs reads the mail, or has the phone, of the one who was asked: five minutes, five tries.</summary>
public sealed record OneTimeCode(string Hash, DateTime SentAt, int WrongTries)
{
    public const int MaxTries = 5;
    /// <summary>Codes that can be asked for in an hour; with the tries this bounds guessing.</summary>
    public const int MaxPerHour = 5;
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);

    public static (OneTimeCode Kept, string Digits) New(Guid envelopeId, DateTime now)
    {
        var digits = RandomNumberGenerator.GetInt32(1_000_000).ToString("D6", System.Globalization.CultureInfo.InvariantCulture);
        return (new(HashOf(envelopeId, digits), now, 0), digits);
    }

    public bool CanBeTried(DateTime now) => WrongTries < MaxTries && now < SentAt + Lifetime;

    public bool Is(Guid envelopeId, string? digits) => CryptographicOperations.FixedTimeEquals(
        Encoding.ASCII.GetBytes(Hash), Encoding.ASCII.GetBytes(HashOf(envelopeId, new string([.. (digits ?? "").Where(char.IsAsciiDigit)]))));

    static string HashOf(Guid envelopeId, string digits) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{envelopeId:N}{digits}")));
}
