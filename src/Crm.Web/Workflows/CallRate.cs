using System.Threading.RateLimiting;

namespace Crm.Workflows;

/// <summary>
/// How often one address may call what workflows listen to: 120 at once, then 20 a second. The framework's middleware would do, but it
/// never gives up its limiter, whose clock then keeps a stopped server ticking and in memory for as long as the process lives.
/// </summary>
public sealed class CallRate : IEndpointFilter, IAsyncDisposable
{
    readonly PartitionedRateLimiter<HttpContext> limiter = PartitionedRateLimiter.Create<HttpContext, string>(context => RateLimitPartition.GetTokenBucketLimiter(
        context.Connection.RemoteIpAddress?.ToString() ?? "",
        _ => new TokenBucketRateLimiterOptions { TokenLimit = 120, TokensPerPeriod = 20, ReplenishmentPeriod = TimeSpan.FromSeconds(1) }));

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        using var lease = limiter.AttemptAcquire(context.HttpContext);
        return lease.IsAcquired ? await next(context) : Results.StatusCode(StatusCodes.Status429TooManyRequests);
    }

    public ValueTask DisposeAsync() => limiter.DisposeAsync();
}
