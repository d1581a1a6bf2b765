namespace Crm.Relations;

public enum ContactPermission { Allowed, ConsentNeeded, Objected }

/// <summary>Whether someone may be approached through a channel, and why.</summary>
public sealed record ContactHint(string Channel, ContactPermission Permission, string Why)
{
    static readonly string[] NaturalForms = ["eenmanszaak", "maatschap", "vennootschap onder firma", "vof", "rederij", "commanditaire", "privé"];

    /// <summary>
    /// By the legal form and the non-mailing indicator (Telecommunicatiewet 11.7): who trades under a natural person's name is
    /// protected as one. An unknown form is treated as a natural person, the safe side.
    /// </summary>
    public static IReadOnlyList<ContactHint> Of(string legalForm, bool isNonMailing)
    {
        var isNatural = legalForm.Length == 0 || NaturalForms.Any(form => legalForm.Contains(form, StringComparison.OrdinalIgnoreCase));
        return
        [
            isNatural
                ? new(Say("Bellen", "Calling"), ContactPermission.ConsentNeeded, Say("Een natuurlijk persoon bel je alleen met toestemming.", "A natural person is called with consent only."))
                : new(Say("Bellen", "Calling"), ContactPermission.Allowed, Say("Een rechtspersoon mag je bellen tot zij bezwaar maakt.", "A legal person may be called until it objects.")),
            new(Say("Persoonlijke mail", "Personal mail"), ContactPermission.Allowed, Say("Een antwoord of een persoonlijk bericht in lopend contact mag.", "An answer or a personal message in running contact is allowed.")),
            new(Say("Campagnemail en sms", "Campaign mail and text"), ContactPermission.ConsentNeeded, Say("Leg eerst de toestemming van de contactpersoon vast.", "Record the consent of the contact person first.")),
            isNonMailing
                ? new(Say("Post", "Post"), ContactPermission.Objected, Say("Het Handelsregister vermeldt non-mailing.", "The trade register says non-mailing."))
                : new(Say("Post", "Post"), ContactPermission.Allowed, Say("Mag tot iemand bezwaar maakt.", "Allowed until somebody objects.")),
        ];
    }
}
