using System.Net.Http.Headers;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Http.Resilience;
using Polly;

namespace Crm.Kvk;

/// <summary>Registers the client of the trade register: who it asks, how long it waits, when it asks again and when it stops asking.</summary>
public static class KvkParts
{
    const string SandboxKey = "sandbox";
    const string SandboxPath = "/sandbox/kvk/";
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public static void AddKvk(this IServiceCollection services, KvkSettings settings)
    {
        services.AddSingleton(settings);
        services.AddSingleton<KvkSandbox>();
        services.AddSingleton<RegisterCache>();
        services.AddSingleton<RegisterPace>();
        services.AddSingleton<RegisterMeter>();
        services.AddTransient<RegisterGate>();
        services.AddTransient<RegisterWatch>();
        services.AddSingleton<RegisterWork>();
        services.AddHostedService<RegisterNight>();
        var client = services.AddHttpClient<TradeRegister>((provider, http) =>
            {
                http.BaseAddress = settings.UsesSandbox ? SandboxAddress(provider) : new Uri(settings.BaseAddress.TrimEnd('/') + "/");
                http.DefaultRequestHeaders.Add("apikey", settings.UsesSandbox ? SandboxKey : settings.ApiKey);
                http.DefaultRequestHeaders.Accept.Add(new MediaTypeWithQualityHeaderValue("application/hal+json"));
                http.Timeout = Timeout.InfiniteTimeSpan;
            })
            .ConfigurePrimaryHttpMessageHandler(() => HandlerFor(settings));
        client.AddResilienceHandler("kvk", AddPatience);
        // Innermost, so that a second attempt is paced and counted like the first.
        client.AddHttpMessageHandler<RegisterGate>();
    }

    static void AddPatience(ResiliencePipelineBuilder<HttpResponseMessage> pipeline)
    {
        // A person waits in real time, also where the domain's clock stands still.
        pipeline.TimeProvider = TimeProvider.System;
        pipeline.AddTimeout(Patience).AddRetry(Retries).AddCircuitBreaker(Breaker);
    }

    static HttpRetryStrategyOptions Retries => new()
    {
        MaxRetryAttempts = 2,
        Delay = TimeSpan.FromMilliseconds(200),
        BackoffType = DelayBackoffType.Exponential,
        UseJitter = true,
        // KVK's own advice is minutes; a person at a form would rather type.
        ShouldRetryAfterHeader = false,
        ShouldHandle = attempt => IsPassingAsync(attempt.Outcome),
    };

    static HttpCircuitBreakerStrategyOptions Breaker => new()
    {
        FailureRatio = 0.5,
        MinimumThroughput = 10,
        SamplingDuration = TimeSpan.FromSeconds(30),
        BreakDuration = TimeSpan.FromSeconds(15),
        ShouldHandle = attempt => IsPassingAsync(attempt.Outcome),
    };

    static async ValueTask<bool> IsPassingAsync(Outcome<HttpResponseMessage> outcome) => outcome switch
    {
        { Exception: HttpRequestException or IOException } => true,
        { Result: { } response } => await KvkFaults.IsPassingAsync(response),
        _ => false,
    };

    static SocketsHttpHandler HandlerFor(KvkSettings settings)
    {
        // A page keeps its client for hours; the address behind the name may move meanwhile.
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) };
        if (settings.TrustedRoots.Length > 0)
            handler.SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = TrustOnly(settings.TrustedRoots) };
        return handler;
    }

    static X509ChainPolicy TrustOnly(string pemFile)
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.ImportFromPemFile(pemFile);
        return policy;
    }

    /// <summary>This server itself, at the port it really got.</summary>
    static Uri SandboxAddress(IServiceProvider provider)
    {
        var addresses = provider.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses ?? [];
        var port = addresses.Select(BindingAddress.Parse).Select(address => address.Port).FirstOrDefault();
        return new Uri($"http://127.0.0.1:{port}{SandboxPath}");
    }
}
