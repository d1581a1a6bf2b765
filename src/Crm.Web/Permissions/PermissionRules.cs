using Crm.Mail.Bounces;
using Crm.Relations;

namespace Crm.Permissions;

/// <summary>What is known of a contact person that bears on approaching him or her.</summary>
public sealed record PermissionFacts
{
    public string? LegalForm { get; init; }
    public bool IsNonMailing { get; init; }
    public bool IsCustomer { get; init; }
    public bool IsRelationBlocked { get; init; }
    public bool IsContactBlocked { get; init; }
    public string? Email { get; init; }
    public string? Phone { get; init; }
    public string? Mobile { get; init; }
    public bool HasAddress { get; init; }
    /// <summary>Mail to the address came back, and nobody has said that it arrives again.</summary>
    public BouncingAddress? Bounce { get; init; }
}

/// <summary>The rules of Telecommunicatiewet 11.7 and the right to object, in the order in which they decide.</summary>
public static class PermissionRules
{
    /// <param name="said">The last thing that the person said about this channel.</param>
    /// <param name="suppressed">The list holds an address that this channel would use.</param>
    public static ContactPermission Decide(ContactChannel channel, PermissionFacts facts, ConsentEntry? said, SuppressedAddress? suppressed)
    {
        var isNatural = LegalForms.IsNaturalPerson(facts.LegalForm);
        ContactPermission For(PermissionReason reason) => new(channel, reason, isNatural);
        if (facts.IsContactBlocked)
            return For(PermissionReason.ContactBlocked);
        if (facts.IsRelationBlocked)
            return For(PermissionReason.RelationBlocked);
        if (said is { Act: not ConsentAct.Given })
            return For(said.Act == ConsentAct.Objected ? PermissionReason.Objected : PermissionReason.Withdrawn) with { Since = said.At, Source = said.Source };
        if (suppressed is not null && (said is null || said.At < suppressed.Since))
            return For(PermissionReason.Suppressed) with { Since = suppressed.Since };
        var permission = said is not null && GroundOf(said, facts, isNatural) is { } ground
            ? For(ground) with { Since = said.At, Source = said.Source }
            : For(Unasked(channel, facts, isNatural));
        if (!permission.IsAllowed)
            return permission;
        if (!CanReach(channel, facts))
            return For(PermissionReason.NoAddress);
        return channel == ContactChannel.Mail && facts.Bounce is { } bounce ? For(PermissionReason.MailBounces) with { Since = bounce.Since } : permission;
    }

    /// <summary>The exceptions to consent hold for legal persons only, and that of customers for as long as they are one.</summary>
    static PermissionReason? GroundOf(ConsentEntry said, PermissionFacts facts, bool isNatural) => said.Ground switch
    {
        ConsentGround.Consent => PermissionReason.ConsentGiven,
        ConsentGround.ExistingCustomer when !isNatural && facts.IsCustomer => PermissionReason.ExistingCustomer,
        ConsentGround.PublishedAddress when !isNatural => PermissionReason.PublishedAddress,
        _ => null,
    };

    static PermissionReason Unasked(ContactChannel channel, PermissionFacts facts, bool isNatural) => channel switch
    {
        ContactChannel.Post => facts.IsNonMailing ? PermissionReason.NonMailing : PermissionReason.NoObjection,
        ContactChannel.Phone when !isNatural => PermissionReason.LegalPerson,
        _ => PermissionReason.NoConsent,
    };

    static bool CanReach(ContactChannel channel, PermissionFacts facts) =>
        channel == ContactChannel.Post ? facts.HasAddress : Suppression.AddressesOf(channel, facts.Email, facts.Phone, facts.Mobile).Count > 0;
}
