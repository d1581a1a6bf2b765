namespace Crm.Campaigns;

/// <summary>What the parts of a campaign are called.</summary>
public static class CampaignWords
{
    public static string Of(CampaignPhase phase) => phase switch
    {
        CampaignPhase.Coming => Say("Komt nog", "Coming"),
        CampaignPhase.Running => Say("Loopt", "Running"),
        _ => Say("Voorbij", "Past"),
    };

    public static string Of(ActionKind kind) => kind switch
    {
        ActionKind.Letter => Say("Brief", "Letter"),
        ActionKind.Mail => Say("Mailing", "Mailing"),
        ActionKind.Call => Say("Belactie", "Calls"),
        _ => Say("Evenement", "Event"),
    };

    public static string Icon(ActionKind kind) => kind switch
    {
        ActionKind.Letter => "quote",
        ActionKind.Mail => "mail",
        ActionKind.Call => "phone",
        _ => "cal",
    };

    public static string Of(ActionYield yield) => yield switch
    {
        ActionYield.DossierItem => Say("een dossieritem", "a dossier item"),
        ActionYield.Task => Say("een taak", "a task"),
        _ => Say("een proces", "a process"),
    };

    public static string Of(ActionState state) => state switch
    {
        ActionState.Draft => Say("In voorbereiding", "In preparation"),
        ActionState.Running => Say("Loopt", "Running"),
        ActionState.Paused => Say("Gepauzeerd", "Paused"),
        _ => Say("Klaar", "Done"),
    };

    public static string Of(MemberState state) => state switch
    {
        MemberState.Waiting => Say("Aan de beurt", "Waiting"),
        MemberState.Reached => Say("Benaderd", "Reached"),
        MemberState.LeftOut => Say("Overgeslagen", "Left out"),
        MemberState.Detached => Say("Ontkoppeld", "Detached"),
        _ => Say("Mislukt", "Failed"),
    };

    public static string Of(LeftOut why) => why switch
    {
        LeftOut.Unknown => Say("niet bekend", "not known"),
        LeftOut.Blocked => Say("geblokkeerd of gearchiveerd", "blocked or archived"),
        LeftOut.Twice => Say("zelfde adres als een ander", "same address as another"),
        LeftOut.NoAddress => Say("geen adres voor dit kanaal", "no address for this channel"),
        LeftOut.Withdrawn => Say("toestemming ingetrokken", "consent withdrawn"),
        LeftOut.Objected => Say("heeft bezwaar gemaakt", "has objected"),
        LeftOut.Suppressed => Say("adres op de lijst van niet te benaderen", "address on the list not to approach"),
        LeftOut.Bounces => Say("mail aan dit adres kwam terug", "mail to this address bounced"),
        LeftOut.NonMailing => Say("non-mailing in het Handelsregister", "non-mailing in the trade register"),
        _ => Say("geen toestemming vastgelegd", "no consent on record"),
    };

    public static string Of(TouchRule rule) => rule switch
    {
        TouchRule.Last => Say("Laatste aanraking", "Last touch"),
        TouchRule.First => Say("Eerste aanraking", "First touch"),
        _ => Say("Gelijk verdeeld", "Evenly"),
    };

    public static string Of(Audience audience) => audience switch
    {
        Audience.Prospects => Say("Prospects", "Prospects"),
        Audience.Customers => Say("Klanten", "Customers"),
        _ => Say("Prospects en klanten", "Prospects and customers"),
    };
}
