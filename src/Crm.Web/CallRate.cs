using System.Threading.RateLimiting;

namespace Crm;

/// <summary>
/// How often one address may call what everybody may. The framework's middleware would do, but it
/// never gives up its limiter, whose clock then keeps a stopped server ticking and in memory for as long as the process lives.
/// </summary>
/// <param name="more">How many more, each time that this time has passed.</param>
public sealed class CallRate(int atOnce, int more, TimeSpan each) : IEndpointFilter, IAsyncDisposable
{
    readonly PartitionedRateLimiter<HttpContext> limiter = PartitionedRateLimiter.Create<HttpContext, string>(context => RateLimitPartition.GetTokenBucketLimiter(
        context.Connection.RemoteIpAddress?.ToString() ?? "",
        _ => new TokenBucketRateLimiterOptions { TokenLimit = atOnce, TokensPerPeriod = more, ReplenishmentPeriod = each }));

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        using var lease = limiter.AttemptAcquire(context.HttpContext);
        return lease.IsAcquired ? await next(context) : Results.StatusCode(StatusCodes.Status429TooManyRequests);
    }

    public ValueTask DisposeAsync() => limiter.DisposeAsync();
}
