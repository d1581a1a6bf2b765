namespace Crm.Signing;

public static class SigningParts
{
    public static void AddSigning(this IServiceCollection services)
    {
        services.AddHttpClient();
        services.AddSingleton<SealCertificate>();
        services.AddSingleton<TimeStampServer>();
        services.AddSingleton<SealSigner>();
    }
}
