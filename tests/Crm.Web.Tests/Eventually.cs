namespace Crm;

/// <summary>Waits for what a worker of the server does by itself.</summary>
public static class Eventually
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    public static Task TrueAsync(Func<bool> claim, string what) => TrueAsync(() => Task.FromResult(claim()), what);

    public static async Task TrueAsync(Func<Task<bool>> claim, string what)
    {
        var until = DateTime.UtcNow + Patience;
        while (!await claim())
        {
            Assert.True(DateTime.UtcNow < until, $"Did not happen within {Patience.TotalSeconds} s: {what}.");
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }
}
