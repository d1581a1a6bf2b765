using Crm.Users;

namespace Crm.Shell;

/// <summary>Something that can be set up, and who may.</summary>
public sealed record SettingsTopic(string Icon, LocalText Name, LocalText What, string Href, params string[] RoleNames)
{
    public static readonly IReadOnlyList<SettingsTopic> All =
    [
        new("user", new("Medewerkers en afdelingen", "Employees and departments"), new("Wie zich aanmeldt en wat die mag", "Who signs in and what they may do"), Urls.UserSettings, Roles.Administrator),
        new("rel", new("Bedrijfsgegevens", "Company details"), new("Wat op offertes en in het portaal staat", "What stands on quotes and in the portal"), Urls.CompanySettings, Roles.Administrator),
        new("edit", new("Instuurprofielen", "Entry profiles"), new("Wat een nieuwe relatie vraagt, en wie beoordeelt", "What a new relation asks, and who reviews"), Urls.Profiles, Roles.ProcessOwner),
        new("quote", new("Catalogus", "Catalogue"), new("Artikelen en uren, met prijs en kostprijs", "Items and hours, with price and cost"), Urls.Catalogue, Roles.ProcessOwner),
        new("quote", new("Sjablonen", "Templates"), new("Huisstijl, teksten en voorwaarden van offertes", "House style, texts and conditions of quotes"), Urls.Templates, Roles.ProcessOwner),
        new("fc", new("Forecaststatussen", "Forecast statuses"), new("De stappen van de verkoop, met kleur en kans", "The steps of the sale, with colour and chance"), Urls.ForecastStatuses, Roles.Administrator, Roles.ProcessOwner),
        new("filter", new("Keuzelijsten", "Lists to choose from"), new("Groepen, bronnen, redenen, concurrenten, campagnetypen", "Groups, sources, reasons, competitors, campaign types"), Urls.Lists, Roles.Administrator, Roles.ProcessOwner),
        new("edit", new("Eigen velden", "Custom fields"), new("Wat jullie vastleggen naast wat er al is", "What you record beside what is there already"), Urls.CustomFields, Roles.Administrator, Roles.ProcessOwner),
        new("phone", new("Contactvormen", "Forms of contact"), new("Hoe je contact hebt, en welk proces daarop volgt", "How you are in contact, and which process follows"), Urls.ContactForms, Roles.Administrator, Roles.ProcessOwner),
        new("x", new("Niet benaderen", "Do not approach"), new("Wie bezwaar maakte of gewist is, onherkenbaar", "Who objected or was erased, unrecognisably"), Urls.Suppressions, Roles.Administrator, Roles.ProcessOwner),
        new("search", new("Handelsregister", "Trade register"), new("Hoe vaak de KVK gevraagd is, en wat dat kost", "How often the KVK was asked, and what that costs"), Urls.RegisterUse, Roles.Administrator),
        new("send", new("Uitgaande berichten", "Outgoing messages"), new("Wat nog verstuurd wordt en wat vastloopt", "What is still to be sent and what got stuck"), Urls.Outbox, Roles.Administrator),
    ];
}
