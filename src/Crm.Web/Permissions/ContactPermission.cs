namespace Crm.Permissions;

public enum PermissionVerdict { Allowed, ConsentNeeded, Refused, Unreachable }

/// <summary>Why someone may or may not be approached through a channel. Lists count by it.</summary>
public enum PermissionReason
{
    ConsentGiven, ExistingCustomer, PublishedAddress, LegalPerson, NoObjection,
    NoConsent,
    Withdrawn, Objected, Suppressed, NonMailing, ContactBlocked, RelationBlocked,
    NoAddress, MailBounces,
}

/// <summary>Whether a contact person may be approached unasked through a channel, and why.</summary>
/// <param name="Since">When the person said so, for reasons that come from a person.</param>
/// <param name="Source">Where the person said so.</param>
public sealed record ContactPermission(ContactChannel Channel, PermissionReason Reason, bool IsNaturalPerson, DateTime? Since = null, string Source = "")
{
    public PermissionVerdict Verdict => Reason switch
    {
        < PermissionReason.NoConsent => PermissionVerdict.Allowed,
        PermissionReason.NoConsent => PermissionVerdict.ConsentNeeded,
        PermissionReason.NoAddress or PermissionReason.MailBounces => PermissionVerdict.Unreachable,
        _ => PermissionVerdict.Refused,
    };

    public bool IsAllowed => Verdict == PermissionVerdict.Allowed;

    /// <summary>The reason as a sentence, in the reader's language.</summary>
    public string Why => Reason switch
    {
        PermissionReason.ConsentGiven => Say("Gaf toestemming", "Gave consent") + SinceAndSource,
        PermissionReason.ExistingCustomer => Say("Is klant en gaf het adres bij een aankoop", "Is a customer and gave the address with a purchase") + SinceAndSource,
        PermissionReason.PublishedAddress => Say("Maakte dit adres hiervoor openbaar", "Published this address for it") + SinceAndSource,
        PermissionReason.LegalPerson => Say("Een rechtspersoon mag je bellen tot iemand bezwaar maakt.", "A legal person may be called until somebody objects."),
        PermissionReason.NoObjection => Say("Post mag tot iemand bezwaar maakt.", "Post is allowed until somebody objects."),
        PermissionReason.NoConsent when Channel == ContactChannel.Phone => Say("Een eenmanszaak, vof of maatschap bel je alleen met toestemming.", "A sole trader or a partnership is called with consent only."),
        PermissionReason.NoConsent => Say("Leg eerst toestemming vast.", "Record consent first."),
        PermissionReason.Withdrawn => Say("Trok de toestemming in", "Withdrew consent") + SinceAndSource,
        PermissionReason.Objected => Say("Maakte bezwaar", "Objected") + SinceAndSource,
        PermissionReason.Suppressed => Say("Dit adres staat op de lijst van niet te benaderen adressen", "This address is on the list of addresses not to approach") + SinceAndSource,
        PermissionReason.NonMailing => Say("Het Handelsregister vermeldt non-mailing.", "The trade register says non-mailing."),
        PermissionReason.ContactBlocked => Say("Deze contactpersoon is geblokkeerd.", "This contact person is blocked."),
        PermissionReason.RelationBlocked => Say("Deze relatie is geblokkeerd.", "This relation is blocked."),
        PermissionReason.MailBounces => Say("Mail aan dit adres kwam terug", "Mail to this address bounced") + SinceAndSource,
        _ => Channel switch
        {
            ContactChannel.Mail => Say("Er is geen mailadres bekend.", "No mail address is known."),
            ContactChannel.Post => Say("Er is geen adres bekend.", "No address is known."),
            _ => Say("Er is geen nummer bekend.", "No number is known."),
        },
    };

    string SinceAndSource => (Since is { } at ? Say(" op ", " on ") + Formats.Date(at) : "") + (Source.Length > 0 ? $" ({Source})." : ".");
}
