using Org.BouncyCastle.Asn1;
using Org.BouncyCastle.Asn1.X509;
using Org.BouncyCastle.X509;

namespace Crm.Signing.Validation;

/// <summary>Where a certificate says that its issuer can be asked. Only addresses of the web count.</summary>
public static class CertificateAddresses
{
    public static IEnumerable<Uri> OcspAddresses(this X509Certificate certificate) => certificate.Access(AccessDescription.IdADOcsp);

    public static IEnumerable<Uri> IssuerAddresses(this X509Certificate certificate) => certificate.Access(AccessDescription.IdADCAIssuers);

    public static IEnumerable<Uri> RevocationListAddresses(this X509Certificate certificate) =>
        certificate.GetExtensionParsedValue(X509Extensions.CrlDistributionPoints) is { } points
            ? CrlDistPoint.GetInstance(points).GetDistributionPoints().SelectMany(point => Web(point.DistributionPointName))
            : [];

    /// <summary>The addresses in the name of a distribution point.</summary>
    public static IEnumerable<Uri> Web(DistributionPointName? point) =>
        point?.Type == DistributionPointName.FullName ? GeneralNames.GetInstance(point.Name).GetNames().SelectMany(Web) : [];

    static IEnumerable<Uri> Access(this X509Certificate certificate, DerObjectIdentifier method) =>
        certificate.GetExtensionParsedValue(X509Extensions.AuthorityInfoAccess) is { } access
            ? AuthorityInformationAccess.GetInstance(access).GetAccessDescriptions().Where(one => one.AccessMethod.Equals(method)).SelectMany(one => Web(one.AccessLocation))
            : [];

    static IEnumerable<Uri> Web(GeneralName name) =>
        name.TagNo == GeneralName.UniformResourceIdentifier && Uri.TryCreate(DerIA5String.GetInstance(name.Name).GetString(), UriKind.Absolute, out var address)
            && address.Scheme is "http" or "https" ? [address] : [];
}
