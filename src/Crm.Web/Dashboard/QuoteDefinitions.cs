using Crm.Dashboard.Figures;

namespace Crm.Dashboard;

/// <summary>What the figures of quotes mean.</summary>
public sealed partial record Definition
{
    public static readonly Definition QuotesSent = new(new("Verstuurd", "Sent"), new(
        "Offertes die in de periode verstuurd zijn, met hun bedrag zonder btw. Van elk offertenummer telt de laatste versie die verstuurd is. Van één medewerker: bij forecasts van hem, of waar hij aan meewerkt, elke offerte helemaal.",
        "Quotes that were sent in the period, with their amount without VAT. Of each quote number the last version that was sent counts. Of one employee: about their own forecasts, or those shared with them, each quote in full."));
    public static readonly Definition Acceptance = new(new("Geaccepteerd", "Accepted"), new(
        "Getekend ÷ (getekend + afgewezen + verlopen), in de periode. Wat nog op antwoord wacht, is ingetrokken of voor het antwoord is vervangen telt niet mee. Bij bedrag: met bedragen zonder btw.",
        "Signed ÷ (signed + declined + expired), in the period. What still waits for an answer, was withdrawn, or was replaced before its answer does not count. By amount: with amounts without VAT."));
    public static readonly Definition Awaiting = new(new("Wacht op antwoord", "Awaiting an answer"), new(
        "Verstuurde offertes die nog niet getekend, afgewezen, verlopen, ingetrokken of vervangen zijn.",
        "Sent quotes that have not been signed, declined, expired, withdrawn or replaced yet."));
    public static readonly Definition ExpiredUnsigned = new(new("Verlopen zonder handtekening", "Expired unsigned"), new(
        "Offertes waarvan de geldigheid in de periode verliep zonder dat de klant getekend of afgewezen had.",
        "Quotes whose validity passed in the period without the customer having signed or declined."));
    public static readonly Definition QuoteMargin = new(new("Marge op getekend", "Margin on signed"), new(
        "(Verkoop − kostprijs) ÷ verkoop, opgeteld over de offertes die in de periode getekend zijn, zonder btw. Opties die de klant niet nam tellen niet mee.",
        "(Sales − cost) ÷ sales, added up over the quotes that were signed in the period, without VAT. Options that the customer left do not count."));
    public static readonly Definition QuoteDiscount = new(new("Korting op getekend", "Discount on signed"), new(
        "Korting ÷ (verkoop + korting), opgeteld over de offertes die in de periode getekend zijn, zonder btw. Korting is wat op regels is gegeven, en wat een toeslag onder nul eraf haalt.",
        "Discount ÷ (sales + discount), added up over the quotes that were signed in the period, without VAT. Discount is what was given on lines, and what a surcharge below zero takes off."));
    public static readonly Definition ToOpen = new(new("Verstuurd tot geopend", "Sent to opened"), new(
        "Van offertes die in de periode verstuurd zijn: de tijd tot iemand van de klant ze voor het eerst in het portaal zag. De mediaan: de helft was er sneller bij. P80: acht van de tien.",
        "Of quotes that were sent in the period: the time until somebody of the customer first saw them in the portal. The median: half were quicker. P80: eight out of ten were."));
    public static readonly Definition OpenToSign = new(new("Geopend tot getekend", "Opened to signed"), new(
        "Van offertes die in de periode getekend zijn: de tijd van het eerste openen tot de laatste handtekening. Mediaan en P80.",
        "Of quotes that were signed in the period: the time from first opening to the last signature. Median and P80."));
    public static readonly Definition ToSign = new(new("Verstuurd tot getekend", "Sent to signed"), new(
        "Van offertes die in de periode getekend zijn: de tijd van versturen tot de laatste handtekening. Mediaan en P80.",
        "Of quotes that were signed in the period: the time from sending to the last signature. Median and P80."));
    public static readonly Definition VersionsPerQuote = new(new("Versies per offerte", "Versions per quote"), new(
        "Hoeveel versies er gemiddeld zijn van de offertes die in de periode getekend, afgewezen of verlopen zijn.",
        "How many versions there are on average of the quotes that were signed, declined or expired in the period."));
    public static readonly Definition Fates = new(new("Wat ervan werd", "What became of them"), new(
        "Offertes die in de periode verstuurd zijn, naar hoe ze er nu voor staan; op een dag die geweest is: hoe ze er toen voor stonden.",
        "Quotes that were sent in the period, by how they stand now; on a past day: how they stood then."));
    public static readonly Definition Discounts = new(new("Helpt korting geven", "Does discount help"), new(
        "Geaccepteerd, naar de korting op de hele offerte: korting ÷ (verkoop + korting).",
        "Accepted, by the discount on the whole quote: discount ÷ (sales + discount)."));
    public static readonly Definition VersionBands = new(new("Helpt een nieuwe versie", "Does a new version help"), new(
        "Geaccepteerd, naar hoeveel versies er van het offertenummer zijn.",
        "Accepted, by how many versions there are of the quote number."));
    public static readonly Definition AnswerDays = new(new("Hoe snel getekend", "How soon signed"), new(
        "Offertes die in de periode getekend zijn, naar de hele dagen van versturen tot de laatste handtekening.",
        "Quotes that were signed in the period, by the whole days from sending to the last signature."));
}
