using System.Threading.RateLimiting;

namespace Crm.Kvk;

/// <summary>This month's money for the register is used up; the question was not asked.</summary>
public sealed class RegisterBudgetException : Exception;

/// <summary>Never more questions in any second than agreed; who comes too fast waits his turn.</summary>
public sealed class RegisterPace(KvkSettings settings) : IDisposable
{
    const int MostWaiting = 1_000;
    const int Segments = 11;

    // A segment longer than a second: permits come back by the segment, so a window of just one second could let through twice as many.
    readonly SlidingWindowRateLimiter limiter = new(new()
    {
        PermitLimit = Math.Max(1, settings.MostPerSecond), Window = TimeSpan.FromMilliseconds(100 * Segments), SegmentsPerWindow = Segments, QueueLimit = MostWaiting,
    });

    public async Task WaitAsync(CancellationToken cancellationToken)
    {
        using var lease = await limiter.AcquireAsync(1, cancellationToken);
        if (!lease.IsAcquired)
            throw new HttpRequestException("Too many questions to the register are waiting.");
    }

    public void Dispose() => limiter.Dispose();
}

/// <summary>Every question to the register passes here, the repeated ones too: paced, counted, and within the budget.</summary>
public sealed class RegisterGate(RegisterPace pace, RegisterMeter meter) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        await pace.WaitAsync(cancellationToken);
        if (!await meter.CountAsync(RegisterProducts.Of(request.RequestUri!), cancellationToken))
            throw new RegisterBudgetException();
        return await base.SendAsync(request, cancellationToken);
    }
}
