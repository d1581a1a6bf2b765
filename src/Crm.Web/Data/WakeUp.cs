using System.Threading.Channels;

namespace Crm.Data;

/// <summary>A worker's sleep: until it is rung awake, or until its clock says it is time to look again.</summary>
public sealed class WakeUp(TimeProvider clock)
{
    // One place: rung twice before it looks, the worker looks once.
    readonly Channel<bool> rings = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public void Ring() => rings.Writer.TryWrite(true);

    public async Task SleepAsync(TimeSpan atMost, CancellationToken cancellationToken)
    {
        using var awake = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await Task.WhenAny(rings.Reader.WaitToReadAsync(awake.Token).AsTask(), Task.Delay(atMost, clock, awake.Token));
        rings.Reader.TryRead(out _);
        await awake.CancelAsync();
        cancellationToken.ThrowIfCancellationRequested();
    }

    /// <summary>Lets a burst of rings pass: until nobody rings for so long. At once when nobody rang since the last look.</summary>
    public async Task SettleAsync(TimeSpan quiet, TimeSpan atMost, CancellationToken cancellationToken)
    {
        var begun = clock.GetTimestamp();
        while (rings.Reader.TryRead(out _) && clock.GetElapsedTime(begun) < atMost)
            await Task.Delay(quiet, clock, cancellationToken);
    }
}
