using Crm.Mail;

namespace Crm.Signing;

public static class SigningParts
{
    public static void AddSigning(this IServiceCollection services)
    {
        services.AddHttpClient();
        services.AddSingleton<SealCertificate>();
        services.AddSingleton<TimeStampServer>();
        services.AddSingleton<SealSigner>();
        services.AddSingleton<SealCheck>();
        services.AddSingleton<LinkMail>();
        services.AddSingleton<SigningCompletion>();
        services.AddSingleton<CounterSigning>();
        services.AddSingleton<SigningDesk>();
        services.AddSingleton<CustomerDesk>();
        services.AddSingleton<IOutboxDeliverer, QuoteSealer>();
    }
}
