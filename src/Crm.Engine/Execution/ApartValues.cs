using System.Security.Cryptography;
using System.Text;

namespace Crm.Engine.Execution;

/// <summary>
/// Values too big to be written with every burst, by the SHA-256 of their JSON: the same value is kept once, however many variables and
/// outputs hold it.
/// </summary>
sealed class ApartValues
{
    /// <summary>In bytes of JSON. Below it a row of its own costs more than writing it along.</summary>
    const int Limit = 8 * 1024;

    /// <summary>A text of so few characters stays below the limit however it is written: six bytes for one is the most.</summary>
    public const int SurelySmall = Limit / 6 - 1;

    // A converter is shared by all documents, and one is written or read on one thread without a pause.
    [ThreadStatic]
    static ApartValues? current;

    readonly Dictionary<string, string> values;

    ApartValues(Dictionary<string, string> values) => this.values = values;

    /// <summary>Null while a document is written or read with everything in it.</summary>
    public static ApartValues? Current => current;

    public IReadOnlyDictionary<string, string> All => values;

    /// <summary>The hash under which it is kept; null when it is small enough to stay.</summary>
    public string? Keep(ReadOnlySpan<byte> json)
    {
        if (json.Length < Limit)
            return null;
        var hash = Convert.ToHexStringLower(SHA256.HashData(json));
        values.TryAdd(hash, Encoding.UTF8.GetString(json));
        return hash;
    }

    public string? Find(string hash) => values.GetValueOrDefault(hash);

    /// <summary>What the work keeps apart.</summary>
    public static (T Result, ApartValues Values) Keeping<T>(Func<T> work)
    {
        var kept = new ApartValues([]);
        return (With(kept, work), kept);
    }

    /// <summary>The work finds these.</summary>
    public static T Knowing<T>(IReadOnlyDictionary<string, string> values, Func<T> work) => With(new ApartValues(new(values)), work);

    static T With<T>(ApartValues values, Func<T> work)
    {
        current = values;
        try
        {
            return work();
        }
        finally
        {
            current = null;
        }
    }
}

/// <summary>A value that is kept apart and was not brought along; written again it is still there.</summary>
sealed record UnreadValue(string Hash);
