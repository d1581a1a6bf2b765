using Crm.Mail;
using Crm.Signing.Validation;

namespace Crm.Signing;

public static class SigningParts
{
    public static void AddSigning(this IServiceCollection services)
    {
        services.AddHttpClient();
        // A redirect would carry the secret header to another host.
        services.AddHttpClient(nameof(SmsGateway)).ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { AllowAutoRedirect = false });
        services.AddSingleton<SmsGateway>();
        services.AddSingleton<SmsCodes>();
        services.AddSingleton<IOutboxDeliverer, SmsDeliverer>();
        services.AddSingleton<SealCertificate>();
        services.AddSingleton<TimeStampServer>();
        services.AddSingleton<SealSigner>();
        services.AddSingleton<RevocationServers>();
        services.AddSingleton<ValidationDataCollector>();
        services.AddSingleton<LongTermSeal>();
        services.AddSingleton<SealCheck>();
        services.AddSingleton<SealQueries>();
        services.AddSingleton<LinkMail>();
        services.AddSingleton<SigningCompletion>();
        services.AddSingleton<CounterSigning>();
        services.AddSingleton<SigningDesk>();
        services.AddSingleton<CustomerDesk>();
        services.AddSingleton<IOutboxDeliverer, QuoteSealer>();
        services.AddSingleton<IOutboxDeliverer, SealRaiser>();
    }
}
