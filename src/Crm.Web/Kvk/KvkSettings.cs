namespace Crm.Kvk;

/// <summary>How the trade register is reached. Without a key the built-in sandbox answers in its place.</summary>
public sealed class KvkSettings
{
    public string BaseAddress { get; set; } = "https://api.kvk.nl/api/";
    public string ApiKey { get; set; } = "";
    /// <summary>
    /// PEM file with the roots that are trusted for this host, and for no other. KVK's chain ends in a private root of the State
    /// that no operating system ships and that expires in 2028, so it is the operator's to replace.
    /// </summary>
    public string TrustedRoots { get; set; } = "";
    /// <summary>How the sandbox behaves at start: see <see cref="SandboxMode"/>.</summary>
    public SandboxMode SandboxMode { get; set; }

    /// <summary>KVK's own limit is 100 for a key; servers that share one divide it.</summary>
    public int MostPerSecond { get; set; } = 100;
    /// <summary>Euros a month, the subscription included. Above it no paid question is asked any more; searching is free and goes on.</summary>
    public decimal MonthlyBudget { get; set; } = 50m;
    /// <summary>Euros a month for a key.</summary>
    public decimal Subscription { get; set; } = 5.20m;
    /// <summary>Euros for a company or a branch; KVK's "Billing and subscription".</summary>
    public decimal PricePerProfile { get; set; } = 0.016m;
    /// <summary>After so many days a relation is compared with the register again, at night; 0: never.</summary>
    public int CompareAfterDays { get; set; } = 90;

    public bool UsesSandbox => ApiKey.Length == 0;
}

/// <summary>What the sandbox does with every question: answer well, or fail in one of the ways the real register does.</summary>
public enum SandboxMode { Normal, Slow, TooManyRequests, TechnicalError, BrokenJson, TryAgainLater, Down }
