using Microsoft.Extensions.Caching.Memory;

namespace Crm.Kvk;

/// <summary>
/// What the register said a moment ago, so that retyping a name or taking a company a second time costs nothing. In memory and short:
/// the register asks not to be stored, and what a relation keeps has its own date.
/// </summary>
public sealed class RegisterCache() : MemoryCache(new MemoryCacheOptions { SizeLimit = MostAnswers })
{
    const int MostAnswers = 5_000;
    static readonly TimeSpan Kept = TimeSpan.FromMinutes(10);

    public RegisterAnswer<T>? Find<T>(string path) => this.Get<RegisterAnswer<T>>(path);

    /// <summary>Trouble is not kept: the next question may be answered.</summary>
    public void Keep<T>(string path, RegisterAnswer<T> answer)
    {
        if (answer.Outcome is LookupOutcome.Found or LookupOutcome.NothingFound)
            this.Set(path, answer, new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = Kept });
    }
}
