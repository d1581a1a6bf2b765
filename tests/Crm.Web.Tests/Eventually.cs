namespace Crm;

/// <summary>Waits for what a worker of the server does by itself.</summary>
public static class Eventually
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    public static Task TrueAsync(Func<bool> claim, string what) => TrueAsync(() => Task.FromResult(claim()), what);

    /// <summary>Waits until nothing is left; what is left after all is in the failure.</summary>
    public static async Task EmptyAsync(Func<Task<List<string>>> left, string what)
    {
        var until = DateTime.UtcNow + Patience;
        while (await left() is { Count: > 0 } still)
        {
            Assert.True(DateTime.UtcNow < until, $"Still there after {Patience.TotalSeconds} s, {what}:\n{string.Join('\n', still)}");
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }

    public static async Task TrueAsync(Func<Task<bool>> claim, string what, TimeSpan? patience = null)
    {
        var until = DateTime.UtcNow + (patience ?? Patience);
        while (!await claim())
        {
            Assert.True(DateTime.UtcNow < until, $"Did not happen within {(patience ?? Patience).TotalSeconds} s: {what}.");
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }
}
