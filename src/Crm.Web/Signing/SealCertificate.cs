using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Crm.Data;

namespace Crm.Signing;

/// <summary>
/// The certificate that quotes are sealed with: the operator's, or one that the server makes for the company on first use. Nobody
/// but the company vouches for the latter, and every page that shows it says so.
/// </summary>
public sealed class SealCertificate(CrmDatabase database, CrmSettings settings, TimeProvider clock) : IDisposable
{
    readonly SemaphoreSlim opening = new(1);
    X509Certificate2Collection? opened;

    public bool IsSelfMade => settings.Seal.Certificate.Length == 0;

    /// <summary>The certificate with its key.</summary>
    public async Task<X509Certificate2> OpenAsync(CancellationToken cancellationToken) =>
        (await ChainAsync(cancellationToken)).First(certificate => certificate.HasPrivateKey);

    /// <summary>The certificate and those of its issuers that came with it.</summary>
    public async Task<X509Certificate2Collection> ChainAsync(CancellationToken cancellationToken)
    {
        await opening.WaitAsync(cancellationToken);
        try
        {
            return opened ??= IsSelfMade ? Load(await SelfMadeAsync(cancellationToken), null) : Load(settings.Seal.Certificate, settings.Seal.Password);
        }
        finally
        {
            opening.Release();
        }
    }

    async Task<string> SelfMadeAsync(CancellationToken cancellationToken)
    {
        var path = Path.Combine(settings.Data, "seal.pfx");
        if (File.Exists(path))
            return path;
        var company = await database.ReadAsync(db => db.Companies.Select(c => new { c.StatutoryName, c.KvkNumber }).SingleAsync(cancellationToken), cancellationToken);
        Directory.CreateDirectory(settings.Data);
        // Written beside and moved, so that a server that dies leaves no half a key; only its owner may read it.
        var beside = path + "." + Guid.NewGuid().ToString("N");
        var creation = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            creation.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        await using (var file = new FileStream(beside, creation))
            await file.WriteAsync(Make(company.StatutoryName, company.KvkNumber), cancellationToken);
        File.Move(beside, path, overwrite: false);
        return path;
    }

    byte[] Make(string company, string kvkNumber)
    {
        using var key = RSA.Create(3072);
        var name = new X500DistinguishedNameBuilder();
        name.AddCommonName($"{company} (eigen zegel)");
        name.AddOrganizationName(company);
        // organizationIdentifier as in ETSI EN 319 412-1: national trade register, Netherlands.
        name.Add("2.5.4.97", $"NTRNL-{kvkNumber}");
        name.AddCountryOrRegion("NL");
        var request = new CertificateRequest(name.Build(), key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.NonRepudiation, critical: true));
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, critical: true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        var now = clock.GetUtcNow();
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddYears(10));
        return certificate.Export(X509ContentType.Pfx);
    }

    static X509Certificate2Collection Load(string path, string? password) =>
        X509CertificateLoader.LoadPkcs12CollectionFromFile(path, password, X509KeyStorageFlags.EphemeralKeySet);

    public void Dispose()
    {
        foreach (var certificate in opened ?? [])
            certificate.Dispose();
        opening.Dispose();
    }
}
